import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AddressBook } from '../../sandbox/address-book';
import { deliver, DeliveryRefused } from '../../sandbox/mail/deliver';
import { openMailboxes } from '../../sandbox/mail/first-inbox';
import type { MailStore } from '../../sandbox/mail/store';
import { lists, people, sharedMailboxes } from '../../sandbox/people';

const [alice, bob] = people as [(typeof people)[0], (typeof people)[0]];
const office = sharedMailboxes[0]?.address ?? '';
const addressBook = new AddressBook(people, lists, sharedMailboxes);
const fixtures = join(__dirname, '../../sandbox/fixtures');
const message = Buffer.from(`From: Office <${office}>\r\nTo: ${office}, bob@signet.example\r\nSubject: S\r\n\r\nhi\r\n`);
let directory: string;
let store: MailStore;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signet-shared-'));
  store = await openMailboxes(fixtures, { data: directory, reset: false });
});

afterEach(() => rm(directory, { recursive: true, force: true }));

test('it has messages and a draft from the start', async () => {
  expect((await store.list(office, 'inbox')).map(({ protection }) => protection)).toEqual(['clear-signed', 'none']);
  expect(await store.list(office, 'drafts')).toEqual([expect.objectContaining({ from: { address: office, name: 'Office' } })]);
});

test('a member sends as it: the copy lies in the own Sent Items, and mail to it arrives', async () => {
  await deliver({ store, addressBook }, message, alice);
  expect(await store.list(alice.address, 'sent')).toHaveLength(1);
  expect(await store.list(office, 'sent')).toEqual([]);
  const subjects = (await store.list(office, 'inbox')).map(({ subject }) => subject);
  expect(subjects).toContain('S');
});

test('nobody else may', async () => {
  expect(addressBook.maySendAs(bob, office)).toBe(false);
  await expect(deliver({ store, addressBook }, message, bob)).rejects.toEqual(new DeliveryRefused('send-as-denied'));
  expect(await store.list(bob.address, 'sent')).toEqual([]);
});
