import { SmimeError } from '../errors';
import { unshared } from '../bytes';
import {
  contentCiphers,
  curves,
  digests,
  keyEncryptions,
  keyWraps,
  passwordSchemes,
  publicKeyTypes,
  signatureAlgorithms,
} from './algorithm-registry';
import type {
  ContentCipher,
  Curve,
  DigestAlgorithm,
  KeyEncryption,
  KeyWrap,
  PasswordScheme,
  PublicKeyType,
  SignatureAlgorithm,
} from './algorithm-registry';
import { softwareDigest } from './software-digest';

export type { ContentCipher, DigestAlgorithm, KeyEncryption, PublicKeyType, SignatureAlgorithm };

/**
 * What the core can do with an algorithm is looked up here, in one registry
 * (algorithm-registry.ts); nothing else switches on an object identifier.
 * Every `find…` takes an OID or a name and gives `undefined` for what the
 * registry has never heard of.
 */
const find =
  <T extends { readonly oid: string; readonly name: string }>(entries: readonly T[]) =>
  (oidOrName: string): T | undefined =>
    entries.find((entry) => entry.oid === oidOrName || entry.name === oidOrName);

export const findDigest: (oidOrName: string) => DigestAlgorithm | undefined = find(digests);
export const findContentCipher: (oidOrName: string) => ContentCipher | undefined = find(contentCiphers);
export const findKeyEncryption: (oidOrName: string) => KeyEncryption | undefined = find(keyEncryptions);
export const findKeyWrap: (oidOrName: string) => KeyWrap | undefined = find(keyWraps);
export const findPublicKeyType: (oidOrName: string) => PublicKeyType | undefined = find(publicKeyTypes);
export const findPasswordScheme: (oidOrName: string) => PasswordScheme | undefined = find(passwordSchemes);
export const findCurve: (oidOrName: string) => Curve | undefined = find(curves);

/** By OID only: one scheme has several, one for each digest. */
export function findSignatureAlgorithm(oid: string): SignatureAlgorithm | undefined {
  return signatureAlgorithms.find((entry) => entry.oid === oid);
}

/** The algorithm that names scheme and digest both. */
export function findSignatureWithDigest(name: string, digestName: string): SignatureAlgorithm | undefined {
  return signatureAlgorithms.find((entry) => entry.name === name && entry.digest === digestName);
}

/** By the OID of the HMAC with that digest (RFC 8018 appendix B.1). */
export function findDigestOfHmac(oid: string): DigestAlgorithm | undefined {
  return digests.find((entry) => entry.hmacOid === oid);
}

/** The usual name of an algorithm, or its OID, for reports and errors. */
export function algorithmName(oid: string): string {
  const known = findDigest(oid) ?? findSignatureAlgorithm(oid) ?? findContentCipher(oid) ?? findKeyEncryption(oid);
  return known?.name ?? oid;
}

/** The OID of a name that is certainly in the registry. */
export function oidOf(entry: { readonly oid: string } | undefined): string {
  if (entry === undefined) throw new TypeError('The registry has no such algorithm.');
  return entry.oid;
}

/**
 * @param pause - awaited now and then where the digest is not WebCrypto's, which works beside this thread
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED
 */
export async function digest(
  name: string,
  bytes: Uint8Array,
  pause?: () => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { name: ownName, webCrypto } = requireDigest(name);
  if (webCrypto === undefined) return softwareDigest(ownName, bytes, pause);
  return new Uint8Array(await crypto.subtle.digest(webCrypto, unshared(bytes)));
}

/**
 * A digest that can be computed; whether it is believed is another question (`weak`).
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED
 */
export function requireDigest(oidOrName: string): DigestAlgorithm {
  const entry = findDigest(oidOrName);
  if (entry === undefined || entry.strength === 'unsupported') {
    throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: entry?.name ?? oidOrName });
  }
  return entry;
}

/** @throws SmimeError ERR_ALGORITHM_UNSUPPORTED */
export function webCryptoDigest(name: string): string {
  const entry = findDigest(name);
  if (entry?.webCrypto === undefined) throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name });
  return entry.webCrypto;
}
