import { orUndefined } from '../asn1/or-undefined';
import { encode, integer, nullValue, objectIdentifier, sequence } from '../asn1/write';
import { Asn1Error } from '../asn1/read';
import type { Certificate } from '../certificate/certificate';
import { readSubjectPublicKey } from '../certificate/public-key';
import type { SubjectPublicKey } from '../certificate/public-key';
import { readCertificateStructure } from '../certificate/structure';
import { SmimeError, isSmimeError } from '../errors';
import type { SignatureDigest } from '../message/digital-id';
import { writeAlgorithm } from './algorithm-identifier';
import { findCurve, findDigest, findPublicKeyType, findSignatureWithDigest, oidOf, requireDigest } from './algorithms';
import { readPssParameters } from './rsassa-pss-parameters';

const signatureDigests: readonly SignatureDigest[] = ['sha-256', 'sha-384', 'sha-512'];

/**
 * The digest that we sign with unless asked otherwise: SHA-256, which every S/MIME
 * program reads (RFC 8551 section 2.1), and another one only where the key wants
 * it. `undefined` when the key wants one that we do not sign with.
 */
export function signingDigest(certificate: Certificate): SignatureDigest | undefined {
  const { algorithm, curve } = certificate.publicKey;
  if (algorithm === 'ed25519') return 'sha-512';
  if (algorithm !== 'rsa-pss') return findCurve(curve ?? '')?.digest ?? 'sha-256';
  const key = readKey(certificate);
  return signatureDigests.find((digest) => key !== undefined && pssSaltLength(key, digest) !== undefined);
}

/**
 * The signatureAlgorithm of a SignerInfo in DER. For RSA the identifier of the
 * key type with NULL, which the oldest readers know (RFC 3370 section 3.2); for
 * others the one that names the digest too (RFC 5753 section 2.1.1).
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED for a digest that the key does not do
 */
export function signatureIdentifier(certificate: Certificate, digest: SignatureDigest): Uint8Array {
  const type = findPublicKeyType(certificate.publicKey.algorithm);
  if (type?.name === 'rsa') return writeAlgorithm(type.oid, 'null');
  if (type?.name === 'rsa-pss') return pssIdentifier(type.oid, readKey(certificate), digest);
  const found = findSignatureWithDigest(type?.signature ?? '', digest);
  if (found === undefined) throw unsupported(type?.name ?? certificate.publicKey.algorithm, digest);
  return writeAlgorithm(found.oid);
}

/**
 * How long the salt of an RSASSA-PSS signature is: as long as the digest (RFC 4055
 * section 3.1), unless the key wants a longer one. `undefined` when the key is for
 * another digest, or another mask, than `digest`.
 */
export function pssSaltLength(key: SubjectPublicKey, digest: SignatureDigest): number | undefined {
  const { size = 0 } = requireDigest(digest);
  if (key.parameters === undefined) return size;
  try {
    const wanted = readPssParameters(key.parameters);
    const isFor = wanted.digest.name === digest && wanted.maskDigest.name === digest;
    return isFor ? Math.max(size, wanted.saltLength) : undefined;
  } catch (error) {
    if (error instanceof Asn1Error || (isSmimeError(error) && error.code === 'ERR_ALGORITHM_UNSUPPORTED')) return undefined;
    throw error;
  }
}

function pssIdentifier(oid: string, key: SubjectPublicKey | undefined, digest: SignatureDigest): Uint8Array {
  const saltLength = key === undefined ? undefined : pssSaltLength(key, digest);
  if (saltLength === undefined) throw unsupported('rsassa-pss', digest);
  // With NULL, as RFC 4055 section 2.1 writes it.
  const hash = sequence(objectIdentifier(oidOf(findDigest(digest))), nullValue());
  const mask = sequence(objectIdentifier('1.2.840.113549.1.1.8'), hash);
  return writeAlgorithm(oid, sequence(encode(0xa0, hash), encode(0xa1, mask), encode(0xa2, integer(saltLength))));
}

function readKey({ der }: Certificate): SubjectPublicKey | undefined {
  return orUndefined(() => readSubjectPublicKey(readCertificateStructure(der).spkiDer));
}

function unsupported(algorithm: string, digest: string): SmimeError {
  return new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: `${algorithm} with ${digest}` });
}
