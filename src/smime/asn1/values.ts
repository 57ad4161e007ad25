import { Asn1Error } from './read';
import type { Asn1Node } from './read';
import { concatAll, toHex } from '../bytes';

/** Universal tags (X.680 section 8.4) as identifier octets. */
export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
  /** [n] with a primitive value inside the tag (IMPLICIT). */
  context: (number: number) => 0x80 | number,
  /** [n] around other encodings. */
  contextConstructed: (number: number) => 0xa0 | number,
} as const;

/** No registered identifier comes near; one of 256 KB takes a general decoder a second. */
const maxOidOctets = 64;

/** @throws Asn1Error when absent or of another tag */
export function expectTag(node: Asn1Node | undefined, expected: number, what: string): Asn1Node {
  if (node === undefined) throw new Asn1Error(`${what} is missing`);
  if (node.tag !== expected) throw new Asn1Error(`${what} has tag 0x${node.tag.toString(16)}`);
  return node;
}

export function children(node: Asn1Node | undefined, expected: number, what: string): readonly Asn1Node[] {
  return expectTag(node, expected, what).children;
}

/** What an EXPLICIT tag [number] wraps. */
export function unwrap(node: Asn1Node | undefined, number: number, what: string): Asn1Node | undefined {
  return children(node, tag.contextConstructed(number), what)[0];
}

export function readOid(node: Asn1Node | undefined, what = 'object identifier'): string {
  const { contents } = expectTag(node, tag.oid, what);
  if (contents.length === 0 || contents.length > maxOidOctets) throw new Asn1Error(`${what} has a wrong length`);
  if (((contents.at(-1) ?? 0) & 0x80) !== 0) throw new Asn1Error(`${what} is cut off`);
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of contents) {
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if ((octet & 0x80) === 0) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [first = 0n, ...rest] = arcs;
  const top = first < 80n ? first / 40n : 2n;
  return [top, first - top * 40n, ...rest].join('.');
}

/** Contents octets of an INTEGER that must not be negative, without the zero octet of the sign. */
export function readUnsigned(node: Asn1Node | undefined, what: string): Uint8Array {
  const { contents } = expectTag(node, tag.integer, what);
  if (contents.length === 0) throw new Asn1Error(`${what} is empty`);
  if (((contents[0] ?? 0) & 0x80) !== 0) throw new Asn1Error(`${what} is negative`);
  // Also in BER (X.690 section 8.3.2); two forms of one signature would be two signatures.
  if (contents[0] === 0 && (contents[1] ?? 0x80) < 0x80) throw new Asn1Error(`${what} is not in its shortest form`);
  return contents[0] === 0 && contents.length > 1 ? contents.subarray(1) : contents;
}

/** An INTEGER of 0 … 2^31-1. */
export function readSmallInteger(node: Asn1Node | undefined, what: string): number {
  const octets = readUnsigned(node, what);
  if (octets.length > 4) throw new Asn1Error(`${what} is too large`);
  const value = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  if (value > 0x7fffffff) throw new Asn1Error(`${what} is too large`);
  return value;
}

/** Serial numbers have up to 20 octets, key identifiers up to 64; one of 40 MB would be shown, sorted and compared. */
const maxIdentifierOctets = 256;

/** Hex of the INTEGER as encoded, without the zero octet of the sign: an identifier, not a number. */
export function readIntegerHex(node: Asn1Node | undefined, what: string): string {
  const { contents } = expectTag(node, tag.integer, what);
  if (contents.length === 0) throw new Asn1Error(`${what} is empty`);
  return identifierHex(contents[0] === 0 && contents.length > 1 ? contents.subarray(1) : contents, what);
}

/** Hex of octets that name something. */
export function identifierHex(octets: Uint8Array, what: string): string {
  if (octets.length > maxIdentifierOctets) throw new Asn1Error(`${what} is too long`);
  return toHex(octets);
}

export function readBoolean(node: Asn1Node | undefined, what: string): boolean {
  const { contents } = expectTag(node, tag.boolean, what);
  if (contents.length !== 1) throw new Asn1Error(`${what} is no boolean`);
  return contents[0] !== 0;
}

/** The octets of a BIT STRING that holds whole octets (keys, signatures). */
export function readBitStringOctets(node: Asn1Node | undefined, what: string): Uint8Array {
  const { contents } = expectTag(node, tag.bitString, what);
  if (contents[0] !== 0) throw new Asn1Error(`${what} does not hold whole octets`);
  return contents.subarray(1);
}

/** The numbers of the bits that are set in a named BIT STRING. */
export function readNamedBits(node: Asn1Node | undefined, what: string): readonly number[] {
  const { contents } = expectTag(node, tag.bitString, what);
  const unused = contents[0];
  if (unused === undefined || unused > 7 || (unused > 0 && contents.length === 1)) {
    throw new Asn1Error(`${what} is no bit string`);
  }
  const count = (contents.length - 1) * 8 - unused;
  return Array.from({ length: Math.min(count, 64) }, (_, bit) => bit).filter(
    (bit) => ((contents[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0,
  );
}

/** An OCTET STRING, also in pieces (BER), under its own tag or an implicit one. */
export function readOctets(node: Asn1Node | undefined, what: string, primitiveTag: number = tag.octetString): Uint8Array {
  if (node?.tag === primitiveTag) return node.contents;
  const { children: pieces } = expectTag(node, primitiveTag | 0x20, what);
  return concatAll(pieces.map((piece) => readOctets(piece, what)));
}

/** Any character string type; characters that cannot be read become U+FFFD. */
export function readText(node: Asn1Node): string | undefined {
  switch (node.tag) {
    case tag.utf8String:
    case tag.numericString:
    case tag.printableString:
    case tag.ia5String:
    case tag.visibleString:
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(node.contents);
    case tag.teletexString:
      // T.61 in name, Latin-1 in every program that writes it.
      return Array.from(node.contents, (octet) => String.fromCharCode(octet)).join('');
    case tag.bmpString:
      return codeUnits(node.contents, 2);
    case tag.universalString:
      return codeUnits(node.contents, 4);
    default:
      return undefined;
  }
}

function codeUnits(contents: Uint8Array, size: 2 | 4): string {
  let text = '';
  for (let offset = 0; offset + size <= contents.length; offset += size) {
    const code = contents.subarray(offset, offset + size).reduce((sum, octet) => sum * 256 + octet, 0);
    text += size === 2 ? String.fromCharCode(code) : String.fromCodePoint(code > 0x10ffff ? 0xfffd : code);
  }
  return text;
}

/** UTCTime or GeneralizedTime in UTC (RFC 5280 section 4.1.2.5). */
export function readTime(node: Asn1Node | undefined, what: string): Date {
  const text = node === undefined ? '' : new TextDecoder().decode(node.contents);
  const pattern =
    node?.tag === tag.utcTime
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/
      : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/;
  const parts = node?.tag === tag.utcTime || node?.tag === tag.generalizedTime ? pattern.exec(text) : null;
  if (parts === null) throw new Asn1Error(`${what} is no time`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map((part) => Number(part || 0));
  const fullYear = node?.tag === tag.utcTime ? year + (year < 50 ? 2000 : 1900) : year;
  const time = new Date(0);
  time.setUTCFullYear(fullYear, month - 1, day);
  time.setUTCHours(hour, minute, second);
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day || time.getUTCMinutes() !== minute) {
    throw new Asn1Error(`${what} is no time`);
  }
  return time;
}
