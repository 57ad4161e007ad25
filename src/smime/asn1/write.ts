import { tag } from './values';
import { concat } from '../bytes';

/** Writes DER (X.690 section 10). Every function gives one complete encoding. */
export function encode(identifier: number, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  return concat(Uint8Array.of(identifier, ...lengthOctets(length)), ...contents);
}

function lengthOctets(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

export const sequence = (...members: readonly Uint8Array[]) => encode(tag.sequence, ...members);

/** SET OF: DER orders the members by their encodings (X.690 section 11.6). */
export const setOf = (...members: readonly Uint8Array[]) => encode(tag.set, ...[...members].sort(compareOctets));

export const octetString = (octets: Uint8Array) => encode(tag.octetString, octets);
/** Whole octets: keys and signatures. */
export const bitString = (octets: Uint8Array) => encode(tag.bitString, Uint8Array.of(0), octets);
export const nullValue = () => encode(tag.null);
export const explicit = (number: number, inner: Uint8Array) => encode(tag.contextConstructed(number), inner);
export const bmpString = (text: string) => encode(tag.bmpString, utf16(text));

/** A non-negative INTEGER, from a number or big-endian octets. */
export function integer(value: number | Uint8Array): Uint8Array<ArrayBuffer> {
  const octets = typeof value === 'number' ? numberOctets(value) : value;
  const start = octets.findIndex((octet) => octet !== 0);
  const shortest = start < 0 ? Uint8Array.of(0) : octets.subarray(start);
  return (shortest[0] ?? 0) & 0x80 ? encode(tag.integer, Uint8Array.of(0), shortest) : encode(tag.integer, shortest);
}

function numberOctets(value: number): Uint8Array {
  const octets: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.from(octets);
}

export function objectIdentifier(dotted: string): Uint8Array<ArrayBuffer> {
  const [top = 0n, second = 0n, ...rest] = dotted.split('.').map((arc) => BigInt(arc));
  return encode(tag.oid, Uint8Array.from([top * 40n + second, ...rest].flatMap(base128)));
}

function base128(arc: bigint): readonly number[] {
  const octets = [Number(arc & 0x7fn)];
  for (let left = arc >> 7n; left > 0n; left >>= 7n) octets.unshift(Number(left & 0x7fn) | 0x80);
  return octets;
}

/** UTF-16 big-endian, as BMPString and PKCS#12 passwords want it. */
export function utf16(text: string): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(text.length * 2);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    octets.set([unit >> 8, unit & 0xff], index * 2);
  }
  return octets;
}

/** The order of DER's SET OF (X.690 section 11.6). */
export function compareOctets(a: Uint8Array, b: Uint8Array): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export const utf8String = (text: string) => encode(tag.utf8String, new TextEncoder().encode(text));
/** DER writes a BOOLEAN only where it differs from its default, which is false in all of X.509. */
export const booleanTrue = () => encode(tag.boolean, Uint8Array.of(0xff));

/** A BIT STRING whose bits have names: as short as its last bit that is set (X.690 section 11.2.2). */
export function namedBits(bits: readonly number[]): Uint8Array<ArrayBuffer> {
  const highest = Math.max(-1, ...bits);
  const octets = new Uint8Array(Math.floor(highest / 8) + 1);
  for (const bit of bits) octets[bit >> 3] = (octets[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return encode(tag.bitString, Uint8Array.of(octets.length * 8 - highest - 1), octets);
}

/** UTCTime up to 2049, GeneralizedTime from 2050, without a fraction of a second (RFC 5280 section 4.1.2.5). */
export function time(at: Date): Uint8Array<ArrayBuffer> {
  const digits = at.toISOString().replace(/\.\d+Z$/, 'Z').replace(/[-:T]/g, '');
  const year = at.getUTCFullYear();
  const isUtcTime = year >= 1950 && year < 2050;
  const text = new TextEncoder().encode(isUtcTime ? digits.slice(2) : digits);
  return encode(isUtcTime ? tag.utcTime : tag.generalizedTime, text);
}
