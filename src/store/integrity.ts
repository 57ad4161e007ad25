import { toBase64, fromBase64 } from './base64';
import type { StoreHeader } from './header';
import { recordPrefix, storeKey } from './keys';
import { deriveIndexKey } from './master-key';
import type { MasterKey } from './master-key';

/** What is authenticated beside the header: texts as they are kept. */
export interface AuthenticatedTexts {
  readonly policyText?: string;
  readonly preferencesText?: string;
}

/** One line of the index: which record, and exactly which octets of it. */
export async function indexEntry(crypto: Crypto, key: string, record: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(record));
  return `${key.slice(recordPrefix.length)}:${toBase64(new Uint8Array(digest))}`;
}

/**
 * The header with its MAC renewed. Only for texts that the person has just
 * set or that were found authentic: whatever is here is vouched for from now on.
 */
export async function sealIndex(
  crypto: Crypto,
  master: MasterKey,
  header: StoreHeader,
  texts: AuthenticatedTexts,
): Promise<StoreHeader> {
  const key = await deriveIndexKey(crypto, master);
  const mac = await crypto.subtle.sign('HMAC', key, authenticated(header, texts));
  return { ...header, mac: toBase64(new Uint8Array(mac)) };
}

/** Whether index, slots, policy and preferences are as somebody with the passphrase left them. */
export async function verifyIndex(
  crypto: Crypto,
  master: MasterKey,
  header: StoreHeader,
  texts: AuthenticatedTexts,
): Promise<boolean> {
  const key = await deriveIndexKey(crypto, master);
  const mac = fromBase64(header.mac, storeKey);
  return crypto.subtle.verify('HMAC', key, mac, authenticated(header, texts));
}

function authenticated({ id, mailbox, slots, index }: StoreHeader, texts: AuthenticatedTexts): Uint8Array<ArrayBuffer> {
  const parts: readonly unknown[] = ['signet.index', 1, id, mailbox, slots, index, texts.policyText ?? null];
  // Only where there are some: a store without preferences keeps the MAC it was given before there were any.
  const preferences = texts.preferencesText === undefined ? [] : [texts.preferencesText];
  return new TextEncoder().encode(JSON.stringify([...parts, ...preferences]));
}
