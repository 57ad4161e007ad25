import { orUndefined } from '../asn1/or-undefined';
import { readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { tag } from '../asn1/values';
import { fromBase64 } from '../bytes';
import { netscapeCertificateSequence } from '../certificate/certificates-of-der';
import { decodeText, readPem } from '../certificate/pem';
import { contentTypes, readArmoredCms, readBareCms, readContentInfo } from '../cms/content-info';
import { readSignedData } from '../cms/signed-data';
import { isSmimeError } from '../errors';
import type { MessageHeaders } from './message';
import { firstField, parseHeaderSection } from '../mime/headers';
import type { HeaderField } from '../mime/headers';
import { readMessageHeaders } from '../mime/message-headers';

/** What a file holds, by its octets; a name is only a claim. */
export type FileKind =
  /** A message or a MIME entity. */
  | 'mime'
  /** CMS that brings its content along: encrypted, or signed as one file. */
  | 'cms'
  /** A signature whose content is another file (RFC 5652 section 5.2). */
  | 'detached-signature'
  | 'certificates'
  | 'pfx'
  /** Outlook's own format for messages (MS-OXMSG), which the core can't read. */
  | 'outlook-message'
  | 'unknown';

export interface RecognizedFile {
  readonly kind: FileKind;
  /** What the readers of that kind take: base64 around CMS is taken off. */
  readonly bytes: Uint8Array;
}

/** Says what a file is, without believing anything in it. Never throws. */
export function recognizeFile(bytes: Uint8Array): RecognizedFile {
  if (isOutlookMessage(bytes)) return { kind: 'outlook-message', bytes };
  const cms = readBareCms(bytes);
  if (cms !== undefined) return { kind: kindOfDer(cms), bytes: cms };
  if (beginsAsMessage(bytes)) return { kind: 'mime', bytes };
  return recognizeArmour(bytes);
}

/** The header section of a file that is a message; all empty for anything else. */
export function readFileHeaders(bytes: Uint8Array): MessageHeaders {
  return readMessageHeaders(fieldsOf(bytes));
}

const messageFields = [
  ...['from', 'sender', 'to', 'cc', 'subject', 'date', 'message-id', 'received', 'return-path', 'reply-to'],
  ...['content-type', 'content-transfer-encoding', 'mime-version'],
];

function beginsAsMessage(bytes: Uint8Array): boolean {
  const fields = fieldsOf(bytes);
  return messageFields.some((name) => firstField(fields, name) !== undefined);
}

/** Text of more lines than any header section has; what lies behind them is body. */
const mostHeaderOctets = 256 * 1024;

function fieldsOf(bytes: Uint8Array): readonly HeaderField[] {
  try {
    return parseHeaderSection(bytes, 0, Math.min(bytes.length, mostHeaderOctets)).fields;
  } catch (error) {
    if (isSmimeError(error) && error.code === 'ERR_MIME_TOO_COMPLEX') return [];
    throw error;
  }
}

/** PEM with or without words around it, or base64 alone, as some services deliver it. */
function recognizeArmour(bytes: Uint8Array): RecognizedFile {
  const text = decodeText(bytes);
  const labels = text.includes('-----BEGIN ') ? readPem(text).map(({ label }) => label) : [];
  if (labels.some((label) => label === 'PKCS12' || label === 'PFX')) return { kind: 'pfx', bytes };
  if (labels.some((label) => /^(?:X509 |TRUSTED )?CERTIFICATE$/.test(label))) return { kind: 'certificates', bytes };
  const armored = text.includes('-----BEGIN ') ? readArmoredCms(bytes) : undefined;
  if (armored !== undefined) return { kind: kindOfDer(armored), bytes: armored };
  if (labels.some((label) => /^PKCS7$|^CMS$/.test(label))) return { kind: 'certificates', bytes };
  const der = labels.length === 0 ? fromBase64(text) : undefined;
  if (der?.[0] !== tag.sequence) return { kind: 'unknown', bytes };
  const kind = kindOfDer(der);
  // The reader of digital IDs takes base64 by itself.
  return { kind, bytes: kind === 'pfx' ? bytes : der };
}

function kindOfDer(der: Uint8Array): FileKind {
  const root = readOrUndefined(der);
  if (root === undefined) return kindOfDamaged(der);
  const [first, second, third] = root.children;
  if (root.tag !== tag.sequence) return 'unknown';
  if (first?.tag === tag.oid) return kindOfCms(der);
  if (second?.tag !== tag.sequence) return 'unknown';
  if (first?.tag === tag.integer) return isPfxVersion(first) ? 'pfx' : 'unknown';
  return first?.tag === tag.sequence && third?.tag === tag.bitString ? 'certificates' : 'unknown';
}

/** Damaged CMS is for the reader of messages, which says so; it is not "unknown". */
function kindOfCms(der: Uint8Array): FileKind {
  try {
    const { type, content } = readContentInfo(der);
    if (type === netscapeCertificateSequence) return 'certificates';
    if (type !== contentTypes.signedData) return 'cms';
    const signedData = readSignedData(content);
    const isEmpty = (signedData.content?.length ?? 0) === 0;
    if (signedData.signerInfos.length === 0) return isEmpty ? 'certificates' : 'cms';
    return signedData.content === undefined ? 'detached-signature' : 'cms';
  } catch (error) {
    if (isSmimeError(error) && error.code === 'ERR_CMS_MALFORMED') return 'cms';
    throw error;
  }
}

/** PKCS#12 is version 3 (RFC 7292 section 4); a private key (RFC 5958) begins alike. */
function isPfxVersion(version: Asn1Node): boolean {
  return version.contents.length === 1 && version.contents[0] === 3;
}

/** Cut off or altered further on: its first value still tells what it was meant to be. */
function kindOfDamaged(der: Uint8Array): FileKind {
  const lengthOctets = (der[1] ?? 0) > 0x80 ? (der[1] ?? 0) & 0x7f : 0;
  const [type, length, value] = der.subarray(2 + lengthOctets);
  if (der[0] !== tag.sequence) return 'unknown';
  if (type === tag.oid) return 'cms';
  return type === tag.integer && length === 1 && value === 3 ? 'pfx' : 'unknown';
}

const shellLimits = { ber: true, maxNodes: 150_000 };

function readOrUndefined(der: Uint8Array): Asn1Node | undefined {
  return orUndefined(() => readAsn1(der, shellLimits));
}

const compoundFile = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** The stream that every .msg has (MS-OXMSG section 2.4), as a compound file writes names: UTF-16. */
const propertyStream = Array.from('__properties_version1.0').flatMap((letter) => [letter.charCodeAt(0), 0]);

function isOutlookMessage(bytes: Uint8Array): boolean {
  return compoundFile.every((octet, at) => bytes[at] === octet) && holds(bytes, propertyStream);
}

function holds(bytes: Uint8Array, wanted: readonly number[]): boolean {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((octet, offset) => bytes[at + offset] === octet)) return true;
  }
  return false;
}
