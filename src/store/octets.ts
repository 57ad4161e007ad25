import type { Bytes } from './base64';
import { StoreError } from './errors';

export function joinBytes(parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Two octets of length, most significant first, then the octets. */
export function lengthPrefixed(bytes: Uint8Array): Bytes {
  if (bytes.length > 0xffff) throw new RangeError('Too long for a record.');
  return joinBytes([Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
}

export interface OctetReader {
  take(length: number): Bytes;
  takeOctet(): number;
  takePrefixed(): Bytes;
  rest(): Bytes;
}

/** Reads in order; @throws StoreError ERR_RECORD_DAMAGED where the octets end early. */
export function createReader(bytes: Bytes, record: string): OctetReader {
  let offset = 0;
  const take = (length: number): Bytes => {
    if (offset + length > bytes.length) throw new StoreError('ERR_RECORD_DAMAGED', { record });
    offset += length;
    return bytes.subarray(offset - length, offset);
  };
  const takeOctet = (): number => take(1)[0] ?? 0;
  return {
    take,
    takeOctet,
    takePrefixed: () => take(takeOctet() * 256 + takeOctet()),
    rest: () => take(bytes.length - offset),
  };
}
