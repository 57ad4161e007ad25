import { SmimeError } from '../errors';
import { unshared } from '../bytes';
import { Asn1Error, readAsn1 } from '../asn1/read';
import { children, readOid, tag } from '../asn1/values';
import { ecdsaSignatureForWebCrypto } from './ecdsa-signature';
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

/** @throws SmimeError ERR_ALGORITHM_UNSUPPORTED */
export async function digest(name: string, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest(webCryptoDigest(name), unshared(bytes)));
}

/** @throws SmimeError ERR_ALGORITHM_UNSUPPORTED */
export function webCryptoDigest(name: string): string {
  const entry = findDigest(name);
  if (entry?.webCrypto === undefined) throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name });
  return entry.webCrypto;
}

export interface SignatureCheck {
  /** SubjectPublicKeyInfo. */
  readonly publicKeySpkiDer: Uint8Array;
  /** Name of the scheme, e.g. `rsassa-pkcs1-v1_5`. */
  readonly algorithm: string;
  /** Name of the digest, e.g. `sha-256`. */
  readonly digest: string;
}

/**
 * Whether `signature` over `bytes` fits the key. A key of another kind, or one
 * that cannot be read, fits nothing: `false`.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED for a scheme, digest or curve we do not do
 */
export async function verifySignature(check: SignatureCheck, signature: Uint8Array, bytes: Uint8Array): Promise<boolean> {
  const scheme = signatureAlgorithms.find((entry) => entry.name === check.algorithm)?.scheme;
  if (scheme === undefined) throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: check.algorithm });
  const hash = webCryptoDigest(check.digest);
  const parameters = spkiAlgorithm(check.publicKeySpkiDer);
  if (parameters?.type !== scheme.keyType) return false;
  const curve = scheme.keyType === 'ec' ? findCurve(parameters.curve ?? '') : undefined;
  if (scheme.keyType === 'ec' && curve?.webCrypto === undefined) {
    throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: curve?.name ?? parameters.curve ?? 'ec' });
  }
  const fitted = curve === undefined ? signature : ecdsaSignatureForWebCrypto(signature, curve.bits);
  if (fitted === undefined) return false;
  const key = await importPublicKey(check.publicKeySpkiDer, {
    name: scheme.webCrypto,
    hash,
    ...(curve?.webCrypto === undefined ? {} : { namedCurve: curve.webCrypto }),
  });
  if (key === undefined) return false;
  return crypto.subtle.verify({ name: scheme.webCrypto, hash }, key, unshared(fitted), unshared(bytes));
}

async function importPublicKey(
  spki: Uint8Array,
  algorithm: { name: string; hash: string; namedCurve?: string },
): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('spki', unshared(spki), algorithm, false, ['verify']);
  } catch (error) {
    // Not every browser has Ed25519.
    if (error instanceof DOMException && error.name === 'NotSupportedError') {
      throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: algorithm.name.toLowerCase() }, { cause: error });
    }
    // A key that is no key; any other fault is ours and must be seen.
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

function spkiAlgorithm(spki: Uint8Array): { type: string | undefined; curve?: string } | undefined {
  try {
    const [algorithm] = children(readAsn1(spki), tag.sequence, 'public key');
    const [oid, parameters] = children(algorithm, tag.sequence, 'algorithm');
    const type = findPublicKeyType(readOid(oid))?.name;
    return parameters?.tag === tag.oid ? { type, curve: readOid(parameters) } : { type };
  } catch (error) {
    if (error instanceof Asn1Error) return undefined;
    throw error;
  }
}
