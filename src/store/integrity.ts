import { toBase64, fromBase64 } from './base64';
import type { StoreHeader } from './header';
import { recordPrefix, storeKey } from './keys';
import { deriveIndexKey } from './master-key';
import type { MasterKey } from './master-key';

/** One line of the index: which record, and exactly which octets of it. */
export async function indexEntry(crypto: Crypto, key: string, record: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(record));
  return `${key.slice(recordPrefix.length)}:${toBase64(new Uint8Array(digest))}`;
}

/**
 * The header with its MAC renewed. Only for a policy that the person has just
 * set or that was found authentic: whatever is here is vouched for from now on.
 */
export async function sealIndex(
  crypto: Crypto,
  master: MasterKey,
  header: StoreHeader,
  policyText: string | undefined,
): Promise<StoreHeader> {
  const key = await deriveIndexKey(crypto, master);
  const mac = await crypto.subtle.sign('HMAC', key, authenticated(header, policyText));
  return { ...header, mac: toBase64(new Uint8Array(mac)) };
}

/** Whether index, slots and policy are as somebody with the passphrase left them. */
export async function verifyIndex(
  crypto: Crypto,
  master: MasterKey,
  header: StoreHeader,
  policyText: string | undefined,
): Promise<boolean> {
  const key = await deriveIndexKey(crypto, master);
  const mac = fromBase64(header.mac, storeKey);
  return crypto.subtle.verify('HMAC', key, mac, authenticated(header, policyText));
}

function authenticated({ id, mailbox, slots, index }: StoreHeader, policyText: string | undefined): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(['signet.index', 1, id, mailbox, slots, index, policyText ?? null]));
}
