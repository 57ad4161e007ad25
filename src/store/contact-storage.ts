import { createStore, del, entries, get, update } from 'idb-keyval';

/** The least of a key-value storage; IndexedDB in the product. */
export interface ContactStorage {
  get(key: string): Promise<unknown>;
  /** In one transaction: nobody else writes between `next`'s look and its answer. What `next` throws is rejected. */
  update(key: string, next: (kept: unknown) => unknown): Promise<void>;
  remove(key: string): Promise<void>;
  entries(): Promise<readonly (readonly [string, unknown])[]>;
}

/** Opened at each use, so that a browser that refuses storage fails where it is asked, not at start. */
export function indexedDbStorage(): ContactStorage {
  const open = createStore('signet-contacts', 'certificates');
  return {
    get: (key) => get(key, open),
    update: (key, next) => update(key, next, open),
    remove: (key) => del(key, open),
    entries: () => entries(open),
  };
}
