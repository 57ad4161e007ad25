import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, expectTag, identifierHex, readBitStringOctets, readOctets, readSmallInteger, tag, unwrap } from '../asn1/values';
import { readKeyType } from '../certificate/public-key';
import { isSmimeError } from '../errors';
import type { KeyAgreeRecipientInfo, MalformedRecipientInfo, OriginatorKey, OtherRecipientInfo, RecipientInfo } from '../message/digital-id';
import type { CertificateIdentifier } from '../message/report';
import { readAlgorithm } from './algorithm-identifier';
import { findKeyEncryption, findKeyWrap } from './algorithms';
import { withDerLengths } from './content-info';
import { readOaepParameters } from './rsaes-oaep-parameters';
import { readIssuerAndSerialNumber } from './signed-data';

/** A list of this length is no mail to people; each entry costs us time. */
const maxRecipients = 1000;
/** Programs send up to 64 octets; it is hashed for each recipient. */
const maxUserKeyingMaterial = 1024;

/** Of AES key wrap 13 or 15; the key is derived from all of it, in JavaScript. */
const maxKeyWrapOctets = 128;

/** The kinds of RecipientInfo (RFC 5652 section 6.2) by their tags. */
const kinds = { keyAgreement: 0xa1, keyEncryptionKey: 0xa2, password: 0xa3, other: 0xa4 };

/** Lists every recipient, also those in ways we cannot use, so that nobody is hidden. */
export function readRecipientInfos(set: Asn1Node | undefined): readonly RecipientInfo[] {
  const nodes = children(set, tag.set, 'recipientInfos');
  if (nodes.length === 0) throw new Asn1Error('no recipients');
  const recipients = nodes.slice(0, maxRecipients + 1).flatMap(readLeniently);
  if (recipients.length > maxRecipients) throw new Asn1Error('too many recipients');
  return recipients;
}

/** What is wrong with one recipient's is no fault of the others'. */
function readLeniently(node: Asn1Node): readonly RecipientInfo[] {
  try {
    return readRecipientInfo(node);
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    return [malformed(node.tag === tag.sequence ? node.children[1] : undefined)];
  }
}

/** @param identifier - whose it is, if that can be read */
function malformed(identifier: Asn1Node | undefined): MalformedRecipientInfo {
  try {
    return { kind: 'malformed', recipient: readRecipientIdentifier(identifier) };
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    return { kind: 'malformed', recipient: {} };
  }
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
  const [version, identifier, algorithmNode, encryptedKey] = node.children;
  readSmallInteger(version, 'version');
  const recipient = readRecipientIdentifier(identifier);
  const { oid, parameters } = readAlgorithm(algorithmNode);
  const info = { kind: 'key-transport', recipient, encryptedKey: readOctets(encryptedKey, 'encryptedKey') } as const;
  if (nameOf(oid) !== 'rsaes-oaep') return { ...info, keyEncryptionAlgorithm: nameOf(oid) };
  try {
    return { ...info, keyEncryptionAlgorithm: nameOf(oid), oaep: readOaepParameters(parameters) };
  } catch (error) {
    if (!isSmimeError(error) || error.code !== 'ERR_ALGORITHM_UNSUPPORTED') throw error;
    return { kind: 'other', recipient, keyEncryptionAlgorithm: error.details.name };
  }
}

function readRecipientIdentifier(node: Asn1Node | undefined): CertificateIdentifier {
  if (node?.tag !== tag.context(0)) return readIssuerAndSerialNumber(node);
  return { subjectKeyIdentifier: identifierHex(node.contents, 'subjectKeyIdentifier') };
}

// One KeyAgreeRecipientInfo may serve several recipients (section 6.2.2).
function readKeyAgreement(node: Asn1Node): readonly RecipientInfo[] {
  const [version, originator, ...rest] = node.children;
  readSmallInteger(version, 'version');
  const userKeyingMaterial = rest[0]?.tag === tag.contextConstructed(1) ? readUserKeyingMaterial(rest.shift()) : {};
  const [algorithm, recipientEncryptedKeys] = rest;
  const { oid, parameters } = readAlgorithm(algorithm);
  const keyEncryptionAlgorithm = nameOf(oid);
  const originatorKey = readOriginatorKey(unwrap(originator, 0, 'originator'));
  const keyWrap = readKeyWrap(parameters);
  const keys = children(recipientEncryptedKeys, tag.sequence, 'recipientEncryptedKeys');
  return keys.slice(0, maxRecipients + 1).map((key): RecipientInfo => {
    const [identifier, encryptedKey] = key.children;
    try {
      expectTag(key, tag.sequence, 'recipientEncryptedKey');
      const named = { recipient: readAgreementIdentifier(identifier), keyEncryptionAlgorithm };
      if (originatorKey === undefined || keyWrap === undefined) return { kind: 'other', ...named };
      const octets = readOctets(encryptedKey, 'encryptedKey');
      return { kind: 'key-agreement', ...named, keyWrap, originatorKey, ...userKeyingMaterial, encryptedKey: octets };
    } catch (error) {
      if (!(error instanceof Asn1Error)) throw error;
      return malformed(identifier);
    }
  });
}

function readUserKeyingMaterial(node: Asn1Node | undefined): { readonly userKeyingMaterial: Uint8Array } {
  const octets = readOctets(unwrap(node, 1, 'ukm'), 'ukm');
  if (octets.length > maxUserKeyingMaterial) throw new Asn1Error('ukm is too long');
  return { userKeyingMaterial: octets };
}

/** `undefined`: the sender's lasting key by a certificate, which nobody uses in mail. */
function readOriginatorKey(node: Asn1Node | undefined): OriginatorKey | undefined {
  if (node?.tag !== tag.contextConstructed(1)) return undefined;
  const [algorithm, key] = node.children;
  return { ...readKeyType(algorithm), octets: readBitStringOctets(key, 'originatorKey') };
}

/** `undefined`: the agreed key is used in another way, or nobody says how. */
function readKeyWrap(node: Asn1Node | undefined): KeyAgreeRecipientInfo['keyWrap'] | undefined {
  if (node?.tag !== tag.sequence || node.bytes.length > maxKeyWrapOctets) return undefined;
  const { oid } = readAlgorithm(node);
  return { algorithm: findKeyWrap(oid)?.name ?? oid, der: withDerLengths(node) };
}

function readAgreementIdentifier(node: Asn1Node | undefined): CertificateIdentifier {
  if (node?.tag !== tag.contextConstructed(0)) return readIssuerAndSerialNumber(node);
  const what = 'subjectKeyIdentifier';
  return { subjectKeyIdentifier: identifierHex(readOctets(node.children[0], what), what) };
}
