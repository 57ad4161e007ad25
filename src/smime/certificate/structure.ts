import { readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import {
  children,
  expectTag,
  readBitStringOctets,
  readBoolean,
  readIntegerHex,
  readOctets,
  readOid,
  readSmallInteger,
  readTime,
  tag,
  unwrap,
} from '../asn1/values';
import { Asn1Error } from '../asn1/read';
import { equal } from '../bytes';
import { readAlgorithm } from '../cms/algorithm-identifier';
import type { AlgorithmIdentifier } from '../cms/algorithm-identifier';
import { readName } from './names';
import type { Name } from './names';

/** A certificate as RFC 5280 section 4.1 lays it out, each part a view on the encoding. */
export interface CertificateStructure {
  readonly der: Uint8Array;
  /** What the signature covers. */
  readonly tbsDer: Uint8Array;
  /** 1, 2 or 3, as people count them; 0 for a number that no version has. */
  readonly version: number;
  readonly serialNumber: string;
  /** The INTEGER with its header. */
  readonly serialNumberDer: Uint8Array;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo. */
  readonly spkiDer: Uint8Array;
  readonly extensions: readonly Extension[];
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** Whether the signed part names the same algorithm as the outside (section 4.1.1.2). */
  readonly signatureAlgorithmsAgree: boolean;
  readonly signature: Uint8Array;
}

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** No real certificate comes near; a larger one is only there to cost time. */
export const maxCertificateOctets = 128 * 1024;

/** @throws Asn1Error */
export function readCertificateStructure(der: Uint8Array): CertificateStructure {
  if (der.length > maxCertificateOctets) throw new Asn1Error('too large');
  const [tbs, algorithm, signature] = children(readAsn1(der, { maxNodes: 5000 }), tag.sequence, 'certificate');
  const fields = [...children(tbs, tag.sequence, 'tbsCertificate')];
  const version = fields[0]?.tag === tag.contextConstructed(0) ? readVersion(fields.shift()) : 1;
  const [serial, innerAlgorithm, issuer, validity, subject, spki, ...rest] = fields;
  const [notBefore, notAfter] = children(validity, tag.sequence, 'validity');
  const wrapper = rest.find((field) => field.tag === tag.contextConstructed(3));
  return {
    der,
    tbsDer: expectTag(tbs, tag.sequence, 'tbsCertificate').bytes,
    version,
    serialNumber: readIntegerHex(serial, 'serialNumber'),
    serialNumberDer: expectTag(serial, tag.integer, 'serialNumber').bytes,
    issuer: readName(issuer, 'issuer'),
    subject: readName(subject, 'subject'),
    notBefore: readTime(notBefore, 'notBefore'),
    notAfter: readTime(notAfter, 'notAfter'),
    spkiDer: expectTag(spki, tag.sequence, 'subjectPublicKeyInfo').bytes,
    extensions: wrapper === undefined ? [] : readExtensions(wrapper.children[0]),
    signatureAlgorithm: readAlgorithm(algorithm),
    signatureAlgorithmsAgree: equal(
      expectTag(algorithm, tag.sequence, 'signatureAlgorithm').bytes,
      expectTag(innerAlgorithm, tag.sequence, 'signature').bytes,
    ),
    signature: readBitStringOctets(signature, 'signatureValue'),
  };
}

/** Only to be judged: who reads an address book does without the certificates of a version to come. */
function readVersion(wrapper: Asn1Node | undefined): number {
  const number = readSmallInteger(unwrap(wrapper, 0, 'version'), 'version');
  return number <= 2 ? number + 1 : 0;
}

/**
 * Extensions of a certificate, or those that a request asks for.
 * @throws Asn1Error
 */
export function readExtensions(node: Asn1Node | undefined): readonly Extension[] {
  const extensions = children(node, tag.sequence, 'extensions').map(readExtension);
  // Two of one kind: programs would differ in which one they believe (section 4.2 forbids it).
  const seen = new Set(extensions.map(({ oid }) => oid));
  if (seen.size !== extensions.length) throw new Asn1Error('an extension appears twice');
  return extensions;
}

function readExtension(node: Asn1Node): Extension {
  const [oid, second, third] = children(node, tag.sequence, 'extension');
  const critical = second?.tag === tag.boolean ? readBoolean(second, 'critical') : false;
  const value = second?.tag === tag.boolean ? third : second;
  return { oid: readOid(oid, 'extnID'), critical, value: readOctets(value, 'extnValue') };
}
