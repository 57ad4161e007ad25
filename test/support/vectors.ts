import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/**
 * Messages, certificates and attacks made by others. They are not part of the
 * project: SIGNET_VECTORS names their folder, or they stand beside the checkout.
 */
export const vectors: string | undefined = [process.env['SIGNET_VECTORS'], resolve('../shared/vectors')].find(
  (folder) => folder !== undefined && folder !== '' && existsSync(join(folder, 'INDEX.md')),
);

/** The octets of one file of the collections. */
export function vector(path: string): Uint8Array<ArrayBuffer> {
  if (vectors === undefined) throw new Error(`The vectors are missing; ${path} cannot be read.`);
  return new Uint8Array(readFileSync(join(vectors, path)));
}

export function vectorText(path: string): string {
  return new TextDecoder().decode(vector(path));
}

/** Every file of a collection, as a path inside it, sorted: a table of expected results must name each. */
export function vectorFiles(collection: string): readonly string[] {
  if (vectors === undefined) return [];
  const folder = join(vectors, collection);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** A describe that skips loudly on a stranger's machine and fails in CI when the vectors are missing. */
export function describeVectors(name: string, define: () => void): void {
  if (vectors !== undefined) {
    describe(name, define);
  } else if (process.env['CI'] === undefined) {
    describe.skip(`${name} (SKIPPED: set SIGNET_VECTORS to the folder of test vectors)`, define);
  } else {
    test(`${name}: the vectors are there`, () => {
      throw new Error('In CI the vectors must be present: ../shared/vectors or SIGNET_VECTORS.');
    });
  }
}
