import { cbc } from '@noble/ciphers/aes.js';
import { unshared } from '../bytes';
import { SmimeError } from '../errors';
import { importAesKey } from './aes-key';
import type { ContentCipher } from './algorithms';

/**
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED
 * @throws TypeError for a key or iv of a length the cipher does not have
 */
export async function encryptContent(
  cipher: ContentCipher,
  key: Uint8Array,
  iv: Uint8Array,
  plaintext: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const name = requireCipher(cipher, key, iv);
  const cryptoKey = await importAesKey(key, name, ['encrypt']);
  if (cryptoKey === undefined) return unshared(cbc(key, iv).encrypt(plaintext));
  return new Uint8Array(await crypto.subtle.encrypt({ name, iv: unshared(iv) }, cryptoKey, unshared(plaintext)));
}

/**
 * `null` when the padding does not fit: wrong key or damaged. That answer must
 * not reach whoever sent the octets in a form that differs from any other failure.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED
 * @throws TypeError for a key or iv of a length the cipher does not have
 */
export async function decryptContent(
  cipher: ContentCipher,
  key: Uint8Array,
  iv: Uint8Array,
  ciphertext: Uint8Array,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const name = requireCipher(cipher, key, iv);
  const cryptoKey = await importAesKey(key, name, ['decrypt']);
  if (cryptoKey === undefined) return decryptInJavaScript(key, iv, ciphertext);
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name, iv: unshared(iv) }, cryptoKey, unshared(ciphertext)));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return null;
    throw error;
  }
}

function decryptInJavaScript(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array): Uint8Array<ArrayBuffer> | null {
  try {
    return unshared(cbc(key, iv).decrypt(ciphertext));
  } catch {
    return null; // Its lengths are right: what is left to throw for is the padding.
  }
}

function requireCipher(cipher: ContentCipher, key: Uint8Array, iv: Uint8Array): 'AES-CBC' {
  if (cipher.webCrypto === undefined) throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: cipher.name });
  if (key.length !== cipher.keyLength || iv.length !== cipher.ivLength) {
    throw new TypeError(`${cipher.name} needs a key of ${cipher.keyLength} octets and an iv of ${cipher.ivLength}.`);
  }
  return cipher.webCrypto;
}
