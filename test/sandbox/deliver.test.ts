import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AddressBook } from '../../sandbox/address-book';
import { buildMessage } from '../../sandbox/mail/build-message';
import { deliver, DeliveryRefused } from '../../sandbox/mail/deliver';
import type { PostOffice } from '../../sandbox/mail/deliver';
import { openMailboxes } from '../../sandbox/mail/first-inbox';
import { MailStore } from '../../sandbox/mail/store';
import type { OutgoingMessage } from '../../sandbox/mail/types';
import { lists, mailboxAddresses, people, sharedMailboxes } from '../../sandbox/people';

type Who = (typeof people)[0];
const [alice, bob, carol, mallory] = people as [Who, Who, Who, Who];
const fixtures = join(__dirname, '../../sandbox/fixtures');
let directory: string;
let store: MailStore;
let office: PostOffice;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signet-sandbox-'));
  store = await MailStore.open(directory, mailboxAddresses);
  office = { store, addressBook: new AddressBook(people, lists, sharedMailboxes) };
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const crlf = (text: string): Buffer => Buffer.from(text.replace(/\n/g, '\r\n'), 'latin1');

async function only(mailbox: string, folder: 'inbox' | 'sent' | 'drafts'): Promise<Buffer> {
  const [message, ...others] = await store.list(mailbox, folder);
  expect(others).toEqual([]);
  return (await store.raw(message?.id ?? '')) ?? Buffer.alloc(0);
}

test('what arrives is what was sent, octet for octet, without Bcc', async () => {
  const body = 'Content-Type: application/pkcs7-mime\n\nAAECAw==\n';
  const head = 'Date: Mon, 23 Nov 2026 20:00:00 +0000\nFrom: alice@signet.example\nTo: Bob <bob@signet.example>\n';
  const sent = crlf(`${head}Bcc: carol@signet.example\nMessage-ID: <1@x>\n${body}`);
  await deliver(office, sent, alice);
  const arrived = crlf(`${head}Message-ID: <1@x>\n${body}`);
  expect(await only(bob.address, 'inbox')).toEqual(arrived);
  expect(await only(carol.address, 'inbox')).toEqual(arrived);
  expect(await only(alice.address, 'sent')).toEqual(sent);
});

test('a list reaches its members, each once', async () => {
  await deliver(office, crlf('To: everyone@signet.example, bob@signet.example\nSubject: x\n\nhi\n'), alice);
  for (const { address } of [alice, bob, carol]) expect(await store.list(address, 'inbox')).toHaveLength(1);
  expect(await store.list(mallory.address, 'inbox')).toEqual([]);
});

test("the stranger's provider lets her write in Bob's name, and nobody else's", async () => {
  await deliver(office, crlf('From: Bob Marsh <bob@signet.example>\nTo: alice@signet.example\n\nhi\n'), mallory);
  expect((await store.list(alice.address, 'inbox'))[0]?.from).toEqual({ address: bob.address, name: bob.name });
  expect(await store.list(mallory.address, 'sent')).toHaveLength(1);
  expect(await store.list(bob.address)).toEqual([]);
  const asCarol = crlf('From: carol@signet.example\nTo: alice@signet.example\n\nhi\n');
  await expect(deliver(office, asCarol, mallory)).rejects.toEqual(new DeliveryRefused('send-as-denied'));
});

test('missing Date, From and Message-ID are added', async () => {
  await deliver(office, crlf('To: bob@signet.example\n\nhi\n'), alice);
  const raw = (await only(bob.address, 'inbox')).toString();
  expect(raw).toMatch(/^Date: .*\r\nFrom: Alice Lind <alice@signet\.example>\r\nMessage-ID: <.*>\r\nTo: bob/);
});

test('an unknown address comes back as a report', async () => {
  await deliver(office, crlf('From: alice@signet.example\nTo: nobody@else.example\nSubject: S\n\nhi\n'), alice);
  const [report] = await store.list(alice.address, 'inbox');
  expect(report?.subject).toBe('Undeliverable: S');
  expect((await store.get(report?.id ?? ''))?.text).toContain('nobody@else.example');
});

test.each([
  ['send-as-denied', 'From: bob@signet.example\nTo: bob@signet.example\n\nhi\n'],
  ['no-recipient', 'From: alice@signet.example\nSubject: x\n\nhi\n'],
  ['not-a-message', 'hello\n'],
])('%s: nothing is stored', async (reason, text) => {
  await expect(deliver(office, crlf(text), alice)).rejects.toEqual(new DeliveryRefused(reason as 'no-recipient'));
  for (const { address } of people) expect(await store.list(address)).toEqual([]);
});

test('messages, settings and what was done survive a restart', async () => {
  await deliver(office, crlf('From: alice@signet.example\nTo: bob@signet.example\n\nhi\n'), alice);
  const [message] = await store.list(bob.address, 'inbox');
  const id = message?.id ?? '';
  await store.update(id, { isRead: true, customProperties: { a: 1 } });
  await store.writeSettings(bob.address, { key: '"value"' });
  const reopened = await MailStore.open(directory, mailboxAddresses);
  expect(await reopened.get(id)).toMatchObject({ isRead: true, customProperties: { a: 1 } });
  expect(await reopened.readSettings(bob.address)).toEqual({ key: '"value"' });
  expect(await reopened.readSettings(alice.address)).toEqual({});
});

test('a removed message leaves no file', async () => {
  const id = await store.add({ mailbox: bob.address, folder: 'inbox', raw: crlf('Subject: x\n\n') });
  expect(await store.remove(id)).toBe(true);
  expect(await store.remove(id)).toBe(false);
  expect(await readdir(join(directory, bob.address, 'inbox'))).toEqual([]);
});

test('the first inbox is there at the first start and after a reset, not after an ordinary one', async () => {
  const data = join(directory, 'data');
  const open = (reset: boolean): Promise<MailStore> => openMailboxes(fixtures, { data, reset });
  const first = await open(false);
  const all = await first.list(alice.address);
  expect(all.length).toBeGreaterThanOrEqual(10);
  expect(all[0]?.subject).toMatch(/^Welcome/);
  for (const { id } of all) await first.remove(id);
  expect(await (await open(false)).list(alice.address)).toEqual([]);
  expect(await (await open(true)).list(alice.address)).toHaveLength(all.length);
});

describe("what Outlook's own Send makes", () => {
  const message: OutgoingMessage = {
    from: alice,
    to: [bob],
    cc: [],
    bcc: [{ address: 'carol@signet.example', name: 'Carol Novák' }],
    subject: 'Grüße und ein langer Betreff, der sicher nicht in ein einziges kodiertes Wort passt',
    html: '<p>Ünï</p><img src="cid:pic">',
    text: 'Ünï',
    attachments: [
      { name: 'Bücher.txt', contentType: 'text/plain', base64: 'aGVsbG8=', isInline: false },
      { name: 'pic.png', contentType: 'image/png', base64: 'iVBORw==', isInline: true, contentId: 'pic' },
    ],
    internetHeaders: { 'x-test': 'one\r\nBcc: evil@x' },
    inReplyTo: '<0@x>',
    customProperties: {},
  };

  test('reads back the same', async () => {
    const id = await store.add({ mailbox: alice.address, folder: 'drafts', raw: buildMessage(message, new Date()) });
    const read = await store.get(id);
    expect(read).toMatchObject({
      subject: message.subject,
      to: [{ address: bob.address, name: bob.name }],
      bcc: message.bcc,
      html: expect.stringContaining('<p>Ünï</p>'),
      text: expect.stringContaining('Ünï'),
      inReplyTo: '<0@x>',
      conversationId: '<0@x>',
    });
    expect(read?.attachments.map(({ name, isInline, size }) => [name, isInline, size])).toEqual(
      expect.arrayContaining([
        ['Bücher.txt', false, 5],
        ['pic.png', true, 4],
      ]),
    );
  });

  test('a message in it goes as it is, not encoded', async () => {
    const inner = 'Subject: Grüße inside\r\n\r\n.hi ü\r\n';
    const item = { name: 'Inside', contentType: 'message/rfc822', base64: Buffer.from(inner).toString('base64'), isInline: false };
    const raw = buildMessage({ ...message, attachments: [item] }, new Date());
    expect(raw.toString()).toContain(`Content-Transfer-Encoding: 8bit\r\nContent-Disposition: attachment; filename="Inside.eml"\r\n\r\n${inner}`);
    const id = await store.add({ mailbox: alice.address, folder: 'drafts', raw });
    expect((await store.get(id))?.attachments).toMatchObject([{ kind: 'item', name: 'Grüße inside' }]);
  });

  test('is 7-bit, in short lines, and a line end in a value adds no field', () => {
    const raw = buildMessage(message, new Date()).toString('latin1');
    expect(raw).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(200);
    expect(raw).not.toMatch(/^Bcc: evil/m);
  });
});
