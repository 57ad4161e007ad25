import { createStore, del, entries, get, set } from 'idb-keyval';
import type { ContactCertificates, ContactEntry } from '../flows/environment';
import { normalizeAddress, parseCertificate } from '../smime/index';
import type { Certificate } from '../smime/index';
import { StoreError } from './errors';

/** The least of a key-value storage; IndexedDB in the product. */
export interface ContactStorage {
  get(key: string): Promise<unknown>;
  set(key: string, value: readonly Uint8Array[]): Promise<void>;
  remove(key: string): Promise<void>;
  entries(): Promise<readonly (readonly [string, unknown])[]>;
}

/** Opened at each use, so that a browser that refuses storage fails where it is asked, not at start. */
export function indexedDbStorage(): ContactStorage {
  const open = createStore('signet-contacts', 'certificates');
  return {
    get: (key) => get(key, open),
    set: (key, value) => set(key, value, open),
    remove: (key) => del(key, open),
    entries: () => entries(open),
  };
}

/**
 * Correspondents' certificates on this device, apart for each mailbox. Only
 * the DER encodings are kept, newest first; all else is derived again.
 * Every failure is StoreError ERR_CONTACTS_UNAVAILABLE.
 */
export function createContactCertificates(
  mailbox: string,
  storage: ContactStorage = indexedDbStorage(),
): ContactCertificates {
  const prefix = `${normalizeAddress(mailbox)}\n`;
  const keyFor = (address: string): string => prefix + normalizeAddress(address);
  const find = async (address: string): Promise<readonly Certificate[]> => readKept(await storage.get(keyFor(address)));

  const list = async (): Promise<readonly ContactEntry[]> => {
    const own = (await storage.entries()).filter(([key]) => key.startsWith(prefix));
    const read = own.map(async ([key, kept]) => ({
      address: key.slice(prefix.length),
      certificates: await readKept(kept),
    }));
    return Promise.all(read);
  };

  const add = async (address: string, certificate: Certificate): Promise<void> => {
    const others = (await find(address)).filter((known) => known.fingerprint !== certificate.fingerprint);
    await storage.set(keyFor(address), [certificate, ...others].map(({ der }) => der));
  };

  const remove = async (address: string, fingerprint: string): Promise<void> => {
    const left = (await find(address)).filter((known) => known.fingerprint !== fingerprint);
    if (left.length === 0) await storage.remove(keyFor(address));
    else await storage.set(keyFor(address), left.map(({ der }) => der));
  };

  return {
    find: (address) => available(() => find(address)),
    list: () => available(list),
    add: (address, certificate) => available(() => add(address, certificate)),
    remove: (address, fingerprint) => available(() => remove(address, fingerprint)),
  };
}

async function readKept(kept: unknown): Promise<readonly Certificate[]> {
  if (kept === undefined) return [];
  if (!Array.isArray(kept)) throw new TypeError('Not a list of certificates.');
  return Promise.all(kept.map((der: unknown) => parseCertificate(requireBytes(der))));
}

function requireBytes(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  throw new TypeError('Not the octets of a certificate.');
}

async function available<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw new StoreError('ERR_CONTACTS_UNAVAILABLE', {}, { cause });
  }
}
