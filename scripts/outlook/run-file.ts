import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Which server runs. It serves for as long as this file says what it wrote:
 * whoever takes the file away ends it, and no process is ever ended by a
 * number that may have passed to another one.
 */
export interface Run {
  readonly pid: number;
  readonly port: number;
  /** The manifest that Outlook is to have. */
  readonly manifest: string;
}

export const runFile = (root: string): string => join(root, '.sandbox', 'outlook.json');

export async function readRun(file: string): Promise<Run | undefined> {
  const text = await textOf(file);
  return text === undefined ? undefined : (JSON.parse(text) as Run);
}

export async function writeRun(file: string, run: Run): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(run));
}

/** Only one's own: a later server may have written another. */
export async function removeRun(file: string, pid: number): Promise<void> {
  if ((await readRun(file))?.pid === pid) await rm(file, { force: true });
}

const interval = 500;

/** Calls once when the file is no longer this process's. */
export function watchRun(file: string, pid: number, gone: () => void): () => void {
  const timer = setInterval(() => {
    void readRun(file).then((run) => {
      if (run?.pid === pid) return;
      clearInterval(timer);
      gone();
    });
  }, interval);
  return () => clearInterval(timer);
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
