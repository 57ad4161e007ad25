import { sha224, sha512_224, sha512_256 } from '@noble/hashes/sha2.js';
import { sha3_224, sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js';

/** Digests that no WebCrypto has (FIPS 180-4, FIPS 202), by their names in the registry. */
const digests = {
  'sha-224': sha224,
  'sha-512/224': sha512_224,
  'sha-512/256': sha512_256,
  'sha3-224': sha3_224,
  'sha3-256': sha3_256,
  'sha3-384': sha3_384,
  'sha3-512': sha3_512,
} as const;

/** Some twenty milliseconds of work: SHA-3 does about 10 MB a second. */
const pieceOctets = 256 * 1024;

/**
 * In pieces, with a pause between them: a message of 25 MB would otherwise keep
 * the thread from everything else for seconds.
 */
export async function softwareDigest(
  name: string,
  bytes: Uint8Array,
  pause?: () => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = Object.entries(digests).find(([known]) => known === name)?.[1];
  if (algorithm === undefined) throw new TypeError(`The registry promises ${name}, and nothing computes it.`);
  const state = algorithm.create();
  for (let offset = 0; offset < bytes.length; offset += pieceOctets) {
    if (offset > 0) await pause?.();
    state.update(bytes.subarray(offset, offset + pieceOctets));
  }
  return new Uint8Array(state.digest());
}
