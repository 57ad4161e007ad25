import type { Asn1Node } from '../asn1/read';
import { Asn1Error } from '../asn1/read';
import { children, expectTag, readOid, readSmallInteger, tag } from '../asn1/values';
import { unshared } from '../bytes';
import { findContentCipher, findDigest, findDigestOfHmac, findPasswordScheme } from '../cms/algorithms';
import { readCipher } from '../cms/content-encryption';
import type { Decryptor } from '../cms/content-method';
import { SmimeError } from '../errors';
import type { SpendIterations } from './limits';
import { utf8Password } from './password';

/** PBES2 (RFC 8018 section 6.2) with PBKDF2 and AES-CBC. */

/**
 * `null` when the result has no right padding: another password, or damaged.
 * @param algorithm - AlgorithmIdentifier
 * @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED, ERR_PFX_TOO_COSTLY
 * @throws Asn1Error
 */
export async function decryptWithPassword(
  algorithm: Asn1Node | undefined,
  ciphertext: Uint8Array,
  password: string,
  spend: SpendIterations,
): Promise<Uint8Array | null> {
  const [scheme, parameters] = children(algorithm, tag.sequence, 'encryption algorithm');
  requireScheme(readOid(scheme), 'PBES2');
  const [derivation, encryption] = children(parameters, tag.sequence, 'PBES2 parameters');
  const decryptor = readEncryption(encryption);
  const [keyLength] = decryptor.keyLengths;
  const pbkdf2 = readPbkdf2(derivation, keyLength);
  spend(pbkdf2.iterations);
  return decryptor.decrypt(await derivePbkdf2Key(pbkdf2, keyLength, password), { octets: ciphertext });
}

function requireScheme(oid: string, name: string): void {
  const scheme = findPasswordScheme(oid);
  if (scheme?.name === name) return;
  throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name: scheme?.name ?? oid });
}

function readEncryption(encryption: Asn1Node | undefined): Decryptor {
  const [oidNode, parameters] = children(encryption, tag.sequence, 'encryption scheme');
  const oid = readOid(oidNode);
  const cipher = findContentCipher(oid);
  if (cipher?.method !== 'aes-cbc') {
    throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name: cipher?.title ?? cipher?.name ?? oid });
  }
  return readCipher(cipher, parameters);
}

interface Pbkdf2 {
  readonly salt: Uint8Array;
  readonly iterations: number;
  /** WebCrypto's name. */
  readonly hash: string;
}

/** PBKDF2-params (RFC 8018 appendix A.2). */
function readPbkdf2(derivation: Asn1Node | undefined, cipherKeyLength: number): Pbkdf2 {
  const [oid, parameters] = children(derivation, tag.sequence, 'key derivation');
  requireScheme(readOid(oid), 'PBKDF2');
  const [salt, iterationsNode, ...optional] = children(parameters, tag.sequence, 'PBKDF2 parameters');
  const iterations = readSmallInteger(iterationsNode, 'iterations');
  if (iterations < 1) throw new Asn1Error('iterations is zero');
  const length = optional.find((node) => node.tag === tag.integer);
  if (length !== undefined && readSmallInteger(length, 'keyLength') !== cipherKeyLength) {
    throw new Asn1Error('keyLength is not that of the cipher');
  }
  const prf = optional.find((node) => node.tag === tag.sequence);
  return { salt: expectTag(salt, tag.octetString, 'salt').contents, iterations, hash: readPrf(prf) };
}

/** Absent means HMAC-SHA-1, by the standard's default. */
function readPrf(prf: Asn1Node | undefined): string {
  const oid = prf === undefined ? undefined : readOid(prf.children[0], 'prf');
  const digest = oid === undefined ? findDigest('sha-1') : findDigestOfHmac(oid);
  if (digest?.webCrypto === undefined) {
    throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name: digest === undefined ? (oid ?? '') : `HMAC ${digest.name}` });
  }
  return digest.webCrypto;
}

export async function derivePbkdf2Key(pbkdf2: Pbkdf2, keyLength: number, password: string): Promise<Uint8Array> {
  const { salt, iterations, hash } = pbkdf2;
  const key = await crypto.subtle.importKey('raw', utf8Password(password), 'PBKDF2', false, ['deriveBits']);
  const algorithm = { name: 'PBKDF2', hash, salt: unshared(salt), iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, keyLength * 8));
}
