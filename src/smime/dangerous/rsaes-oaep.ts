/**
 * RSAES-OAEP (RFC 8017 section 7.1) over our own private operation: WebCrypto
 * has it with one digest for label and mask, CMS with two.
 *
 * The danger is that of rsaes-pkcs1-v1_5.ts, with a hundredth of the answers
 * needed (Manger 2001: whether the first octet is zero), and the way out is the
 * same: a wrong encoding gives a key like a right one does. What is said there
 * about the clock holds here too.
 */
import { concat } from '../bytes';
import { digest } from '../cms/algorithms';
import { mgf1 } from '../cms/mgf1';
import type { OaepParameters } from '../message/digital-id';
import { maskWhenZero, select, syntheticKey } from './implicit-rejection';
import { modularPower, toNumber, toOctets } from './modular-arithmetic';
import { privateOperation } from './rsa-private-key';
import type { RsaNumbers } from './rsa-private-key';
import { readUsablePublicKey, unsupportedKey } from './rsa-public-key';

/**
 * Always gives `keyLength` octets: the key that was encrypted, or, when the
 * ciphertext does not hold one of that length under these parameters, octets
 * that follow from the ciphertext and that nobody can foresee.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED for a digest that we do not do
 */
export async function decryptRsaesOaep(
  key: RsaNumbers,
  parameters: OaepParameters,
  ciphertext: Uint8Array,
  keyLength: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const labelDigest = await digest(parameters.digest, parameters.label);
  const synthetic = await syntheticKey(key, ciphertext, keyLength);
  // Lengths and range are visible to everybody: to stop here tells nothing.
  if (ciphertext.length !== key.size || keyLength + overhead(labelDigest) > key.size) return synthetic;
  const value = toNumber(ciphertext);
  if (value >= key.n) return synthetic;
  const encoded = toOctets(privateOperation(key, value), key.size);
  const maskedBlock = encoded.subarray(1 + labelDigest.length);
  const seed = xor(encoded.subarray(1, 1 + labelDigest.length), await mgf1(parameters.maskDigest, maskedBlock, labelDigest.length));
  const block = xor(maskedBlock, await mgf1(parameters.maskDigest, seed, maskedBlock.length));
  const start = block.length - keyLength;
  return select(encodingMask(encoded, block, labelDigest, start), block.subarray(start), synthetic);
}

/** Both digests, the octet before them and the one behind the padding. */
function overhead(labelDigest: Uint8Array): number {
  return 2 * labelDigest.length + 2;
}

/** 0xff when all is right and the message begins at `start`, else 0; every octet is looked at, whatever the others are. */
function encodingMask(encoded: Uint8Array, block: Uint8Array, labelDigest: Uint8Array, start: number): number {
  let wrong = (encoded[0] ?? 1) | ((block[start - 1] ?? 0) ^ 1);
  for (let index = 0; index < labelDigest.length; index++) wrong |= (block[index] ?? 0) ^ (labelDigest[index] ?? 0);
  for (let index = labelDigest.length; index < start - 1; index++) wrong |= block[index] ?? 1;
  return maskWhenZero(wrong);
}

function xor(octets: Uint8Array, mask: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(octets, (octet, at) => octet ^ (mask[at] ?? 0));
}

/**
 * Encrypts a content-encryption key to an RSA public key.
 * @param publicKeySpkiDer - SubjectPublicKeyInfo of the recipient's certificate
 * @throws SmimeError ERR_KEY_UNSUPPORTED for no RSA key, one too small for the message, or an unreasonable one
 */
export async function encryptRsaesOaep(
  publicKeySpkiDer: Uint8Array,
  parameters: OaepParameters,
  message: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const { modulus, exponent, size } = readUsablePublicKey(publicKeySpkiDer);
  const labelDigest = await digest(parameters.digest, parameters.label);
  const room = size - overhead(labelDigest) - message.length;
  if (room < 0) throw unsupportedKey(modulus);
  const block = concat(labelDigest, new Uint8Array(room), Uint8Array.of(1), message);
  const seed = crypto.getRandomValues(new Uint8Array(labelDigest.length));
  const maskedBlock = xor(block, await mgf1(parameters.maskDigest, seed, block.length));
  const maskedSeed = xor(seed, await mgf1(parameters.maskDigest, maskedBlock, seed.length));
  const encoded = concat(Uint8Array.of(0), maskedSeed, maskedBlock);
  return toOctets(modularPower(toNumber(encoded), exponent, modulus), size);
}
