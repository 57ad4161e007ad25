import { createStore, get, update } from 'idb-keyval';
import type { EncryptedConversations } from '../flows/environment';
import { normalizeAddress } from '../smime/index';

/** The least of a storage of lists; IndexedDB in the product. */
export interface ConversationStorage {
  get(key: string): Promise<unknown>;
  /** Reads and writes in one step, whatever other panes do meanwhile. */
  update(key: string, change: (before: unknown) => readonly string[]): Promise<void>;
}

/** Opened at each use, so that a browser that refuses storage fails where it is asked, not at start. */
export function indexedDbConversations(): ConversationStorage {
  const open = createStore('signet-conversations', 'encrypted');
  return { get: (key) => get(key, open), update: (key, change) => update(key, change, open) };
}

const most = 200;
/** Outlook's identifiers have about 80 to 120 characters; longer ones are not kept. */
const longest = 512;

/**
 * Conversations with encrypted messages that were opened here, newest first.
 *
 * On this device and not in the mailbox's settings: Outlook saves those as a
 * whole and the last writer wins, so a save at every message that is merely
 * read could undo what another device had changed. And who answers with
 * decrypted text has decrypted it on this device.
 *
 * It only ever switches encryption on, or hides a subject. So a browser that keeps nothing is no
 * error: then this pane alone remembers.
 * @param what - those with a hidden subject are a list of their own; no subject is kept
 */
export function createEncryptedConversations(
  mailbox: string,
  storage: ConversationStorage = indexedDbConversations(),
  what: 'encrypted' | 'hidden-subject' = 'encrypted',
): EncryptedConversations {
  const address = normalizeAddress(mailbox);
  const key = what === 'encrypted' ? address : `${what} ${address}`;
  const here = new Set<string>();
  return {
    remember: async (id) => {
      if (id === '' || id.length > longest || here.has(id)) return;
      here.add(id);
      await storage.update(key, (before) => [id, ...idsIn(before).filter((other) => other !== id)].slice(0, most)).catch(ignore);
    },
    has: async (id) => here.has(id) || idsIn(await storage.get(key).catch(ignore)).includes(id),
  };
}

function ignore(): undefined {
  return undefined; // This pane remembers all the same.
}

function idsIn(kept: unknown): readonly string[] {
  return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
}
