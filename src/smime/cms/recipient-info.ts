import * as asn1js from 'asn1js';
import { AlgorithmIdentifier, KeyTransRecipientInfo } from 'pkijs';
import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOctets, readSmallInteger, tag } from '../asn1/values';
import { toHex } from '../bytes';
import { issuerAndSerialNumber } from '../certificate/pkijs-certificate';
import type { Certificate } from '../certificate/certificate';
import type { OtherRecipientInfo, RecipientInfo } from '../message/digital-id';
import type { CertificateIdentifier } from '../message/report';
import { readAlgorithm } from './algorithm-identifier';
import { findKeyEncryption, oidOf } from './algorithms';
import { readIssuerAndSerialNumber } from './signed-data';

/** A list of this length is no mail to people; each entry costs us time. */
const maxRecipients = 1000;

/** The kinds of RecipientInfo (RFC 5652 section 6.2) by their tags. */
const kinds = { keyAgreement: 0xa1, keyEncryptionKey: 0xa2, password: 0xa3, other: 0xa4 };

/** Lists every recipient, also those in ways we cannot use, so that nobody is hidden. */
export function readRecipientInfos(set: Asn1Node | undefined): readonly RecipientInfo[] {
  const nodes = children(set, tag.set, 'recipientInfos');
  if (nodes.length === 0) throw new Asn1Error('no recipients');
  const recipients = nodes.slice(0, maxRecipients + 1).flatMap(readRecipientInfo);
  if (recipients.length > maxRecipients) throw new Asn1Error('too many recipients');
  return recipients;
}

function readRecipientInfo(node: Asn1Node): readonly RecipientInfo[] {
  switch (node.tag) {
    case tag.sequence:
      return [readKeyTransport(node)];
    case kinds.keyAgreement:
      return readKeyAgreement(node);
    case kinds.keyEncryptionKey:
      return [unnamed(readAlgorithm(node.children[2]).oid)];
    case kinds.password: {
      const algorithm = node.children.find((field) => field.tag === tag.sequence);
      return [unnamed(readAlgorithm(algorithm).oid)];
    }
    default:
      return [{ kind: 'other', recipient: {}, keyEncryptionAlgorithm: `[${node.tag & 0x1f}]` }];
  }
}

function unnamed(oid: string): OtherRecipientInfo {
  return { kind: 'other', recipient: {}, keyEncryptionAlgorithm: nameOf(oid) };
}

function nameOf(oid: string): string {
  return findKeyEncryption(oid)?.name ?? oid;
}

function readKeyTransport(node: Asn1Node): RecipientInfo {
  const [version, recipient, algorithm, encryptedKey] = node.children;
  readSmallInteger(version, 'version');
  return {
    kind: 'key-transport',
    ...readRecipientIdentifier(recipient),
    keyEncryptionAlgorithm: nameOf(readAlgorithm(algorithm).oid),
    encryptedKey: readOctets(encryptedKey, 'encryptedKey'),
  };
}

interface Identified {
  readonly recipient: CertificateIdentifier;
  readonly issuerDer?: Uint8Array;
}

function readRecipientIdentifier(node: Asn1Node | undefined): Identified {
  if (node?.tag === tag.context(0)) return { recipient: { subjectKeyIdentifier: toHex(node.contents) } };
  const issuerDer = node?.children[0]?.bytes;
  return { recipient: readIssuerAndSerialNumber(node), ...(issuerDer === undefined ? {} : { issuerDer }) };
}

// One KeyAgreeRecipientInfo may serve several recipients (section 6.2.2).
function readKeyAgreement(node: Asn1Node): readonly RecipientInfo[] {
  const algorithm = node.children.find((field) => field.tag === tag.sequence);
  const keyEncryptionAlgorithm = nameOf(readAlgorithm(algorithm).oid);
  const keys = children(node.children.at(-1), tag.sequence, 'recipientEncryptedKeys');
  return keys.slice(0, maxRecipients + 1).map((key) => {
    const [recipient] = children(key, tag.sequence, 'recipientEncryptedKey');
    return { kind: 'other', ...readAgreementIdentifier(recipient), keyEncryptionAlgorithm };
  });
}

function readAgreementIdentifier(node: Asn1Node | undefined): Identified {
  if (node?.tag !== tag.contextConstructed(0)) return readRecipientIdentifier(node);
  return { recipient: { subjectKeyIdentifier: toHex(readOctets(node.children[0], 'subjectKeyIdentifier')) } };
}

/** KeyTransRecipientInfo by issuer and serial number, with RSAES-PKCS1-v1_5 (RFC 5652 section 6.2.1). */
export function writeKeyTransport(certificate: Certificate, encryptedKey: Uint8Array): Uint8Array {
  const recipientInfo = new KeyTransRecipientInfo({
    version: 0,
    rid: issuerAndSerialNumber(certificate),
    keyEncryptionAlgorithm: new AlgorithmIdentifier({
      algorithmId: oidOf(findKeyEncryption('rsaes-pkcs1-v1_5')),
      algorithmParams: new asn1js.Null(),
    }),
    encryptedKey: new asn1js.OctetString({ valueHex: encryptedKey }),
  });
  return new Uint8Array(recipientInfo.toSchema().toBER());
}
