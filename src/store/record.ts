import { parseCertificate } from '../smime/index';
import type { DigitalId, PrivateKey } from '../smime/index';
import { fromBase64, toBase64 } from './base64';
import type { Bytes } from './base64';
import { StoreError } from './errors';
import { recordKey } from './keys';
import { deriveRecordKey } from './master-key';
import type { MasterKey } from './master-key';
import { createReader, joinBytes, lengthPrefixed } from './octets';
import { packPrivateKey, unpackPrivateKey } from './private-key';

/**
 * One digital ID at rest: base64 of
 * version (1) · nonce (12) · name (2 + n) · number of certificates (1) · each (2 + n) · AES-256-GCM of the key.
 * All but the key can be read while the store is locked, and is bound to the
 * key as associated data, together with the mailbox and the fingerprint.
 */
export interface SealedDigitalId extends DigitalId {
  /** In the settings bag. */
  readonly key: string;
  /** As it is kept. */
  readonly text: string;
  readonly name: string;
  readonly nonce: Bytes;
  /** Everything before the ciphertext. */
  readonly publicPart: Bytes;
  readonly ciphertext: Bytes;
}

const version = 1;
const nonceOctets = 12;
const tagOctets = 16;
const longestName = 100;

export async function sealRecord(
  crypto: Crypto,
  master: MasterKey,
  mailbox: string,
  digitalId: DigitalId & { readonly name: string; readonly privateKey: PrivateKey },
): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceOctets));
  const certificates = [digitalId.certificate, ...digitalId.chain];
  const name = Array.from(digitalId.name.trim()).slice(0, longestName).join('');
  const publicPart = joinBytes([
    Uint8Array.of(version),
    nonce,
    lengthPrefixed(new TextEncoder().encode(name)),
    Uint8Array.of(certificates.length),
    ...certificates.map(({ der }) => lengthPrefixed(der)),
  ]);
  const plaintext = packPrivateKey(digitalId.privateKey);
  const algorithm = gcm(nonce, mailbox, digitalId.certificate.fingerprint, publicPart);
  try {
    const key = await deriveRecordKey(crypto, master);
    const ciphertext = await crypto.subtle.encrypt(algorithm, key, plaintext);
    return toBase64(joinBytes([publicPart, new Uint8Array(ciphertext)]));
  } finally {
    plaintext.fill(0);
  }
}

/**
 * The public half, without any key. Not yet authentic, but its name fits its certificate.
 * @throws StoreError ERR_RECORD_VERSION, ERR_RECORD_DAMAGED
 */
export async function readRecord(key: string, text: string): Promise<SealedDigitalId> {
  const bytes = fromBase64(text, key);
  const found = bytes[0];
  if (found === undefined || found < 1) throw new StoreError('ERR_RECORD_DAMAGED', { record: key });
  if (found > version) throw new StoreError('ERR_RECORD_VERSION', { version: found });
  const reader = createReader(bytes.subarray(1), key);
  const nonce = reader.take(nonceOctets);
  const name = new TextDecoder().decode(reader.takePrefixed());
  const ders = Array.from({ length: reader.takeOctet() }, () => reader.takePrefixed());
  const ciphertext = reader.rest();
  const [certificate, ...chain] = await readCertificates(key, ders);
  if (certificate === undefined || recordKey(certificate.fingerprint) !== key || ciphertext.length <= tagOctets) {
    throw new StoreError('ERR_RECORD_DAMAGED', { record: key });
  }
  const publicPart = bytes.subarray(0, bytes.length - ciphertext.length);
  return { key, text, name, certificate, chain, nonce, publicPart, ciphertext };
}

async function readCertificates(key: string, ders: readonly Bytes[]): Promise<DigitalId['chain']> {
  try {
    return await Promise.all(ders.map((der) => parseCertificate(der.slice())));
  } catch (cause) {
    throw new StoreError('ERR_RECORD_DAMAGED', { record: key }, { cause });
  }
}

/**
 * The private key. The caller wipes it.
 * @throws StoreError ERR_RECORD_DAMAGED when anything of the record, its mailbox or its certificate was altered
 */
export async function unsealRecord(
  crypto: Crypto,
  master: MasterKey,
  mailbox: string,
  record: SealedDigitalId,
): Promise<PrivateKey> {
  const key = await deriveRecordKey(crypto, master);
  const algorithm = gcm(record.nonce, mailbox, record.certificate.fingerprint, record.publicPart);
  let plaintext: Bytes;
  try {
    plaintext = new Uint8Array(await crypto.subtle.decrypt(algorithm, key, record.ciphertext));
  } catch (cause) {
    throw new StoreError('ERR_RECORD_DAMAGED', { record: record.key }, { cause });
  }
  try {
    return unpackPrivateKey(plaintext, record.key);
  } finally {
    plaintext.fill(0);
  }
}

function gcm(iv: Bytes, mailbox: string, fingerprint: string, publicPart: Bytes): AesGcmParams {
  const context = new TextEncoder().encode(JSON.stringify(['signet.id', version, mailbox, fingerprint]));
  return { name: 'AES-GCM', iv, additionalData: joinBytes([context, publicPart]) };
}
