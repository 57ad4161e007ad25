import type { EcPrivateKey, PrivateKey } from '../smime/index';
import type { Bytes } from './base64';
import { StoreError } from './errors';
import { createReader, joinBytes, lengthPrefixed } from './octets';

/** First octet of a record's plaintext. Only ever add to these. */
const kinds = { rsa: 1, ec: 2, x25519: 3, ed25519: 4 } as const;
const curves: Readonly<Record<EcPrivateKey['curve'], number>> = { 'P-256': 1, 'P-384': 2, 'P-521': 3 };

/**
 * Kind (1), then for RSA p, q, e with two octets of length each, for EC the
 * curve (1) and the scalar, for X25519 and Ed25519 the 32 octets: the rest of a key follows
 * from these and the certificate.
 */
export function packPrivateKey(key: PrivateKey): Bytes {
  const parts = secretsOf(key).map(lengthPrefixed);
  const head = key.algorithm === 'ec' ? [kinds.ec, curves[key.curve]] : [kinds[key.algorithm]];
  const packed = joinBytes([Uint8Array.from(head), ...parts]);
  for (const part of parts) part.fill(0);
  return packed;
}

/** @throws StoreError ERR_RECORD_DAMAGED; ERR_RECORD_VERSION for a kind that only a newer Signet knows */
export function unpackPrivateKey(bytes: Bytes, record: string): PrivateKey {
  const reader = createReader(bytes, record);
  const kind = reader.takeOctet();
  const take = () => reader.takePrefixed().slice();
  const key = ((): PrivateKey => {
    switch (kind) {
      case kinds.rsa:
        return { algorithm: 'rsa', p: take(), q: take(), e: take() };
      case kinds.ec:
        return { algorithm: 'ec', curve: curveOf(reader.takeOctet()), d: take() };
      case kinds.x25519:
        return { algorithm: 'x25519', d: take() };
      case kinds.ed25519:
        return { algorithm: 'ed25519', d: take() };
      default:
        throw new StoreError('ERR_RECORD_VERSION', { version: kind });
    }
  })();
  if (reader.rest().length > 0) throw new StoreError('ERR_RECORD_DAMAGED', { record });
  return key;
}

function curveOf(number: number): EcPrivateKey['curve'] {
  const found = (['P-256', 'P-384', 'P-521'] as const).find((curve) => curves[curve] === number);
  if (found === undefined) throw new StoreError('ERR_RECORD_VERSION', { version: number });
  return found;
}

function secretsOf(key: PrivateKey): readonly Bytes[] {
  const parts = key.algorithm === 'rsa' ? [key.p, key.q, key.e] : [key.d];
  return parts as readonly Bytes[];
}

export function wipePrivateKey(key: PrivateKey): void {
  for (const part of secretsOf(key)) part.fill(0);
}
