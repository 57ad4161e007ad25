import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';

/**
 * The file at a URL path below a folder; undefined when there is none or the
 * path (or a link on the way) leads out of the folder.
 */
export async function fileBelow(folder: string, urlPath: string): Promise<Buffer | undefined> {
  const path = decoded(urlPath);
  if (path === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const target = await realpath(resolve(root, `.${path}`));
    const inside = relative(root, target);
    if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return undefined;
    return (await stat(target)).isFile() ? await readFile(target) : undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined;
    throw error;
  }
}

function decoded(urlPath: string): string | undefined {
  try {
    const path = decodeURIComponent(urlPath);
    return path.startsWith('/') && !/[\0\\]/.test(path) ? path : undefined;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
