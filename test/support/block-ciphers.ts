import { fromHex, toHex } from '../../src/smime/bytes';
import type { BlockDecryption } from '../../src/smime/ciphers/cbc';

/** The plaintext of whole blocks, each by itself, in hex. */
export function decryptedBlocks(cipher: BlockDecryption, ciphertextHex: string): string {
  const ciphertext = fromHex(ciphertextHex);
  const plaintext = new Uint8Array(ciphertext.length);
  cipher.decryptBlocks(ciphertext, plaintext);
  return toHex(plaintext);
}

/** The same octets at each run, of no pattern that a cipher would notice. */
export function someOctets(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(length);
  let state = seed;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    octets[at] = state >>> 16;
  }
  return octets;
}

/** Around the borders of blocks, and of the slices that long content is cut into. */
export const lengthsToTry: readonly number[] = [...Array.from({ length: 40 }, (_, length) => length), 1000, 131_071, 131_072, 131_073, 300_001];

/** Said in no time also of 300,000 octets; `null` is never the same. */
export function isSame(plaintext: Uint8Array | null, expected: Uint8Array): boolean {
  return plaintext !== null && Buffer.compare(plaintext, expected) === 0;
}
