import { ghash } from '@noble/ciphers/_polyval.js';
import { unsafe } from '@noble/ciphers/aes.js';
import { equalWithoutEarlyExit, unshared } from '../bytes';
import type { SealedContent } from './content-method';

const blockLength = 16;

/**
 * AES-GCM (SP 800-38D section 7.2) by its two parts, for AES-192 where
 * WebCrypto has none, and for nonces that it refuses. The library's own GCM
 * knows tags of 16 octets only, and CMS means 12 when it says nothing. `null` when the tag does not fit; nothing
 * is decrypted then.
 */
export function decryptGcmInJavaScript(
  key: Uint8Array,
  nonce: Uint8Array,
  { octets, tag = new Uint8Array(), additionalData = new Uint8Array() }: SealedContent,
): Uint8Array<ArrayBuffer> | null {
  const roundKeys = unsafe.expandKeyLE(key);
  const counterMode = (counter: Uint8Array, input: Uint8Array) => unsafe.ctr32(roundKeys, false, counter, input);
  const hashKey = counterMode(new Uint8Array(blockLength), new Uint8Array(blockLength));
  const counter = firstCounter(hashKey, nonce);
  // This moves the counter on to the first block of the content.
  const mask = counterMode(counter, new Uint8Array(blockLength));
  const ciphertext = octets.byteOffset % 4 === 0 ? octets : octets.slice();
  const expected = hash(hashKey, additionalData, ciphertext).map((octet, at) => octet ^ (mask[at] ?? 0));
  if (!equalWithoutEarlyExit(expected.subarray(0, tag.length), tag)) return null;
  return unshared(counterMode(counter, ciphertext));
}

/** The block that the nonce stands for (section 7.1, step 2). */
function firstCounter(hashKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  if (nonce.length !== 12) return hash(hashKey, new Uint8Array(), nonce);
  const counter = new Uint8Array(blockLength);
  counter.set(nonce);
  counter[blockLength - 1] = 1;
  return counter;
}

/** GHASH over both, each filled up to whole blocks, and their lengths in bits. */
function hash(hashKey: Uint8Array, additionalData: Uint8Array, octets: Uint8Array): Uint8Array {
  const lengths = new DataView(new ArrayBuffer(blockLength));
  lengths.setBigUint64(0, BigInt(additionalData.length * 8));
  lengths.setBigUint64(8, BigInt(octets.length * 8));
  const state = ghash.create(hashKey, octets.length).update(additionalData).update(octets);
  return state.update(new Uint8Array(lengths.buffer)).digest();
}
