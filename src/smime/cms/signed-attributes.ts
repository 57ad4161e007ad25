import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOctets, readTime, tag } from '../asn1/values';
import { encode, objectIdentifier, octetString, sequence, setOf } from '../asn1/write';
import { equal } from '../bytes';
import { readCertificateStructure } from '../certificate/structure';
import { readAlgorithm, writeAlgorithm } from './algorithm-identifier';
import { digest, findContentCipher, findDigest } from './algorithms';
import { asCms, contentTypes, readIdentifier } from './content-info';
import type { Attribute, SignedAttributes } from './signed-data';

const pkcs9 = '1.2.840.113549.1.9';

export const attributeTypes = {
  contentType: `${pkcs9}.3`,
  messageDigest: `${pkcs9}.4`,
  signingTime: `${pkcs9}.5`,
  smimeCapabilities: `${pkcs9}.15`,
  signingCertificate: `${pkcs9}.16.2.12`,
  signingCertificateV2: `${pkcs9}.16.2.47`,
} as const;

/** What the signed attributes say, after the rules of RFC 5652 section 11 and RFC 5035. */
export interface SignedStatements {
  readonly messageDigest: Uint8Array;
  readonly signingTime?: Date;
  /** The certificate the signer meant, by a digest over it; absent: not said. */
  readonly signingCertificate?: CertificateDigest;
}

export interface CertificateDigest {
  /** OID. */
  readonly digestAlgorithm: string;
  readonly octets: Uint8Array;
}

/**
 * Reads the signed attributes by the rules: each kind at most once, with one
 * value; contentType and messageDigest present; contentType that of the content.
 * Every leniency here has been an attack: a second messageDigest, a wrong
 * contentType, attributes taken for content.
 * @throws SmimeError ERR_CMS_MALFORMED
 */
export function readStatements(signed: SignedAttributes, contentType: string): SignedStatements {
  return asCms(() => {
    const seen = new Set(signed.attributes.map((attribute) => attribute.oid));
    if (seen.size !== signed.attributes.length) throw new Asn1Error('a signed attribute stands twice');
    const said = readIdentifier(onlyValue(signed.attributes, attributeTypes.contentType));
    if (said !== contentType) throw new Asn1Error('contentType does not fit the content');
    const messageDigest = readOctets(
      onlyValue(signed.attributes, attributeTypes.messageDigest),
      'messageDigest',
    );
    const signingTime = onlyValue(signed.attributes, attributeTypes.signingTime);
    const signingCertificate = readSigningCertificate(signed.attributes);
    return {
      messageDigest,
      ...(signingTime === undefined ? {} : { signingTime: readTime(signingTime, 'signingTime') }),
      ...(signingCertificate === undefined ? {} : { signingCertificate }),
    };
  });
}

function onlyValue(attributes: readonly Attribute[], oid: string): Asn1Node | undefined {
  const attribute = attributes.find((candidate) => candidate.oid === oid);
  if (attribute !== undefined && attribute.values.length !== 1)
    throw new Asn1Error('a signed attribute has not one value');
  return attribute?.values[0];
}

// RFC 5035: the first ESSCertID names the signer's certificate.
function readSigningCertificate(attributes: readonly Attribute[]): CertificateDigest | undefined {
  const version2 = onlyValue(attributes, attributeTypes.signingCertificateV2);
  const value = version2 ?? onlyValue(attributes, attributeTypes.signingCertificate);
  if (value === undefined) return undefined;
  const [certificates] = children(value, tag.sequence, 'signingCertificate');
  const [first] = children(certificates, tag.sequence, 'signingCertificate');
  const fields = [...children(first, tag.sequence, 'ESSCertID')];
  const fallback = findDigest(version2 === undefined ? 'sha-1' : 'sha-256')?.oid ?? '';
  const named = fields[0]?.tag === tag.sequence ? readAlgorithm(fields.shift()).oid : fallback;
  return { digestAlgorithm: named, octets: readOctets(fields[0], 'certHash') };
}

/**
 * Whether the certificate is the one that the signer named; `undefined` when its digest is one we do not do.
 */
export async function isNamedCertificate(
  named: CertificateDigest,
  der: Uint8Array,
): Promise<boolean | undefined> {
  const algorithm = findDigest(named.digestAlgorithm);
  if (algorithm?.webCrypto === undefined) return undefined;
  return equal(await digest(algorithm.name, der), named.octets);
}

export interface StatementsToSign {
  /** SHA-256 of the content. */
  readonly messageDigest: Uint8Array;
  readonly signingTime: Date;
  /** DER of the signer's certificate. */
  readonly certificate: Uint8Array;
}

/** The signed attributes as a SET OF in DER: what is signed, and with another tag what is sent. */
export async function writeStatements(statements: StatementsToSign): Promise<Uint8Array<ArrayBuffer>> {
  return setOf(
    attribute(attributeTypes.contentType, objectIdentifier(contentTypes.data)),
    attribute(attributeTypes.messageDigest, octetString(statements.messageDigest)),
    attribute(attributeTypes.signingTime, time(statements.signingTime)),
    attribute(attributeTypes.smimeCapabilities, capabilities()),
    attribute(attributeTypes.signingCertificateV2, await signingCertificate(statements.certificate)),
  );
}

function attribute(oid: string, value: Uint8Array): Uint8Array {
  return sequence(objectIdentifier(oid), encode(tag.set, value));
}

// RFC 5652 section 11.3: UTCTime up to 2049, GeneralizedTime from 2050.
function time(at: Date): Uint8Array {
  const digits = at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '');
  const year = at.getUTCFullYear();
  const utc = year >= 1950 && year < 2050;
  return encode(
    utc ? tag.utcTime : tag.generalizedTime,
    new TextEncoder().encode(utc ? digits.slice(2) : digits),
  );
}

/** RFC 8551 section 2.5.2, best first: tells the reader what an answer may be encrypted with. */
function capabilities(): Uint8Array {
  const ciphers = ['aes-256-cbc', 'aes-192-cbc', 'aes-128-cbc'].flatMap(
    (name) => findContentCipher(name) ?? [],
  );
  return sequence(...ciphers.map((cipher) => writeAlgorithm(cipher.oid)));
}

// RFC 5035 section 4: SHA-256 is the default and must not be written in DER.
async function signingCertificate(der: Uint8Array): Promise<Uint8Array> {
  const { issuer, serialNumberDer } = asCms(() => readCertificateStructure(der));
  const directoryName = encode(tag.contextConstructed(4), issuer.der);
  const issuerSerial = sequence(sequence(directoryName), serialNumberDer);
  const certificateId = sequence(octetString(await digest('sha-256', der)), issuerSerial);
  return sequence(sequence(certificateId));
}
