import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mailboxAddresses } from '../people';
import { readMessage } from './read-message';
import { MailStore } from './store';
import type { NewMessage } from './store';

const mailboxesOf = (dataDirectory: string): string => join(dataDirectory, 'mailboxes');

/** Opens the mailboxes; at the first start, or after a reset, with the messages of the fixtures. */
export async function openMailboxes(dataDirectory: string, fixtures: string, reset: boolean): Promise<MailStore> {
  const directory = mailboxesOf(dataDirectory);
  if (reset) await rm(directory, { recursive: true, force: true });
  const isNew = !existsSync(directory);
  const store = await MailStore.open(directory, mailboxAddresses);
  if (isNew) await fill(store, fixtures);
  return store;
}

async function fill(store: MailStore, fixtures: string): Promise<void> {
  for (const mailbox of mailboxAddresses) {
    for (const folder of ['inbox', 'drafts'] as const) {
      const directory = join(fixtures, folder, mailbox.split('@')[0] ?? mailbox);
      if (existsSync(directory)) await fillFolder(store, directory, { mailbox, folder });
    }
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
