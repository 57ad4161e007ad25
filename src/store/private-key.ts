import type { PrivateKey } from '../smime/index';
import type { Bytes } from './base64';
import { StoreError } from './errors';
import { createReader, joinBytes, lengthPrefixed } from './octets';

const rsa = 1;

/** Kind (1), then p, q, e with two octets of length each: the rest of an RSA key follows from them. */
export function packPrivateKey({ p, q, e }: PrivateKey): Bytes {
  const parts = [p, q, e].map(lengthPrefixed);
  const packed = joinBytes([Uint8Array.of(rsa), ...parts]);
  for (const part of parts) part.fill(0);
  return packed;
}

/** @throws StoreError ERR_RECORD_DAMAGED */
export function unpackPrivateKey(bytes: Bytes, record: string): PrivateKey {
  const reader = createReader(bytes, record);
  if (reader.takeOctet() !== rsa) throw new StoreError('ERR_RECORD_DAMAGED', { record });
  const [p, q, e] = [reader.takePrefixed().slice(), reader.takePrefixed().slice(), reader.takePrefixed().slice()];
  if (reader.rest().length > 0) throw new StoreError('ERR_RECORD_DAMAGED', { record });
  return { algorithm: 'rsa', p, q, e };
}

export function wipePrivateKey({ p, q, e }: PrivateKey): void {
  for (const part of [p, q, e]) part.fill(0);
}
