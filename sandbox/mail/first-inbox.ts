import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { people } from '../people';
import { readMessage } from './read-message';
import { MailStore } from './store';

const mailboxesOf = (dataDirectory: string): string => join(dataDirectory, 'mailboxes');

/** Opens the mailboxes; at the first start, or after a reset, with the messages of the fixtures. */
export async function openMailboxes(dataDirectory: string, fixtures: string, reset: boolean): Promise<MailStore> {
  const directory = mailboxesOf(dataDirectory);
  if (reset) await rm(directory, { recursive: true, force: true });
  const isNew = !existsSync(directory);
  const store = await MailStore.open(directory, people.map((person) => person.address));
  if (isNew) await fill(store, fixtures);
  return store;
}

async function fill(store: MailStore, fixtures: string): Promise<void> {
  for (const { address } of people) {
    const inbox = join(fixtures, 'inbox', address.split('@')[0] ?? address);
    for (const name of (await readdir(inbox)).sort()) {
      const raw = await readFile(join(inbox, name));
      const { date } = await readMessage(raw);
      const receivedAt = date === undefined ? new Date() : new Date(date);
      await store.add({ mailbox: address, folder: 'inbox', raw, receivedAt });
    }
  }
}
