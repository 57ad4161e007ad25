import { bitString, encode, explicit, integer, octetString, sequence } from '../asn1/write';
import { tag } from '../asn1/values';
import type { Certificate, PublicKeySummary } from '../certificate/certificate';
import { readSubjectPublicKey } from '../certificate/public-key';
import { readCertificateStructure } from '../certificate/structure';
import type { CertificateStructure } from '../certificate/structure';
import { encryptRsaesPkcs1 } from '../dangerous/rsaes-pkcs1-v1_5';
import { SmimeError } from '../errors';
import { writeAlgorithm } from './algorithm-identifier';
import { findCurve, findKeyEncryption, findKeyWrap, findPublicKeyType, oidOf } from './algorithms';
import type { ContentCipher } from './algorithms';
import { asCms } from './content-info';
import { createEphemeralKey, importAgreementKey, sharedSecret } from './ecdh';
import type { AgreementGroup } from './ecdh';
import { wrapByAgreement } from './key-agreement';

/**
 * One recipient (RFC 5652 section 6.2), named by issuer and serial number.
 * @throws SmimeError ERR_KEY_UNSUPPORTED for a key that is none, or of a kind we cannot encrypt to
 */
export async function writeRecipientInfo(
  certificate: Certificate,
  contentEncryptionKey: Uint8Array,
  cipher: ContentCipher,
): Promise<Uint8Array> {
  const structure = asCms(() => readCertificateStructure(certificate.der));
  const agreement = agreementFor(certificate.publicKey);
  if (agreement === undefined) return writeKeyTransport(structure, contentEncryptionKey);
  const keyWrap = oidOf(findKeyWrap(`aes-${cipher.keyLength * 8}-wrap`));
  return writeKeyAgreement(structure, contentEncryptionKey, { ...agreement, keyWrap });
}

/** `undefined` for a key that agrees on nothing. */
function agreementFor({ algorithm, curve: curveName = '' }: PublicKeySummary): Omit<Scheme, 'keyWrap'> | undefined {
  const { keyEncryption } = findPublicKeyType(algorithm) ?? {};
  if (algorithm === 'x25519' && keyEncryption !== undefined) return { algorithm, group: 'X25519', keyEncryption };
  const curve = algorithm === 'ec' ? findCurve(curveName) : undefined;
  if (curve === undefined) return undefined;
  if (curve.webCrypto === undefined || curve.keyEncryption === undefined) throw unsupported(curve.name);
  return { algorithm, group: curve.webCrypto, keyEncryption: curve.keyEncryption };
}

/** KeyTransRecipientInfo with RSAES-PKCS1-v1_5 (section 6.2.1). */
function writeKeyTransport(structure: CertificateStructure, key: Uint8Array): Uint8Array {
  const algorithm = writeAlgorithm(oidOf(findKeyEncryption('rsaes-pkcs1-v1_5')), 'null');
  const encryptedKey = octetString(encryptRsaesPkcs1(structure.spkiDer, key));
  return sequence(integer(0), issuerAndSerialNumber(structure), algorithm, encryptedKey);
}

interface Scheme {
  /** Name of the type of key. */
  readonly algorithm: string;
  readonly group: AgreementGroup;
  /** Name. */
  readonly keyEncryption: string;
  /** OID. */
  readonly keyWrap: string;
}

/**
 * KeyAgreeRecipientInfo with a key of its own for each recipient (RFC 5753
 * section 3.1.1; RFC 8418 for X25519), as OpenSSL writes it: no ukm, and the curve not said again.
 */
async function writeKeyAgreement(structure: CertificateStructure, key: Uint8Array, scheme: Scheme): Promise<Uint8Array> {
  const { octets: point } = asCms(() => readSubjectPublicKey(structure.spkiDer));
  const recipientKey = await importAgreementKey(scheme.group, point);
  if (recipientKey === undefined) throw unsupported(`${scheme.group} (damaged)`);
  const ephemeral = await createEphemeralKey(scheme.group);
  const keyWrapDer = writeAlgorithm(scheme.keyWrap);
  const agreement = { keyEncryptionAlgorithm: scheme.keyEncryption, keyWrap: { algorithm: scheme.keyWrap, der: keyWrapDer } };
  const secret = await sharedSecret(scheme.group, ephemeral.privateKey, recipientKey);
  if (secret === undefined) throw unsupported(`${scheme.group} (damaged)`);
  const encryptedKey = await wrapByAgreement(agreement, secret, key);
  secret.fill(0);
  const originatorKey = [writeAlgorithm(oidOf(findPublicKeyType(scheme.algorithm))), bitString(ephemeral.publicOctets)];
  return encode(
    tag.contextConstructed(1),
    integer(3),
    explicit(0, encode(tag.contextConstructed(1), ...originatorKey)),
    writeAlgorithm(oidOf(findKeyEncryption(scheme.keyEncryption)), keyWrapDer),
    sequence(sequence(issuerAndSerialNumber(structure), octetString(encryptedKey))),
  );
}

function issuerAndSerialNumber({ issuer, serialNumberDer }: CertificateStructure): Uint8Array {
  return sequence(issuer.der, serialNumberDer);
}

function unsupported(name: string): SmimeError<'ERR_KEY_UNSUPPORTED'> {
  return new SmimeError('ERR_KEY_UNSUPPORTED', { name });
}
