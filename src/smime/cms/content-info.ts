import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, expectTag, readOid, tag } from '../asn1/values';
import { encode, explicit, objectIdentifier, sequence } from '../asn1/write';
import { concatAll, fromBase64 } from '../bytes';
import { SmimeError } from '../errors';

/** Content types (RFC 5652, RFC 5083, RFC 3274). */
export const contentTypes = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  envelopedData: '1.2.840.113549.1.7.3',
  digestedData: '1.2.840.113549.1.7.5',
  encryptedData: '1.2.840.113549.1.7.6',
  authenticatedData: '1.2.840.113549.1.9.16.1.2',
  compressedData: '1.2.840.113549.1.9.16.1.9',
  authEnvelopedData: '1.2.840.113549.1.9.16.1.23',
} as const;

/** How the layers are named in reports. */
const layerNames: ReadonlyMap<string, string> = new Map([
  [contentTypes.data, 'data'],
  [contentTypes.signedData, 'signed-data'],
  [contentTypes.envelopedData, 'enveloped-data'],
  [contentTypes.digestedData, 'digested-data'],
  [contentTypes.encryptedData, 'encrypted-data'],
  [contentTypes.authenticatedData, 'authenticated-data'],
  [contentTypes.compressedData, 'compressed-data'],
  [contentTypes.authEnvelopedData, 'auth-enveloped-data'],
]);

/** The outer shell of every CMS object (RFC 5652 section 3). */
export interface ContentInfo {
  /** OID. */
  readonly type: string;
  readonly content: Asn1Node;
}

/** The usual name of a content type, or its OID. */
export function layerName(type: string): string {
  return layerNames.get(type) ?? type;
}

// Streaming writers cut content into OCTET STRINGs of about 1,000 octets each: 100 MB are 100,000 nodes.
const shellLimits = { ber: true, maxDepth: 24, maxNodes: 150_000 };

/**
 * Reads the outer shell, also in BER with indefinite lengths.
 * @throws SmimeError ERR_CMS_MALFORMED
 */
export function readContentInfo(bytes: Uint8Array): ContentInfo {
  return asCms(() => {
    const [type, content] = children(readAsn1(bytes, shellLimits), tag.sequence, 'ContentInfo');
    const inner = expectTag(content, tag.contextConstructed(0), 'content').children;
    if (inner.length !== 1 || inner[0] === undefined) throw new Asn1Error('content is not one value');
    return { type: readIdentifier(type), content: inner[0] };
  });
}

export function writeContentInfo(type: string, content: Uint8Array): Uint8Array<ArrayBuffer> {
  return sequence(objectIdentifier(type), explicit(0, content));
}

/** An OID in its one proper form: a padded one would be an alias that only some readers know. */
export function readIdentifier(node: Asn1Node | undefined): string {
  const oid = readOid(node);
  const contents = node?.contents ?? new Uint8Array();
  const padded = contents.some(
    (octet, at) => octet === 0x80 && (at === 0 || ((contents[at - 1] ?? 0) & 0x80) === 0),
  );
  if (padded) throw new Asn1Error('object identifier is padded');
  return oid;
}

/** Runs a reader of ASN.1 and says about its errors what they mean here. */
export function asCms<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    throw new SmimeError('ERR_CMS_MALFORMED', { reason: cause.message }, { cause });
  }
}

/** Content octets, also in pieces (BER), without a detour over a tree or a long argument list. */
export function contentOctets(node: Asn1Node, primitiveTag: number = tag.octetString): Uint8Array {
  if (node.tag === primitiveTag) return node.contents;
  expectTag(node, primitiveTag | 0x20, 'content');
  const pieces: Uint8Array[] = [];
  collectPieces(node, pieces);
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}

function collectPieces(node: Asn1Node, pieces: Uint8Array[]): void {
  for (const child of node.children) {
    if (child.tag === tag.octetString) pieces.push(child.contents);
    else if (child.tag === (tag.octetString | 0x20)) collectPieces(child, pieces);
    else throw new Asn1Error('content has a piece that is no OCTET STRING');
  }
}

/** The same value with lengths as DER wants them; the order of members stays. */
export function withDerLengths(node: Asn1Node): Uint8Array {
  if ((node.tag & 0x20) === 0) return encode(node.tag, node.contents);
  return encode(node.tag, concatAll(node.children.map(withDerLengths)));
}

const armor =
  /-----BEGIN (PKCS7|CMS|PKCS #7 SIGNED DATA|SIGNED MESSAGE|ENCRYPTED MESSAGE)-----([^-]*)-----END \1-----/;

/** CMS without MIME around it: DER or BER as it is, or PEM; anything else gives `undefined`. */
export function readBareCms(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] === tag.sequence && looksBinary(bytes)) return bytes;
  const start = new TextDecoder().decode(bytes.subarray(0, 2048)).trimStart();
  return start.startsWith('-----BEGIN ') ? readArmoredCms(bytes) : undefined;
}

/** PEM also behind words that explain it (RFC 7468 section 2): for octets that are certainly no message. */
export function readArmoredCms(bytes: Uint8Array): Uint8Array | undefined {
  const match = armor.exec(new TextDecoder().decode(bytes));
  return match?.[2] === undefined ? undefined : fromBase64(match[2]);
}

/** For octets that begin with 0x30, which is also the digit "0": a header name could begin so, but is text up to its colon. */
export function looksBinary(bytes: Uint8Array): boolean {
  const length = bytes[1] ?? 0;
  return length >= 0x80 || length < 0x20 || bytes[2] === tag.oid;
}
