import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { AddressBook } from '../../sandbox/address-book';
import { MailStore } from '../../sandbox/mail/store';
import { lists, people, sharedMailboxes } from '../../sandbox/people';
import { localhostCertificate } from '../../sandbox/server/certificate';
import type { TlsCertificate } from '../../sandbox/server/certificate';
import { PortTaken } from '../../sandbox/server/listen';
import { listenSmtp, smtpSizeLimit } from '../../sandbox/server/smtp-in';
import type { SmtpIn } from '../../sandbox/server/smtp-in';

const alice = 'alice@signet.example';
const addressBook = new AddressBook(people, lists, sharedMailboxes);
let directory: string;
let tls: TlsCertificate;
let store: MailStore;
let smtp: SmtpIn;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signet-smtp-'));
  tls = await localhostCertificate(directory);
});
beforeEach(async () => {
  store = await MailStore.open(await mkdtemp(join(directory, 'mail-')), people.map(({ address }) => address));
  smtp = await listenSmtp(0, tls, { store, addressBook });
});
afterEach(() => smtp.close());
afterAll(() => rm(directory, { recursive: true, force: true }));

/** A client that says what it is told to, and nothing of its own. */
class Dialogue {
  socket: Socket;
  #unread = '';

  constructor(socket: Socket) {
    this.socket = socket;
    this.#listen();
  }

  static async open(host = '127.0.0.1'): Promise<Dialogue> {
    const dialogue = new Dialogue(connect(smtp.port, host));
    expect(await dialogue.answer()).toMatch(/^220 /);
    return dialogue;
  }

  #listen(): void {
    this.socket.on('error', () => undefined);
    this.socket.on('data', (chunk: Buffer) => (this.#unread += chunk.toString('latin1')));
  }

  /** The next whole reply, of however many lines. */
  async answer(): Promise<string> {
    for (;;) {
      const reply = /^(?:\d{3}-[^\n]*\n)*\d{3} [^\n]*\n/.exec(this.#unread)?.[0];
      if (reply !== undefined) {
        this.#unread = this.#unread.slice(reply.length);
        return reply;
      }
      await once(this.socket, 'data');
    }
  }

  async say(text: string | Buffer): Promise<string> {
    this.socket.write(text);
    return this.answer();
  }

  async startTls(): Promise<void> {
    this.socket.removeAllListeners('data');
    const secure = connectTls({ socket: this.socket, ca: tls.cert, servername: 'localhost' });
    await once(secure, 'secureConnect');
    this.socket = secure;
    this.#listen();
  }

  async envelope(...recipients: readonly string[]): Promise<void> {
    await this.say('EHLO laptop.example\r\n');
    expect(await this.say('MAIL FROM:<bob@signet.example> BODY=8BITMIME\r\n')).toMatch(/^250 /);
    for (const recipient of recipients) expect(await this.say(`RCPT TO:<${recipient}>\r\n`)).toMatch(/^250 /);
    expect(await this.say('DATA\r\n')).toMatch(/^354 /);
  }
}

/** RFC 5321, 4.5.2. */
const stuffed = (message: string): Buffer => Buffer.from(`${message.replace(/^\./gm, '..')}.\r\n`, 'latin1');

async function inboxOf(mailbox: string): Promise<readonly Buffer[]> {
  const found = await store.list(mailbox, 'inbox');
  return Promise.all(found.map(async ({ id }) => (await store.raw(id)) ?? Buffer.alloc(0)));
}

const trace = /^Received: from laptop\.example \(\[127\.0\.0\.1\]\)\r\n by mail\.signet\.example with (E?SMTPS?) id [\w-]+;\r\n \w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000\r\n/;

function withoutTrace(raw: Buffer | undefined): string {
  const text = raw?.toString('latin1') ?? '';
  expect(text).toMatch(trace);
  return text.replace(trace, '');
}

const awkward = [
  'From: bob@signet.example\r\nSubject: all kinds of lines\r\n\r\n',
  '.\r\n..\r\n...two dots more\r\n.\r\n',
  'blanks at the end  \t\r\n\r\n\r\nGr\xfc\xdfe \xc3\xbc \x80\xff, NUL \0, a line feed\nalone\n.\nand a return\ralone\r',
  'x'.repeat(3000),
  '\r\n.QUIT\r\n\r\n',
].join('');

test('what comes is kept octet for octet, below one Received field', async () => {
  const client = await Dialogue.open();
  await client.envelope(alice);
  expect(await client.say(stuffed(awkward))).toMatch(/^250 /);
  expect((await inboxOf(alice)).map(withoutTrace)).toEqual([awkward]);
});

test('however it is cut into packets', async () => {
  const client = await Dialogue.open();
  client.socket.setNoDelay(true);
  const message = awkward.replace(/x+/, 'x');
  for (const size of [1, 2, 3, 5]) {
    await client.envelope(alice);
    const wire = stuffed(message);
    for (let at = 0; at < wire.length; at += size) {
      client.socket.write(wire.subarray(at, at + size));
      await new Promise((later) => setImmediate(later));
    }
    expect(await client.answer()).toMatch(/^250 /);
  }
  expect((await inboxOf(alice)).map(withoutTrace)).toEqual(Array(4).fill(message));
});

test('only CRLF . CRLF ends a message: nobody smuggles a second one', async () => {
  const client = await Dialogue.open();
  await client.envelope(alice);
  const smuggled = 'MAIL FROM:<x@y>\r\nRCPT TO:<carol@signet.example>\r\nDATA\r\nFrom: x\r\n\r\nhi\r\n';
  const message = ['\n.\n', '\n.\r\n', '\r.\r', '\r\n.\n', '\r.\r\n'].map((end) => `a${end}${smuggled}`).join('');
  expect(await client.say(`${message}\r\n.\r\n`)).toMatch(/^250 /);
  expect(await inboxOf('carol@signet.example')).toEqual([]);
  expect(await inboxOf(alice)).toHaveLength(1);
});

test('TLS is offered with the certificate of the sandbox, and not asked for', async () => {
  const client = await Dialogue.open();
  expect(await client.say('EHLO laptop.example\r\n')).toMatch(/STARTTLS/);
  expect(await client.say('STARTTLS\r\n')).toMatch(/^220 /);
  await client.startTls();
  await client.envelope(alice);
  expect(await client.say('Subject: s\r\n\r\nhi\r\n.\r\n')).toMatch(/^250 /);
  expect(trace.exec((await inboxOf(alice))[0]?.toString('latin1') ?? '')?.[1]).toBe('ESMTPS');
});

test('one copy for each mailbox; a list stands for its members', async () => {
  const client = await Dialogue.open();
  await client.envelope('Everyone@signet.example', 'BOB@signet.example');
  await client.say('Subject: s\r\n\r\nhi\r\n.\r\n');
  for (const name of ['alice', 'bob', 'carol']) expect(await inboxOf(`${name}@signet.example`)).toHaveLength(1);
});

test.each(['nobody@signet.example', 'someone@elsewhere.example'])('550 for %s', async (address) => {
  const client = await Dialogue.open();
  await client.say('EHLO laptop.example\r\n');
  await client.say('MAIL FROM:<>\r\n');
  expect(await client.say(`RCPT TO:<${address}>\r\n`)).toMatch(/^550 /);
  expect(await client.say('DATA\r\n')).toMatch(/^503 /);
});

test('a message that is too large is refused, told beforehand or not', async () => {
  const client = await Dialogue.open();
  expect(await client.say('EHLO laptop.example\r\n')).toContain(`SIZE ${String(smtpSizeLimit)}`);
  expect(await client.say(`MAIL FROM:<a@b.example> SIZE=${String(smtpSizeLimit + 1)}\r\n`)).toMatch(/^552 /);
  await client.envelope(alice);
  const line = Buffer.alloc(1024, 'x').fill('\r\n', 1022);
  for (let sent = 0; sent <= smtpSizeLimit; sent += line.length) {
    if (!client.socket.write(line)) await once(client.socket, 'drain');
  }
  expect(await client.say('.\r\n')).toMatch(/^552 /);
  expect(await inboxOf(alice)).toEqual([]);
});

test('a client that hangs up in the middle leaves nothing behind', async () => {
  const client = await Dialogue.open();
  await client.envelope(alice);
  client.socket.write('Subject: half a mess');
  client.socket.resetAndDestroy();
  await once(client.socket, 'close');
  await new Promise((later) => setTimeout(later, 100));
  expect(await inboxOf(alice)).toEqual([]);
  await (await Dialogue.open()).envelope(alice);
});

test("the client's name adds nothing to its field but itself", async () => {
  const client = await Dialogue.open();
  expect(await client.say('EHLO a\rX-Field:\r\n')).toMatch(/^501 /);
  await client.say('EHLO ([::1])(by;x\xfc\r\n');
  for (const line of ['MAIL FROM:<>', `RCPT TO:<${alice}>`, 'DATA']) await client.say(`${line}\r\n`);
  expect(await client.say('Subject: s\r\n\r\nhi\r\n.\r\n')).toMatch(/^250 /);
  expect((await inboxOf(alice))[0]?.toString('latin1')).toMatch(/^Received: from \?\[::1\]\?\?by\?x\?+ \(\[127\.0\.0\.1\]\)\r\n by /);
});

describe('ports', () => {
  const reaches = (host: string): Promise<boolean> =>
    new Promise((answer) => {
      const socket = connect(smtp.port, host);
      socket.once('connect', () => answer(true)).once('error', () => answer(false));
      socket.once('connect', () => socket.destroy());
    });
  const elsewhere = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, scopeid = 0 }) => !internal && scopeid === 0);

  test('both loopback addresses, and no other', async () => {
    const hasIpv6 = Object.values(networkInterfaces()).flat().some((one) => one?.address === '::1');
    expect(await reaches('127.0.0.1')).toBe(true);
    expect(await reaches('::1')).toBe(hasIpv6);
    for (const { address } of elsewhere) expect(await reaches(address)).toBe(false);
  });

  test('a wanted port that is taken is said; without a wish the next free one is found', async () => {
    await expect(listenSmtp(smtp.port, tls, { store, addressBook })).rejects.toThrow(PortTaken);
    const [one, two] = await Promise.all([
      listenSmtp(undefined, tls, { store, addressBook }),
      listenSmtp(undefined, tls, { store, addressBook }),
    ]);
    expect(one.port).not.toBe(two.port);
    await Promise.all([one.close(), two.close()]);
    const again = createServer().listen(one.port, '127.0.0.1');
    await once(again, 'listening');
    again.close();
  });
});
