import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { concat } from '../bytes';
import { SmimeError } from '../errors';

// Synchronous digests: WebCrypto's needs a trip to another thread for each of
// 600 000 rounds (17 s measured, against 0.7 s).
const digests = { 'sha-1': sha1, 'sha-256': sha256, 'sha-384': sha384, 'sha-512': sha512 } as const;

/** What the key is for (RFC 7292 appendix B.3). */
export const purpose = { encryption: 1, iv: 2, mac: 3 } as const;

export interface Pkcs12Derivation {
  /** Name of the registry, e.g. `sha-256`. */
  readonly digest: string;
  /** As `bmpPassword` encodes it. */
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly purpose: 1 | 2 | 3;
  /** Octets wanted. */
  readonly length: number;
}

/**
 * The key derivation of PKCS#12 (RFC 7292 appendix B.2). It lives on for the
 * MAC only, in files that are otherwise modern.
 * @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED
 */
export function derivePkcs12Key(request: Pkcs12Derivation): Uint8Array<ArrayBuffer> {
  return derive(request).octets;
}

/**
 * The same key, or `undefined` where GnuPG's gpgsm 2.2 derives another one and
 * so says that the password is wrong: it drops the zeros in front of a block
 * that was added to (step 6 C), which one salt in 128 leads to for a key of two rounds.
 * @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED
 */
export function derivePkcs12KeyAsGpgsm(request: Pkcs12Derivation): Uint8Array<ArrayBuffer> | undefined {
  const { octets, hasZeroInFront } = derive(request);
  return hasZeroInFront ? undefined : octets;
}

interface Derived {
  readonly octets: Uint8Array<ArrayBuffer>;
  /** A block of the input began with a zero after the first round. */
  readonly hasZeroInFront: boolean;
}

function derive(request: Pkcs12Derivation): Derived {
  const digest = Object.entries(digests).find(([name]) => name === request.digest)?.[1];
  if (digest === undefined) throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name: request.digest });
  const size = digest.blockLen;
  const diversifier = new Uint8Array(size).fill(request.purpose);
  const input = concat(repeatToMultiple(request.salt, size), repeatToMultiple(request.password, size));
  const blocks: Uint8Array[] = [];
  let hasZeroInFront = false;
  for (let produced = 0; produced < request.length; produced += digest.outputLen) {
    if (produced > 0) {
      addToEach(input, blocks.at(-1) ?? new Uint8Array(), size);
      hasZeroInFront ||= beginsWithZero(input, size);
    }
    const block = digest(concat(diversifier, input));
    digestRepeatedly(digest, block, request.iterations - 1);
    blocks.push(block);
  }
  return { octets: concat(...blocks).slice(0, request.length), hasZeroInFront };
}

function beginsWithZero(input: Uint8Array, size: number): boolean {
  return input.some((octet, index) => octet === 0 && index % size === 0);
}

/** In place and with one state that is reset: two and a half times as fast as a new one for each round. */
function digestRepeatedly(digest: (typeof digests)[keyof typeof digests], block: Uint8Array, rounds: number): void {
  const fresh = digest.create();
  const state = digest.create();
  for (let round = 0; round < rounds; round++) {
    fresh._cloneInto(state);
    state.update(block).digestInto(block);
  }
}

function repeatToMultiple(octets: Uint8Array, size: number): Uint8Array {
  const length = Math.ceil(octets.length / size) * size;
  return Uint8Array.from({ length }, (_, index) => octets[index % octets.length] ?? 0);
}

/** Step 6 C: each block of the input grows by the last result and one, as big-endian numbers. */
function addToEach(input: Uint8Array, block: Uint8Array, size: number): void {
  for (let start = 0; start < input.length; start += size) {
    let carry = 1;
    for (let index = size - 1; index >= 0; index--) {
      carry += (input[start + index] ?? 0) + (block[index % block.length] ?? 0);
      input[start + index] = carry & 0xff;
      carry >>= 8;
    }
  }
}
