import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { readOctets, readTime } from '../asn1/values';
import { readAlgorithmProtection } from './algorithm-protection';
import type { SignerAlgorithms } from './algorithm-protection';
import { asCms, readIdentifier } from './content-info';
import type { Attribute, SignedAttributes } from './signed-data';
import { readSigningCertificate } from './signing-certificate';
import type { NamedCertificate } from './signing-certificate';

const pkcs9 = '1.2.840.113549.1.9';

export const attributeTypes = {
  contentType: `${pkcs9}.3`,
  messageDigest: `${pkcs9}.4`,
  signingTime: `${pkcs9}.5`,
  smimeCapabilities: `${pkcs9}.15`,
  signingCertificate: `${pkcs9}.16.2.12`,
  signingCertificateV2: `${pkcs9}.16.2.47`,
  algorithmProtection: `${pkcs9}.52`,
  countersignature: `${pkcs9}.6`,
} as const;

/** RFC 5652 section 11: never among the unsigned ones, where anybody could put them and a program believe them. */
const signedOnly: ReadonlySet<string> = new Set([
  attributeTypes.contentType,
  attributeTypes.messageDigest,
  attributeTypes.signingTime,
]);

/**
 * Of the unsigned attributes nothing is used (countersignatures, time stamps of
 * archives): only that none stands there that must be signed.
 * @throws SmimeError ERR_CMS_MALFORMED
 */
export function checkUnsigned(attributes: readonly string[]): void {
  asCms(() => {
    if (attributes.some((oid) => signedOnly.has(oid))) throw new Asn1Error('an unsigned attribute should be signed');
  });
}

/** What the signed attributes say, after the rules of RFC 5652 section 11, RFC 5035 and RFC 6211. */
export interface SignedStatements {
  readonly messageDigest: Uint8Array;
  readonly signingTime?: Date;
  /** The certificate the signer meant; said twice, in the old and the new way, both must fit. */
  readonly signingCertificates: readonly NamedCertificate[];
  readonly algorithmProtection?: SignerAlgorithms;
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
    if (seen.has(attributeTypes.countersignature)) throw new Asn1Error('a countersignature is never signed');
    const said = readIdentifier(onlyValue(signed.attributes, attributeTypes.contentType));
    if (said !== contentType) throw new Asn1Error('contentType does not fit the content');
    const messageDigest = readOctets(
      onlyValue(signed.attributes, attributeTypes.messageDigest),
      'messageDigest',
    );
    const signingTime = onlyValue(signed.attributes, attributeTypes.signingTime);
    const protection = onlyValue(signed.attributes, attributeTypes.algorithmProtection);
    return {
      messageDigest,
      signingCertificates: readSigningCertificates(signed.attributes),
      ...(signingTime === undefined ? {} : { signingTime: readTime(signingTime, 'signingTime') }),
      ...(protection === undefined ? {} : { algorithmProtection: readAlgorithmProtection(protection) }),
    };
  });
}

function onlyValue(attributes: readonly Attribute[], oid: string): Asn1Node | undefined {
  const attribute = attributes.find((candidate) => candidate.oid === oid);
  if (attribute !== undefined && attribute.values.length !== 1)
    throw new Asn1Error('a signed attribute has not one value');
  return attribute?.values[0];
}

function readSigningCertificates(attributes: readonly Attribute[]): readonly NamedCertificate[] {
  const versions = [
    [attributeTypes.signingCertificate, 1],
    [attributeTypes.signingCertificateV2, 2],
  ] as const;
  return versions.flatMap(([type, version]) => {
    const value = onlyValue(attributes, type);
    return value === undefined ? [] : [readSigningCertificate(value, version)];
  });
}
