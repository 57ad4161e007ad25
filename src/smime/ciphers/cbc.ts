/** A block cipher with its key, the way back only: nothing is written with it. */
export interface BlockDecryption {
  /** Octets. */
  readonly blockLength: number;
  /** Each block by itself. `plaintext` is as long as `ciphertext`, which is whole blocks. */
  readonly decryptBlocks: (ciphertext: Uint8Array, plaintext: Uint8Array) => void;
}

/** Octets between two pauses: a few milliseconds of the slowest cipher here. */
const sliceLength = 128 * 1024;

/**
 * Cipher block chaining (SP 800-38A section 6.2) with the padding of RFC 5652
 * section 6.3 taken off, for ciphers that WebCrypto does not have. `null` when
 * the octets are no whole blocks or the padding does not fit: wrong key or
 * damaged, and nobody who sent them may learn which.
 * @param pause - awaited again and again, so that others run during a long content
 * @throws TypeError for an iv of another length than a block
 */
export async function decryptCbc(
  cipher: BlockDecryption,
  iv: Uint8Array,
  ciphertext: Uint8Array,
  pause?: () => Promise<void>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  requireIv(cipher, iv);
  if (ciphertext.length === 0 || ciphertext.length % cipher.blockLength !== 0) return null;
  const plaintext = new Uint8Array(ciphertext.length);
  for (let start = 0; start < ciphertext.length; start += sliceLength) {
    if (start > 0) await pause?.();
    const end = Math.min(start + sliceLength, ciphertext.length);
    cipher.decryptBlocks(ciphertext.subarray(start, end), plaintext.subarray(start, end));
    chain(plaintext, iv, ciphertext, start, end);
  }
  const padding = paddingLength(plaintext, cipher.blockLength);
  return padding === 0 ? null : plaintext.subarray(0, plaintext.length - padding);
}

/**
 * The same for a few blocks that have no padding: keys.
 * @throws TypeError for an iv of another length than a block, or anything but whole blocks
 */
export function decryptWholeBlocks(cipher: BlockDecryption, iv: Uint8Array, ciphertext: Uint8Array): Uint8Array<ArrayBuffer> {
  requireIv(cipher, iv);
  if (ciphertext.length % cipher.blockLength !== 0) throw new TypeError('Whole blocks are needed.');
  const plaintext = new Uint8Array(ciphertext.length);
  cipher.decryptBlocks(ciphertext, plaintext);
  chain(plaintext, iv, ciphertext, 0, ciphertext.length);
  return plaintext;
}

function requireIv({ blockLength }: BlockDecryption, iv: Uint8Array): void {
  if (iv.length !== blockLength) throw new TypeError(`An iv of ${blockLength} octets is needed.`);
}

/** Adds to each block the block of ciphertext before it, the iv to the first. */
function chain(plaintext: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array, start: number, end: number): void {
  const { length } = iv;
  if (start === 0) iv.forEach((octet, at) => (plaintext[at] = (plaintext[at] ?? 0) ^ octet));
  for (let at = Math.max(start, length); at < end; at++) {
    plaintext[at] = (plaintext[at] ?? 0) ^ (ciphertext[at - length] ?? 0);
  }
}

/** 0 for a padding that is none. Looks at the same octets whatever they are. */
function paddingLength(plaintext: Uint8Array, blockLength: number): number {
  const last = plaintext.at(-1) ?? 0;
  let wrong = last === 0 || last > blockLength ? 1 : 0;
  for (let back = 1; back <= blockLength; back++) {
    const counts = back <= last ? 0xff : 0;
    wrong |= ((plaintext.at(-back) ?? 0) ^ last) & counts;
  }
  return wrong === 0 ? last : 0;
}
