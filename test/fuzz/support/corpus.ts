import { statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { vector, vectorFiles, vectors } from '../../support/vectors';

const mostOctets = 64 * 1024;

const cache = new Map<string, Uint8Array>();

/** The octets of a file, read once. */
export function octetsOf(path: string): Uint8Array {
  const octets = cache.get(path) ?? vector(path);
  cache.set(path, octets);
  return octets;
}

/** Octets that a test made itself, under a name that is no file's. */
export function giveOctets(name: string, octets: Uint8Array): void {
  cache.set(name, octets);
}

/** Those files of some collections that are small enough to be opened a thousand times. */
export function filesOf(collections: readonly string[], names: RegExp): readonly string[] {
  return collections
    .flatMap((collection) => vectorFiles(collection).map((file) => `${collection}/${file}`))
    .filter((path) => names.test(path) && !path.endsWith('.md') && statSync(join(vectors ?? '', path)).size <= mostOctets);
}

const anyMessage = /\.(?:eml|p7m|p7c|cms|mbox|msg|env|opaque|multipart|bin|inner|der)$/;

/** Signed and encrypted, of every program and attack that there is; messages and CMS alone. */
export const secured: readonly string[] = filesOf(
  [
    ...['interop', 'johnny-fired', 'openssl-cms', 'attacks-generated', 'covert-content', 'examples-cms', 'gnupg-cms', 'mimekit-smime'],
    ...['nss-smime', 'protected-headers-draft', 'rfc4134', 'rfc9788', 'thunderbird-smime'],
  ],
  anyMessage,
);

/** Mail as it comes. */
export const plain: readonly string[] = filesOf(['kde-mimetreeparser', 'mime-robustness'], anyMessage);

export const certificates: readonly string[] = filesOf(['interop', 'rfc9216', 'x509-odd', 'pkits'], /\.(?:crt|der|pem)$/);

/** Numbers that a mutation makes its choices by; each counts modulo whatever there is to choose from. */
export type Numbers = readonly [number, number, number];
const number = fc.nat({ max: 2 ** 31 - 1 });

/** One change, by its name and numbers, so that a failure is printed in a few words. */
export interface Change {
  readonly kind: string;
  readonly numbers: Numbers;
  /** A second file, for changes that take something from it. */
  readonly other: string;
}

export interface Changed {
  readonly file: string;
  readonly changes: readonly Change[];
}

/** A real file and one to four changes to make in it; more than one seldom get as far. */
export function changedFiles(files: readonly string[], kinds: readonly string[]): fc.Arbitrary<Changed> {
  const file = fc.constantFrom(...files);
  const change = fc.record({ kind: fc.constantFrom(...kinds), numbers: fc.tuple(number, number, number), other: file });
  const few = fc.oneof(
    { weight: 3, arbitrary: fc.array(change, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(change, { minLength: 2, maxLength: 4 }) },
  );
  return fc.record({ file, changes: few });
}
