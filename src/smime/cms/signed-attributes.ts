import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOctets, readTime, tag } from '../asn1/values';
import { equal } from '../bytes';
import { readAlgorithm } from './algorithm-identifier';
import { digest, findDigest } from './algorithms';
import { asCms, readIdentifier } from './content-info';
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
