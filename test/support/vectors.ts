import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

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
