import { argon2id } from 'hash-wasm';
import { fromBase64, toBase64 } from './base64';
import type { Bytes } from './base64';
import { StoreError } from './errors';
import { storeKey } from './keys';

/** The master key, wrapped for somebody who knows the passphrase (RFC 9106). */
export interface PassphraseSlot {
  readonly kind: 'passphrase';
  /** Memory in KiB, passes, lanes. */
  readonly m: number;
  readonly t: number;
  readonly p: number;
  readonly salt: string;
  /** Nonce and AES-256-GCM of the master key, base64. */
  readonly key: string;
}

export interface PassphraseCost {
  readonly m: number;
  readonly t: number;
  readonly p: number;
}
export const defaultCost: PassphraseCost = { m: 64 * 1024, t: 3, p: 1 };

/**
 * Whoever can write the settings can ask for any amount of work, so the
 * parameters are judged before any is done. Below the lower bounds
 * (OWASP's least) nothing of ours was ever written.
 */
const bounds = { m: [19 * 1024, 256 * 1024], t: [2, 10], p: [1, 4] } as const;
const saltOctets = 16;
const nonceOctets = 12;
const wrappedOctets = nonceOctets + 32 + 16;

export async function sealSlot(
  crypto: Crypto,
  master: Bytes,
  passphrase: string,
  cost: PassphraseCost = defaultCost,
): Promise<PassphraseSlot> {
  if (passphrase === '') throw new TypeError('A passphrase has at least one character.');
  const salt = crypto.getRandomValues(new Uint8Array(saltOctets));
  const nonce = crypto.getRandomValues(new Uint8Array(nonceOctets));
  const slotKey = await deriveSlotKey(crypto, passphrase, salt, cost);
  const wrapped = await crypto.subtle.encrypt(gcm(nonce, salt, cost), slotKey, master);
  const key = new Uint8Array(wrappedOctets);
  key.set(nonce);
  key.set(new Uint8Array(wrapped), nonceOctets);
  return { kind: 'passphrase', m: cost.m, t: cost.t, p: cost.p, salt: toBase64(salt), key: toBase64(key) };
}

/**
 * The master key's octets; the caller wipes them.
 * @throws StoreError ERR_PASSPHRASE_WRONG; also when the slot itself was altered: nobody can tell the two apart.
 */
export async function openSlot(crypto: Crypto, slot: PassphraseSlot, passphrase: string): Promise<Bytes> {
  const salt = fromBase64(slot.salt, storeKey);
  const key = fromBase64(slot.key, storeKey);
  const slotKey = await deriveSlotKey(crypto, passphrase, salt, slot);
  const algorithm = gcm(key.subarray(0, nonceOctets), salt, slot);
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, slotKey, key.subarray(nonceOctets)));
  } catch (cause) {
    throw new StoreError('ERR_PASSPHRASE_WRONG', {}, { cause });
  }
}

/**
 * A passphrase slot as it is kept; `undefined` for a kind that only a newer Signet knows.
 * @throws StoreError ERR_RECORD_DAMAGED, also for parameters out of bounds
 */
export function parseSlot(kept: unknown): PassphraseSlot | undefined {
  const fields = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
  if (typeof fields['kind'] !== 'string') throw new StoreError('ERR_RECORD_DAMAGED', { record: storeKey });
  if (fields['kind'] !== 'passphrase') return undefined;
  const salt = fromBase64(fields['salt'], storeKey);
  const key = fromBase64(fields['key'], storeKey);
  if (salt.length !== saltOctets || key.length !== wrappedOctets) {
    throw new StoreError('ERR_RECORD_DAMAGED', { record: storeKey });
  }
  return {
    kind: 'passphrase',
    m: bounded(fields['m'], bounds.m),
    t: bounded(fields['t'], bounds.t),
    p: bounded(fields['p'], bounds.p),
    salt: toBase64(salt),
    key: toBase64(key),
  };
}

function bounded(value: unknown, [least, most]: readonly [number, number]): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new StoreError('ERR_RECORD_DAMAGED', { record: storeKey });
}

async function deriveSlotKey(crypto: Crypto, passphrase: string, salt: Bytes, cost: PassphraseCost): Promise<CryptoKey> {
  const octets = await argon2id({
    // The same passphrase typed on another keyboard may be composed differently.
    password: passphrase.normalize('NFC'),
    salt,
    memorySize: cost.m,
    iterations: cost.t,
    parallelism: cost.p,
    hashLength: 32,
    outputType: 'binary',
  });
  try {
    return await crypto.subtle.importKey('raw', new Uint8Array(octets), 'AES-GCM', false, ['encrypt', 'decrypt']);
  } finally {
    octets.fill(0);
  }
}

function gcm(iv: Bytes, salt: Bytes, { m, t, p }: PassphraseCost): AesGcmParams {
  const context = JSON.stringify(['signet.slot', 1, 'passphrase', 'argon2id', m, t, p, toBase64(salt)]);
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(context) };
}
