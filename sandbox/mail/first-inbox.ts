import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mailboxAddresses } from '../people';
import { fillFromFolder, personOf } from './folder-mailbox';
import type { FolderMailbox } from './folder-mailbox';
import { readMessage } from './read-message';
import { MailStore } from './store';
import type { NewMessage } from './store';

const mailboxesOf = (dataDirectory: string): string => join(dataDirectory, 'mailboxes');

export interface MailboxOptions {
  readonly data: string;
  readonly reset: boolean;
  /** Shown beside those of the fixtures. */
  readonly folders?: readonly FolderMailbox[];
  /** Told what could not be shown. */
  readonly warn?: (problem: string) => void;
}

/**
 * Opens the mailboxes. Each is filled with the messages of the fixtures when it is
 * new (at the first start, or after a reset), those of folders at every start.
 */
export async function openMailboxes(fixtures: string, options: MailboxOptions): Promise<MailStore> {
  const { data, reset, folders = [], warn = console.warn } = options;
  const directory = mailboxesOf(data);
  if (reset) await rm(directory, { recursive: true, force: true });
  const isNew = mailboxAddresses.filter((address) => !existsSync(join(directory, address)));
  const store = await MailStore.open(directory, [...mailboxAddresses, ...folders.map((folder) => personOf(folder).address)]);
  for (const mailbox of isNew) await fill(store, fixtures, mailbox);
  for (const folder of folders) (await fillFromFolder(store, folder, new Date())).forEach(warn);
  return store;
}

async function fill(store: MailStore, fixtures: string, mailbox: string): Promise<void> {
  for (const folder of ['inbox', 'drafts'] as const) {
    const directory = join(fixtures, folder, mailbox.split('@')[0] ?? mailbox);
    if (existsSync(directory)) await fillFolder(store, directory, { mailbox, folder });
  }
}

async function fillFolder(store: MailStore, directory: string, place: Pick<NewMessage, 'mailbox' | 'folder'>): Promise<void> {
  for (const name of (await readdir(directory)).sort()) {
    const raw = await readFile(join(directory, name));
    const { date } = await readMessage(raw);
    const receivedAt = date === undefined ? new Date() : new Date(date);
    await store.add({ ...place, raw, receivedAt, isRead: place.folder === 'drafts' });
  }
}
