import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { AddressBook } from '../../sandbox/address-book';
import { deliver } from '../../sandbox/mail/deliver';
import type { PostOffice } from '../../sandbox/mail/deliver';
import { SmtpOut } from '../../sandbox/mail/smtp-out';
import { MailStore } from '../../sandbox/mail/store';
import { lists, people, sharedMailboxes } from '../../sandbox/people';

type Who = (typeof people)[0];
const [alice, bob] = people as [Who, Who];
const addressBook = new AddressBook(people, lists, sharedMailboxes);

interface Arrival {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

let directory: string;
let store: MailStore;
let arrived: Arrival[];
let server: SMTPServer;
let port: number;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signet-smtp-out-'));
  store = await MailStore.open(directory, people.map(({ address }) => address));
  arrived = [];
  server = outsideServer();
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  port = (listener.address() as AddressInfo).port;
});
afterEach(async () => {
  await new Promise<void>((closed) => server.close(closed));
  await rm(directory, { recursive: true, force: true });
});

/** Somebody else's server: takes mail for everybody but nobody@, and refuses what says "spam". */
function outsideServer(): SMTPServer {
  return new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, closeTimeout: 100 },
    onRcptTo: ({ address }, _session, callback) =>
      callback(address.startsWith('nobody@') ? Object.assign(new Error('5.1.1 Who is that?'), { responseCode: 550 }) : null),
    onData: (stream, { envelope }, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('latin1');
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const isSpam = raw.includes('spam');
        if (!isSpam) arrived.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw });
        callback(isSpam ? Object.assign(new Error('I read that before'), { responseCode: 554 }) : null);
      });
    },
  });
}

/** Sends as Alice and waits until it has arrived or come back. */
async function send(message: string, to = port): Promise<void> {
  const smtpOut = new SmtpOut({ host: '127.0.0.1', port: to });
  const office: PostOffice = { store, addressBook, smtpOut };
  await deliver(office, Buffer.from(message, 'latin1'), alice);
  await smtpOut.settled();
}

async function reports(): Promise<readonly string[]> {
  const found = await store.list(alice.address, 'inbox');
  return Promise.all(found.map(async ({ id }) => (await store.get(id))?.text ?? ''));
}

const head = 'Date: Wed, 25 Nov 2026 09:00:00 +0000\r\nFrom: Alice Lind <alice@signet.example>\r\nMessage-ID: <1@x>\r\n';

test('mail for others leaves octet for octet without Bcc; mail for those here stays', async () => {
  const body = '\r\n.\r\n..dots\r\n8 bits: \xfc\xff\r\nblanks \t\r\n\r\nlast line\r\n';
  await send(`${head}Bcc: eve@outside.example\r\nTo: dora@outside.example, bob@signet.example\r\n${body}`);
  const raw = `${head}To: dora@outside.example, bob@signet.example\r\n${body}`;
  expect(arrived).toEqual(['dora', 'eve'].map((name) => ({ from: alice.address, to: [`${name}@outside.example`], raw })));
  expect(await store.list(bob.address, 'inbox')).toHaveLength(1);
  expect(await reports()).toEqual([]);
});

test('what the other server refuses comes back with its answer; the rest arrives', async () => {
  await send(`${head}To: nobody@outside.example, dora@outside.example\r\n\r\nhi\r\n`);
  expect(arrived.map(({ to }) => to)).toEqual([['dora@outside.example']]);
  const [report, ...others] = await reports();
  expect(others).toEqual([]);
  expect(report).toContain('was not delivered to nobody@outside.example');
  expect(report).toContain('550 5.1.1 Who is that?');
  const [summary] = await store.list(alice.address, 'inbox');
  const raw = (await store.raw(summary?.id ?? ''))?.toString('latin1');
  expect(raw).toContain('Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 Who is that?\r\n');
});

test('a message refused as a whole comes back', async () => {
  await send(`${head}To: dora@outside.example\r\n\r\nspam\r\n`);
  expect(arrived).toEqual([]);
  expect((await reports())[0]).toContain('554 I read that before');
});

test('no server there: the message comes back, and is in Sent Items all the same', async () => {
  const probe: Server = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const free = (probe.address() as AddressInfo).port;
  await new Promise((closed) => probe.close(closed));
  await send(`${head}To: dora@outside.example\r\n\r\nhi\r\n`, free);
  expect((await reports())[0]).toContain(`The SMTP server at 127.0.0.1 port ${String(free)} could not be used`);
  expect(await store.list(alice.address, 'sent')).toHaveLength(1);
});

test('an address cannot add a command', async () => {
  const smtpOut = new SmtpOut({ host: '127.0.0.1', port });
  const hostile = 'dora@outside.example>\r\nRCPT TO:<eve@evil.example';
  const returned: string[] = [];
  smtpOut.send({ from: alice.address, to: [hostile], raw: Buffer.from('Subject: x\r\n\r\nhi\r\n') }, async (recipient) => {
    await Promise.resolve(returned.push(recipient));
  });
  await smtpOut.settled();
  expect(arrived).toEqual([]);
  expect(returned).toEqual([hostile]);
});
