import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestPort } from './options';

/**
 * The manifest that names this port: manifest.xml itself, or a copy with the
 * other address in the folder given.
 */
export async function manifestFor(port: number, root: string, folder: string): Promise<string> {
  const original = join(root, 'manifest.xml');
  if (port === manifestPort) return original;
  const copy = join(folder, `manifest-${port}.xml`);
  await mkdir(folder, { recursive: true });
  await writeFile(copy, movedTo(port, await readFile(original, 'utf8')));
  return copy;
}

export function movedTo(port: number, manifest: string): string {
  return manifest.replaceAll(`https://localhost:${manifestPort}`, `https://localhost:${port}`);
}
