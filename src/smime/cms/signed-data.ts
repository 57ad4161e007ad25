import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, expectTag, identifierHex, readIntegerHex, readOctets, readSmallInteger, tag } from '../asn1/values';
import { encode, setOf } from '../asn1/write';
import { equal, toHex } from '../bytes';
import { readName } from '../certificate/names';
import { maxCertificateOctets } from '../certificate/structure';
import type { CertificateIdentifier } from '../message/report';
import type { RevocationData } from '../revocation/answer';
import { readAlgorithm } from './algorithm-identifier';
import type { AlgorithmIdentifier } from './algorithm-identifier';
import { asCms, contentOctets, readIdentifier, withDerLengths } from './content-info';
import { readRevocationInfo } from './revocation-info';

/** SignedData as it stands (RFC 5652 section 5); nothing of it has been verified. */
export interface SignedData {
  /** OID of the content's type. */
  readonly contentType: string;
  /** Absent in a detached signature. */
  readonly content?: Uint8Array;
  /** DER of each, without duplicates. */
  readonly certificates: readonly Uint8Array[];
  /** CRLs and OCSP responses that the signer put beside (section 10.2.1, RFC 5940). */
  readonly revocation: RevocationData;
  readonly signerInfos: readonly SignerInfo[];
}

export interface SignerInfo {
  readonly signer: CertificateIdentifier;
  readonly digestAlgorithm: AlgorithmIdentifier;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly signedAttributes?: SignedAttributes;
  /** OIDs of the attributes that the signature does not cover; anybody can add some. */
  readonly unsignedAttributes: readonly string[];
}

export interface SignedAttributes {
  readonly attributes: readonly Attribute[];
  /**
   * What the signature may cover: the SET OF in DER, as section 5.4 says, and in
   * the order as sent, because several writers (and OpenSSL's reader) do not sort.
   * Both hold the same attributes; where they are one, it stands here once.
   */
  readonly encodings: readonly Uint8Array[];
}

export interface Attribute {
  readonly oid: string;
  readonly values: readonly Asn1Node[];
}

/** More are an attack on our time, not a message. */
const limits = { signers: 20, certificates: 100, attributes: 100 };

/** @throws SmimeError ERR_CMS_MALFORMED */
export function readSignedData(node: Asn1Node): SignedData {
  return asCms(() => {
    const [version, digestAlgorithms, encapsulated, ...rest] = children(node, tag.sequence, 'SignedData');
    readSmallInteger(version, 'version');
    expectTag(digestAlgorithms, tag.set, 'digestAlgorithms');
    const [contentType, content] = children(encapsulated, tag.sequence, 'encapContentInfo');
    const certificates = rest.find((field) => field.tag === tag.contextConstructed(0));
    const signerInfos = children(rest.at(-1), tag.set, 'signerInfos');
    if (signerInfos.length > limits.signers) throw new Asn1Error('too many signers');
    return {
      contentType: readIdentifier(contentType),
      ...(content === undefined ? {} : { content: readContent(content) }),
      certificates: distinctCertificates(certificates),
      revocation: readRevocationInfo(rest.find((field) => field.tag === tag.contextConstructed(1))),
      signerInfos: signerInfos.map(readSignerInfo),
    };
  });
}

function readContent(node: Asn1Node): Uint8Array {
  const [octets, ...more] = expectTag(node, tag.contextConstructed(0), 'eContent').children;
  if (octets === undefined || more.length > 0) throw new Asn1Error('eContent is not one value');
  return contentOctets(octets);
}

// CertificateSet also has old kinds under context tags, which nobody uses: they are passed over.
function distinctCertificates(set: Asn1Node | undefined): readonly Uint8Array[] {
  const distinct = new Map<string, Uint8Array>();
  for (const child of set?.children ?? []) {
    // The reader of certificates takes none of that size; to compare them costs as much as they are long.
    if (child.tag !== tag.sequence || child.bytes.length > maxCertificateOctets) continue;
    distinct.set(toHex(child.bytes), child.bytes);
    if (distinct.size > limits.certificates) throw new Asn1Error('too many certificates');
  }
  return [...distinct.values()];
}

function readSignerInfo(node: Asn1Node): SignerInfo {
  const [version, signer, digestAlgorithm, ...rest] = children(node, tag.sequence, 'SignerInfo');
  readSmallInteger(version, 'version');
  const attributes = rest[0]?.tag === tag.contextConstructed(0) ? rest.shift() : undefined;
  const [signatureAlgorithm, signature, unsignedAttributes, ...more] = rest;
  if (more.length > 0) throw new Asn1Error('SignerInfo has more fields');
  return {
    signer: readSignerIdentifier(signer),
    digestAlgorithm: readAlgorithm(digestAlgorithm),
    signatureAlgorithm: readAlgorithm(signatureAlgorithm),
    signature: readOctets(signature, 'signature'),
    ...(attributes === undefined ? {} : { signedAttributes: readSignedAttributes(attributes) }),
    unsignedAttributes: unsignedAttributes === undefined ? [] : readUnsignedAttributes(unsignedAttributes),
  };
}

function readSignerIdentifier(node: Asn1Node | undefined): CertificateIdentifier {
  if (node?.tag === tag.context(0) || node?.tag === tag.contextConstructed(0)) {
    const what = 'subjectKeyIdentifier';
    return { subjectKeyIdentifier: identifierHex(readOctets(node, what, tag.context(0)), what) };
  }
  return readIssuerAndSerialNumber(node);
}

/** RFC 5652 section 10.2.4. */
export function readIssuerAndSerialNumber(node: Asn1Node | undefined): CertificateIdentifier {
  const [issuer, serialNumber] = children(node, tag.sequence, 'issuerAndSerialNumber');
  return {
    issuer: readName(issuer, 'issuer').text,
    serialNumber: readIntegerHex(serialNumber, 'serialNumber'),
  };
}

function readSignedAttributes(node: Asn1Node): SignedAttributes {
  if (node.children.length === 0 || node.children.length > limits.attributes) {
    throw new Asn1Error('wrong number of signed attributes');
  }
  const encoded = node.children.map(withDerLengths);
  return {
    attributes: node.children.map(readAttribute),
    encodings: distinct(setOf(...encoded), encode(tag.set, ...encoded)),
  };
}

function distinct(sorted: Uint8Array, asSent: Uint8Array): readonly Uint8Array[] {
  return equal(sorted, asSent) ? [sorted] : [sorted, asSent];
}

function readUnsignedAttributes(node: Asn1Node): readonly string[] {
  const attributes = children(node, tag.contextConstructed(1), 'unsignedAttrs');
  if (attributes.length > limits.attributes) throw new Asn1Error('too many unsigned attributes');
  return attributes.map((attribute) => readAttribute(attribute).oid);
}

export function readAttribute(node: Asn1Node): Attribute {
  const [oid, values] = children(node, tag.sequence, 'attribute');
  return { oid: readIdentifier(oid), values: children(values, tag.set, 'attribute values') };
}
