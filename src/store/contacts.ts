import type { Contact } from '../flows/contacts/contact';
import type { ContactCertificates } from '../flows/environment';
import { normalizeAddress } from '../smime/index';
import { readRecord, revisionOf, toRecord } from './contact-record';
import { indexedDbStorage } from './contact-storage';
import type { ContactStorage } from './contact-storage';
import { StoreError, isStoreError } from './errors';

/** To the other panes of this browser; a BroadcastChannel in the product. */
export type ContactNews = Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>;

/** Panes that overwrite each other without end are no panes of ours. */
const mostRounds = 10;

/**
 * Correspondents' certificates on this device, apart for each mailbox.
 * Every failure is StoreError ERR_CONTACTS_UNAVAILABLE, or ERR_CONTACT_UNREADABLE
 * where one that cannot be read was to be changed.
 */
export function createContactCertificates(
  mailbox: string,
  storage: ContactStorage = indexedDbStorage(),
  news?: ContactNews,
): ContactCertificates {
  const own = normalizeAddress(mailbox);
  const prefix = `${own}\n`;
  const { tell, onChanged } = listenersFor(own, news);

  const find = async (address: string): Promise<Contact | null> => {
    const kept = await storage.get(prefix + address);
    return kept === undefined ? null : readOrMark(address, kept);
  };
  const list = async (): Promise<readonly Contact[]> => {
    const ours = (await storage.entries()).filter(([key]) => key.startsWith(prefix));
    return Promise.all(ours.map(([key, kept]) => readOrMark(key.slice(prefix.length), kept)));
  };
  const change = async (address: string, make: (before: Contact | null) => Contact | null): Promise<void> => {
    for (let round = 1; round <= mostRounds; round += 1) {
      if (!(await changeOnce(storage, { key: prefix + address, address, make }))) continue;
      tell();
      return;
    }
    throw new Error('Others change this contact all the time.');
  };
  const remove = async (address: string): Promise<void> => {
    await storage.remove(prefix + address);
    tell();
  };

  return {
    find: (address) => available(() => find(normalizeAddress(address))),
    list: () => available(list),
    change: (address, make) => available(() => change(normalizeAddress(address), make)),
    remove: (address) => available(() => remove(normalizeAddress(address))),
    onChanged,
  };
}

interface Change {
  readonly key: string;
  readonly address: string;
  readonly make: (before: Contact | null) => Contact | null;
}

/** @returns whether nobody else wrote meanwhile */
async function changeOnce(storage: ContactStorage, { key, address, make }: Change): Promise<boolean> {
  const kept = await storage.get(key);
  const { revision, before } = await requireReadable(address, kept);
  const after = make(before);
  if (after === null) {
    await storage.remove(key);
    return true;
  }
  let isWritten = false;
  await storage.update(key, (now) => {
    isWritten = revisionOf(now) === revision;
    return isWritten ? toRecord(after, revision + 1) : now;
  });
  return isWritten;
}

async function requireReadable(address: string, kept: unknown): Promise<{ revision: number; before: Contact | null }> {
  try {
    return { revision: revisionOf(kept), before: kept === undefined ? null : await readRecord(address, kept) };
  } catch (cause) {
    throw new StoreError('ERR_CONTACT_UNREADABLE', { address }, { cause });
  }
}

/** One damaged entry must not hide the others. */
async function readOrMark(address: string, kept: unknown): Promise<Contact> {
  try {
    return await readRecord(address, kept);
  } catch {
    return { address, certificates: [], isUnreadable: true };
  }
}

function listenersFor(mailbox: string, news: ContactNews | undefined) {
  const listeners = new Set<() => void>();
  const tellHere = (): void => {
    for (const listener of listeners) listener();
  };
  news?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === mailbox) tellHere();
  });
  const tell = (): void => {
    tellHere();
    news?.postMessage(mailbox);
  };
  const onChanged = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { tell, onChanged };
}

async function available<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    if (isStoreError(cause)) throw cause;
    throw new StoreError('ERR_CONTACTS_UNAVAILABLE', {}, { cause });
  }
}
