import { sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from '@noble/hashes/sha2.js';
import { concat } from '../bytes';
import { SmimeError } from '../errors';

// Synchronous digests: WebCrypto's needs a trip to another thread for each of
// 600 000 rounds (17 s measured, against 0.7 s).
const digests = {
  'sha-1': sha1,
  'sha-224': sha224,
  'sha-256': sha256,
  'sha-384': sha384,
  'sha-512': sha512,
  'sha-512/224': sha512_224,
  'sha-512/256': sha512_256,
} as const;

export type SoftwareDigest = (typeof digests)[keyof typeof digests];

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

/** Rounds between two pauses: some ten milliseconds, of SHA-512 twenty. */
export const roundsAtOnce = 8192;

/**
 * Lets others run and may throw: how long work is cancelled.
 * `undefined`: nobody waits.
 */
export type Pause = (() => Promise<void>) | undefined;

/**
 * The key derivation of PKCS#12 (RFC 7292 appendix B.2). In files that are
 * otherwise modern it lives on for the MAC.
 * @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED
 */
export async function derivePkcs12Key(request: Pkcs12Derivation, pause?: Pause): Promise<Uint8Array<ArrayBuffer>> {
  const { octets } = await derive(request, addToEach, pause);
  return octets;
}

export interface KeyAndGpgsms {
  readonly key: Uint8Array<ArrayBuffer>;
  /** The very same where both agree. */
  readonly gpgsms: Uint8Array<ArrayBuffer>;
}

/**
 * The key, and the one that GnuPG's gpgsm 2.2 takes for it: it drops the zeros in
 * front of a block that was added to (step 6 C), which one salt in 128 leads to
 * for a key of two rounds. What it wrote nobody else opens, what others wrote it says
 * has another password.
 * @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED
 */
export async function derivePkcs12KeyAndGpgsms(request: Pkcs12Derivation, pause?: Pause): Promise<KeyAndGpgsms> {
  const { octets: key, hasZeroInFront } = await derive(request, addToEach, pause);
  const { octets: gpgsms } = hasZeroInFront ? await derive(request, addAsGpgsm, pause) : { octets: key };
  return { key, gpgsms };
}

interface Derived {
  readonly octets: Uint8Array<ArrayBuffer>;
  /** A block of the input began with a zero after the first round. */
  readonly hasZeroInFront: boolean;
}

async function derive(request: Pkcs12Derivation, add: typeof addToEach, pause: Pause): Promise<Derived> {
  const digest = requireSoftwareDigest(request.digest);
  const size = digest.blockLen;
  const diversifier = new Uint8Array(size).fill(request.purpose);
  const input = concat(repeatToMultiple(request.salt, size), repeatToMultiple(request.password, size));
  const blocks: Uint8Array[] = [];
  let hasZeroInFront = false;
  for (let produced = 0; produced < request.length; produced += digest.outputLen) {
    if (produced > 0) {
      add(input, blocks.at(-1) ?? new Uint8Array(), size);
      hasZeroInFront ||= beginsWithZero(input, size);
    }
    const block = digest(concat(diversifier, input));
    await digestRepeatedly(digest, block, request.iterations - 1, pause);
    blocks.push(block);
  }
  return { octets: concat(...blocks).slice(0, request.length), hasZeroInFront };
}

function beginsWithZero(input: Uint8Array, size: number): boolean {
  return input.some((octet, index) => octet === 0 && index % size === 0);
}

/** Rounds that a derivation takes: those asked for, for each block of the digest's length. */
export function pkcs12Rounds({ digest, iterations, length }: Omit<Pkcs12Derivation, 'password'>): number {
  return iterations * Math.ceil(length / requireSoftwareDigest(digest).outputLen);
}

/** @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED */
export function requireSoftwareDigest(name: string): SoftwareDigest {
  const digest = Object.entries(digests).find(([known]) => known === name)?.[1];
  if (digest === undefined) throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name });
  return digest;
}

/** In place and with one state that is reset: two and a half times as fast as a new one for each round. */
async function digestRepeatedly(digest: SoftwareDigest, block: Uint8Array, rounds: number, pause: Pause): Promise<void> {
  const fresh = digest.create();
  const state = digest.create();
  for (let done = 0; done < rounds; done += roundsAtOnce) {
    if (done > 0) await pause?.();
    const until = Math.min(done + roundsAtOnce, rounds);
    for (let round = done; round < until; round++) {
      fresh._cloneInto(state);
      state.update(block).digestInto(block);
    }
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

/** What is left of the sum goes to the front; behind it stays what was there before. */
function addAsGpgsm(input: Uint8Array, block: Uint8Array, size: number): void {
  const sums = input.slice();
  addToEach(sums, block, size);
  for (let start = 0; start < input.length; start += size) {
    const sum = sums.subarray(start, start + size);
    const zeros = sum.findIndex((octet) => octet !== 0);
    input.set(sum.subarray(Math.max(zeros, 0)), start);
  }
}
