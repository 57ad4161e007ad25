/**
 * RSAES-PKCS1-v1_5 (RFC 8017 section 7.2), which nearly all encrypted mail
 * uses and WebCrypto does not have.
 *
 * The danger: whoever learns whether the padding of a ciphertext was right can
 * decrypt any other message with some ten thousand such answers
 * (Bleichenbacher 1998). So there is no such answer: a wrong padding gives a
 * key like a right one does (implicit rejection, RFC 3218 section 2.3.2), the
 * same one each time for the same ciphertext, and content decryption fails
 * with it as it fails with damaged content.
 *
 * What this does not protect from: somebody who measures time on this machine
 * to the microsecond (BigInt is not constant-time, see rsa-private-key.ts;
 * blinding helps, it does not make it so); a caller that tells "wrong key" from
 * "damaged content", or answers a sender by itself; a page that holds the
 * numbers in memory, which JavaScript cannot wipe.
 */
import { concat, unshared } from '../bytes';
import { isZero, maskWhenZero, select, syntheticKey } from './implicit-rejection';
import { modularPower, toNumber, toOctets } from './modular-arithmetic';
import { privateOperation } from './rsa-private-key';
import type { RsaNumbers } from './rsa-private-key';
import { readUsablePublicKey, unsupportedKey } from './rsa-public-key';

/** Zero, two, at least eight octets of padding, zero. */
const overhead = 11;

/**
 * Always gives `keyLength` octets: the key that was encrypted, or, when the
 * ciphertext does not hold one of that length, octets derived from the
 * ciphertext that nobody without the private key can foresee.
 */
export async function decryptRsaesPkcs1(
  key: RsaNumbers,
  ciphertext: Uint8Array,
  keyLength: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const synthetic = await syntheticKey(key, ciphertext, keyLength);
  // Length and range are visible to everybody: to stop here tells nothing.
  if (ciphertext.length !== key.size || keyLength + overhead > key.size) return synthetic;
  const value = toNumber(ciphertext);
  if (value >= key.n) return synthetic;
  const encoded = toOctets(privateOperation(key, value), key.size);
  const start = key.size - keyLength;
  return select(paddingMask(encoded, start), encoded.subarray(start), synthetic);
}

/** 0xff when the padding is right and ends just before `start`, else 0; no branch depends on the octets. */
function paddingMask(encoded: Uint8Array, start: number): number {
  let wrong = (encoded[0] ?? 1) | ((encoded[1] ?? 0) ^ 2) | (encoded[start - 1] ?? 1);
  for (let index = 2; index < start - 1; index++) wrong |= isZero(encoded[index] ?? 0);
  return maskWhenZero(wrong);
}

/**
 * Encrypts a content-encryption key to an RSA public key.
 * @param publicKeySpkiDer - SubjectPublicKeyInfo of the recipient's certificate
 * @throws SmimeError ERR_KEY_UNSUPPORTED for no RSA key, one too small for the message, or an unreasonable one
 */
export function encryptRsaesPkcs1(publicKeySpkiDer: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  const { modulus, exponent, size } = readUsablePublicKey(publicKeySpkiDer);
  if (message.length + overhead > size) throw unsupportedKey(modulus);
  const padding = nonZeroRandom(size - message.length - 3);
  const encoded = concat(Uint8Array.of(0, 2), padding, Uint8Array.of(0), message);
  return toOctets(modularPower(toNumber(encoded), exponent, modulus), size);
}

function nonZeroRandom(length: number): Uint8Array {
  const octets = crypto.getRandomValues(new Uint8Array(length));
  const one = new Uint8Array(1);
  for (let index = 0; index < length; index++) {
    while (octets[index] === 0) octets[index] = crypto.getRandomValues(one)[0] ?? 0;
  }
  return unshared(octets);
}
