import { concat } from '../../../src/smime/bytes';
import type { Numbers } from './corpus';

/** What makes an octet string from another; `other` is a second file. */
export type Make = (octets: Uint8Array, numbers: Numbers, other: Uint8Array) => Uint8Array;

const telling = [0x00, 0x01, 0x04, 0x0a, 0x0d, 0x20, 0x22, 0x2d, 0x30, 0x31, 0x3d, 0x7f, 0x80, 0x84, 0xa0, 0xff];
const mostOctets = 96 * 1024;

function with1(octets: Uint8Array, at: number, value: (octet: number) => number): Uint8Array {
  const copy = new Uint8Array(octets);
  const place = at % Math.max(1, copy.length);
  if (copy.length > 0) copy[place] = value(copy[place] ?? 0);
  return copy;
}

/** A place and the one behind its end. */
function range(octets: Uint8Array, from: number, length: number): readonly [number, number] {
  const start = from % (octets.length + 1);
  return [start, Math.min(octets.length, start + 1 + (length % 600))];
}

/** Changes that know nothing of the format. */
export const octetChanges: Readonly<Record<string, Make>> = {
  flip: (octets, [at, bit]) => with1(octets, at, (octet) => octet ^ (1 << (bit & 7))),
  set: (octets, [at, which]) => with1(octets, at, () => telling[which % telling.length] ?? 0),
  truncate: (octets, [at]) => octets.subarray(0, at % (octets.length + 1)),
  behead: (octets, [at]) => octets.subarray(at % (octets.length + 1)),
  cut: (octets, [from, length]) => {
    const [start, end] = range(octets, from, length);
    return concat(octets.subarray(0, start), octets.subarray(end));
  },
  repeat: (octets, [from, length, times]) => {
    const [start, end] = range(octets, from, length);
    const count = Math.min(1 + (times % 100), Math.floor(mostOctets / (end - start + 1)));
    const copies = Array.from({ length: count }, () => octets.subarray(start, end));
    return concat(octets.subarray(0, end), ...copies, octets.subarray(end)).subarray(0, mostOctets);
  },
  swap: (octets, [a, b, length]) => {
    const [start, end] = range(octets, a, length);
    const [otherStart, otherEnd] = range(octets, b, length);
    if (otherStart < end) return octets;
    return concat(
      octets.subarray(0, start),
      octets.subarray(otherStart, otherEnd),
      octets.subarray(end, otherStart),
      octets.subarray(start, end),
      octets.subarray(otherEnd),
    );
  },
  splice: (octets, [at, otherAt], other) =>
    concat(octets.subarray(0, at % (octets.length + 1)), other.subarray(otherAt % (other.length + 1))).subarray(0, mostOctets),
};
