/**
 * Reads ASN.1 encodings made by strangers (X.690). Our own, because it must
 * give exact byte ranges (what a signature covers is never encoded again) and
 * bounded work: an encoding is refused by depth, number of nodes and length of
 * an OBJECT IDENTIFIER before anything is built from it.
 */
export interface Asn1Node {
  /** The first identifier octet, e.g. 0x30 for SEQUENCE, 0xa0 for constructed [0]. */
  readonly tag: number;
  /** The whole encoding with header, as a view on the source. */
  readonly bytes: Uint8Array;
  /** The contents octets, without the end-of-contents of an indefinite length. */
  readonly contents: Uint8Array;
  /** Empty for primitive encodings. */
  readonly children: readonly Asn1Node[];
}

export interface Asn1Limits {
  /** Allow BER: indefinite lengths and lengths not in their shortest form. */
  readonly ber?: boolean;
  /** Nested constructed encodings. */
  readonly maxDepth?: number;
  readonly maxNodes?: number;
}

/** Not the structure expected. Callers say what it means, with this as `cause`. */
export class Asn1Error extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Asn1Error';
  }
}

const highTagNumber = 0x1f;
const constructed = 0x20;

interface Reader {
  readonly bytes: Uint8Array;
  readonly ber: boolean;
  readonly maxDepth: number;
  nodesLeft: number;
}

interface Header {
  readonly tag: number;
  readonly contentsStart: number;
  /** `undefined`: indefinite. */
  readonly length: number | undefined;
}

/**
 * One encoding that fills `bytes` to the last octet.
 * @throws Asn1Error
 */
export function readAsn1(bytes: Uint8Array, limits: Asn1Limits = {}): Asn1Node {
  const reader: Reader = {
    bytes,
    ber: limits.ber ?? false,
    maxDepth: limits.maxDepth ?? 40,
    nodesLeft: limits.maxNodes ?? 20_000,
  };
  const node = readNode(reader, 0, bytes.length, 0);
  if (node.bytes.length !== bytes.length) throw new Asn1Error('octets after the end');
  return node;
}

function readNode(reader: Reader, start: number, end: number, depth: number): Asn1Node {
  if (depth > reader.maxDepth) throw new Asn1Error('nested too deeply');
  if (--reader.nodesLeft < 0) throw new Asn1Error('too many parts');
  const header = readHeader(reader, start, end);
  if (header.length === undefined) return readIndefinite(reader, header, start, end, depth);
  const contentsEnd = header.contentsStart + header.length;
  const children: Asn1Node[] = [];
  if ((header.tag & constructed) !== 0) {
    let offset = header.contentsStart;
    while (offset < contentsEnd) {
      const child = readNode(reader, offset, contentsEnd, depth + 1);
      children.push(child);
      offset += child.bytes.length;
    }
  }
  return {
    tag: header.tag,
    bytes: reader.bytes.subarray(start, contentsEnd),
    contents: reader.bytes.subarray(header.contentsStart, contentsEnd),
    children,
  };
}

function readIndefinite(reader: Reader, header: Header, start: number, end: number, depth: number): Asn1Node {
  const children: Asn1Node[] = [];
  let offset = header.contentsStart;
  for (;;) {
    if (offset + 2 > end) throw new Asn1Error('ends before its end-of-contents');
    if (reader.bytes[offset] === 0 && reader.bytes[offset + 1] === 0) break;
    const child = readNode(reader, offset, end, depth + 1);
    children.push(child);
    offset += child.bytes.length;
  }
  return {
    tag: header.tag,
    bytes: reader.bytes.subarray(start, offset + 2),
    contents: reader.bytes.subarray(header.contentsStart, offset),
    children,
  };
}

function readHeader(reader: Reader, start: number, end: number): Header {
  const octet = (offset: number): number => {
    const value = offset < end ? reader.bytes[offset] : undefined;
    if (value === undefined) throw new Asn1Error('ends too early');
    return value;
  };
  const tag = octet(start);
  let offset = start + 1;
  if ((tag & highTagNumber) === highTagNumber) {
    while ((octet(offset) & 0x80) !== 0) {
      if (++offset - start > 4) throw new Asn1Error('tag number too large');
    }
    offset++;
  }
  const first = octet(offset++);
  if (first < 0x80) return fits({ tag, contentsStart: offset, length: first }, end);
  if (first === 0x80) {
    if (!reader.ber || (tag & constructed) === 0) throw new Asn1Error('indefinite length');
    return { tag, contentsStart: offset, length: undefined };
  }
  const count = first & 0x7f;
  if (count > 4) throw new Asn1Error('length too large');
  let length = 0;
  for (let index = 0; index < count; index++) length = length * 256 + octet(offset++);
  if (!reader.ber && length < (count === 1 ? 0x80 : 256 ** (count - 1))) {
    throw new Asn1Error('length not in its shortest form');
  }
  return fits({ tag, contentsStart: offset, length }, end);
}

function fits(header: Header & { readonly length: number }, end: number): Header {
  if (header.contentsStart + header.length > end) throw new Asn1Error('longer than what holds it');
  return header;
}
