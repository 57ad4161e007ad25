import { addToContacts, senderCard } from '../../src/flows/add-to-contacts';
import type { Environment } from '../../src/flows/environment';
import { isOutdated, openItem } from '../../src/flows/open-message';
import type { ItemReading, SmimeReading } from '../../src/flows/open-message';
import { signAndSend } from '../../src/flows/sign-and-send';
import { start } from '../../src/flows/start';
import { MailboxError } from '../../src/mailbox/errors';
import type { Address } from '../../src/mailbox/types';
import type { OpenRequest } from '../../src/worker/keyring';
import type { LocalKeyring } from '../../src/worker/local-keyring';
import { createEnvironment, createFakeContacts, keepFor } from '../support/environment';
import { createComposeItem, createFakeMailbox, createReadItem, person } from '../support/fake-mailbox';
import type { FakeMailbox, ReceivedMessage } from '../support/fake-mailbox';
import { createTestKeyring, importInto, passphrase } from '../support/keyring';
import { createTestAuthority } from '../support/openssl-identities';
import type { MadeIdentity, TestAuthority } from '../support/openssl-identities';

let authority: TestAuthority;
let alice: MadeIdentity;
let bob: MadeIdentity;
let bobsKeyring: LocalKeyring;
let bobsSettings: Record<string, string>;
/** From Alice to Bob. */
let signed: Buffer;
let encrypted: Buffer;
let mailbox: FakeMailbox;
let env: Environment;

const fromAlice = person('alice@signet.example', 'Alice Lind');

beforeAll(async () => {
  authority = await createTestAuthority();
  alice = await authority.issue('alice@signet.example');
  bob = await authority.issue('bob@signet.example');
  const alicesMailbox = createFakeMailbox('alice@signet.example');
  const keyring = createTestKeyring();
  await importInto(keyring, alicesMailbox, alice);
  const alices = createEnvironment(alicesMailbox, keyring, authority.certificate);
  await keepFor(alices, 'bob@signet.example', bob.certificate);
  const item = () => createComposeItem(alicesMailbox, { to: [person('bob@signet.example')] });
  await signAndSend(alices, item(), { sign: true, encrypt: false });
  await signAndSend(alices, item(), { sign: true, encrypt: true });
  [signed, encrypted] = alicesMailbox.transport.sent.map((mime) => Buffer.from(mime)) as [Buffer, Buffer];
  keyring.close();
  bobsKeyring = createTestKeyring();
  const bobsMailbox = createFakeMailbox('bob@signet.example');
  await importInto(bobsKeyring, bobsMailbox, bob);
  bobsSettings = bobsMailbox.dump();
});
afterAll(() => {
  bobsKeyring.close();
  authority.remove();
});

beforeEach(async () => {
  mailbox = createFakeMailbox('bob@signet.example', bobsSettings);
  env = createEnvironment(mailbox, bobsKeyring, authority.certificate);
  await start(env);
  if ((await bobsKeyring.state()).status !== 'unlocked') await bobsKeyring.unlock(passphrase);
});

/** As Exchange keeps it: header section here, protected entity there. */
function parts(mime: Buffer): { headers: string; entity: Buffer; body: Buffer } {
  const end = mime.indexOf('\r\n\r\n');
  const headers = mime.subarray(0, end + 2).toString('latin1');
  const content = /^content-type:.*(?:\r\n[ \t].*)*\r\n/im.exec(headers)?.[0] ?? '';
  const encoding = /^content-transfer-encoding:.*\r\n/im.exec(headers)?.[0] ?? '';
  const body = mime.subarray(end + 4);
  return { headers, body, entity: Buffer.concat([Buffer.from(`${content}${encoding}\r\n`), body]) };
}

const attached = (bytes: Buffer, name = 'smime.p7m') => ({ name, contentType: 'application/pkcs7-mime', bytes });

function received(mime: Buffer, overrides: Partial<ReceivedMessage> = {}): ReceivedMessage {
  const { headers, entity } = parts(mime);
  return { from: fromAlice, headers, attachment: attached(entity), file: mime, ...overrides };
}

const open = (message: ReceivedMessage) => openItem(env, createReadItem(mailbox, message));
async function opened(message: ReceivedMessage): Promise<SmimeReading> {
  const reading = await open(message);
  if (reading.kind !== 'smime') throw new Error('not S/MIME');
  return reading;
}

const tampered = (mime: Buffer) => Buffer.from(mime.toString('latin1').replace('is 4711', 'is 1147'), 'latin1');
const refused = new MailboxError('ERR_OFFICE_UNSUPPORTED', { call: 'x' });

test('a plain message is left alone', async () => {
  const headers = 'From: alice@signet.example\r\nContent-Type: text/plain\r\n';
  await expect(open({ from: fromAlice, headers, attachment: attached(signed) })).resolves.toEqual({ kind: 'plain' });
  expect(mailbox.calls).toEqual(['read.headers']);
});

test('a signed message, out of the exact attachment', async () => {
  const reading = await opened(received(signed));
  expect(reading).toMatchObject({ source: 'attachment', from: fromAlice });
  expect(reading.opened.signature).toMatchObject({ state: 'valid' });
  expect(reading.opened.headers).toMatchObject({ subject: 'Offer' });
  expect(reading.opened.body.text).toContain('4711');
  expect(mailbox.calls).not.toContain('read.file');
});

test.each<[string, (mime: Buffer) => Buffer]>([
  ['the entity', (mime) => parts(mime).entity],
  ['DER', (mime) => Buffer.from(parts(mime).body.toString(), 'base64')],
  ['PEM', (mime) => Buffer.from(`-----BEGIN PKCS7-----\n${parts(mime).body.toString().trim()}\n-----END PKCS7-----\n`)],
])('an encrypted message kept as %s', async (_, kept) => {
  const { opened: message } = await opened(received(encrypted, { attachment: attached(kept(encrypted)) }));
  expect(message.encryption).toMatchObject({ state: 'decrypted' });
  expect(message.signature).toMatchObject({ state: 'valid' });
  expect(message.body.text).toContain('4711');
});

test('by a certificate that the person found to be another\'s, nothing is signed, whoever vouches for it', async () => {
  await keepFor(env, fromAlice.address, alice.certificate, { comparison: { result: 'mismatch', on: new Date() } });
  const rejected = await opened(received(signed));
  expect(rejected.opened.signature).toMatchObject({ state: 'not-trusted', problems: ['marked-not-theirs'] });
  await expect(senderCard(env, rejected)).resolves.toBeNull();
  await expect(isOutdated(env, rejected)).resolves.toBe(false);
  await env.contacts.remove(fromAlice.address);
  await expect(isOutdated(env, rejected)).resolves.toBe(true);
  const believed = await opened(received(signed));
  expect(believed.opened.signature).toMatchObject({ state: 'valid' });
  await expect(isOutdated(env, believed)).resolves.toBe(false);
  await keepFor(env, fromAlice.address, alice.certificate, { comparison: { result: 'mismatch', on: new Date() } });
  await expect(isOutdated(env, believed)).resolves.toBe(true);
});

test('locked, and after unlocking the same again', async () => {
  await bobsKeyring.lock();
  const locked = await opened(received(encrypted));
  expect(locked.opened.encryption).toMatchObject({ state: 'locked' });
  expect(locked.opened.body).toEqual({});
  await bobsKeyring.unlock(passphrase);
  expect((await opened(received(encrypted))).opened.encryption).toMatchObject({ state: 'decrypted' });
});

test('a changed message is broken, and no copy makes it better', async () => {
  const { opened: message } = await opened(received(tampered(signed), { file: signed }));
  expect(message.signature).toMatchObject({ state: 'broken', problems: ['digest-mismatch'] });
  expect(mailbox.calls).not.toContain('read.file');
});

test('a rewritten copy proves nothing', async () => {
  mailbox.failures.set('read.attachmentBytes', refused);
  const reading = await opened(received(tampered(signed), { file: tampered(signed) }));
  expect(reading).toMatchObject({ source: 'file' });
  expect(reading.opened.signature).toMatchObject({ state: 'cannot-check', problems: ['not-exact-bytes'] });
});

test('a copy that Outlook opened itself is not called unsigned', async () => {
  mailbox.failures.set('read.attachmentBytes', refused);
  const file = Buffer.from('From: alice@signet.example\r\nContent-Type: text/plain\r\n\r\nThe price.\r\n');
  const { opened: message } = await opened(received(signed, { file }));
  expect(message.signature).toEqual({ state: 'cannot-check', problems: ['not-exact-bytes'] });
});

test('a copy that kept the bytes is good enough', async () => {
  mailbox.failures.set('read.attachmentBytes', refused);
  const reading = await opened(received(signed));
  expect(reading).toMatchObject({ source: 'file', opened: { signature: { state: 'valid' } } });
});

test('a detached signature alone is passed by', async () => {
  const der = Buffer.from(/base64\r\n(?:.*\r\n)*?\r\n([A-Za-z0-9+/=\r\n]+)\r\n--/.exec(parts(signed).body.toString())?.[1] ?? '', 'base64');
  const reading = await opened(received(signed, { attachment: { ...attached(der, 'smime.p7s') } }));
  expect(reading).toMatchObject({ source: 'file' });
});

test('when Outlook hands over nothing, that is said', async () => {
  mailbox.failures.set('read.attachmentBytes', refused).set('read.file', refused);
  await expect(open(received(signed))).rejects.toMatchObject({ code: 'ERR_MESSAGE_UNAVAILABLE', cause: refused });
  mailbox.failures.clear();
  const empty = received(signed, { attachment: attached(Buffer.alloc(0)), file: Buffer.alloc(0) });
  await expect(open(empty)).rejects.toMatchObject({ code: 'ERR_MESSAGE_UNAVAILABLE' });
  mailbox.failures.set('read.headers', refused);
  await expect(open(received(signed))).rejects.toBe(refused);
});

test('contacts that cannot be read do not stop reading; another fault does', async () => {
  mailbox.failures.set('contacts', new Error());
  expect((await opened(received(signed))).opened.signature.state).toBe('valid');
  const broken = { ...createFakeContacts(), find: () => Promise.reject(new RangeError('a fault')) };
  env = { ...env, contacts: broken };
  await expect(open(received(signed))).rejects.toThrow('a fault');
});

describe('headers that describe another message than the signed one', () => {
  const contentType = /^content-type:.*(?:\r\n[ \t].*)*\r\n/im;
  const ambiguous = { state: 'broken', problems: ['ambiguous-structure'] };
  const protocol = 'protocol="application/pkcs7-signature"';
  const under = (field: string, overrides: Partial<ReceivedMessage> = {}) =>
    opened(received(signed, { headers: parts(signed).headers.replace(contentType, field), ...overrides }));
  const own = () => contentType.exec(parts(signed).headers)?.[0] ?? '';
  const boundary = () => /boundary="([^"]+)"/.exec(own())?.[1] ?? '';

  test.each<[string, () => string]>([
    ['a second Content-Type', () => `${own()}Content-Type: multipart/mixed; boundary=Z\r\n`],
    ['a first Content-Type', () => `Content-Type: multipart/mixed; boundary=Z\r\n${own()}`],
    ['another boundary', () => `Content-Type: multipart/signed; ${protocol}; boundary="OTHER"\r\n`],
    ['a file', () => 'Content-Type: application/octet-stream; name="x.p7m"\r\n'],
    ['an encrypted message', () => 'Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n'],
    ['no protocol', () => `Content-Type: multipart/signed; boundary="${boundary()}"\r\n`],
    ['a CR alone', () => `X-A: b\rContent-Type: multipart/mixed; boundary=Z\r\n${own()}`],
    ['a name with a no-break space', () => `Content-Type\u00a0: multipart/mixed; boundary=Z\r\n${own()}`],
    ['an encoded multipart', () => `Content-Transfer-Encoding: base64\r\n${own()}`],
  ])('%s', async (_, field) => {
    const reading = await under(field());
    expect(reading).toMatchObject({ source: 'attachment', opened: { signature: ambiguous } });
    expect(mailbox.calls).not.toContain('read.file');
  });

  test('two Content-Type fields break the copy as well', async () => {
    mailbox.failures.set('read.attachmentBytes', refused);
    for (const file of [signed, Buffer.from('From: alice@signet.example\r\n\r\nThe price.\r\n')]) {
      const reading = await under(`${own()}Content-Type: multipart/mixed; boundary=Z\r\n`, { file });
      expect(reading).toMatchObject({ source: 'file', opened: { signature: ambiguous } });
    }
  });

  test('a CMS blob or another entity where a signed text was said to be', async () => {
    const der = Buffer.from(parts(encrypted).body.toString(), 'base64');
    const plain = Buffer.from('Content-Type: text/plain\r\n\r\nThe price.\r\n');
    for (const bytes of [der, plain, parts(encrypted).entity]) {
      const { opened: message } = await opened(received(signed, { attachment: attached(bytes) }));
      expect(message.signature).toEqual(ambiguous);
    }
  });

  test('written differently, they still describe the same', async () => {
    const folded = `CONTENT-TYPE:\r\n multipart/signed;\r\n\tboundary="${boundary()}";\r\n ${protocol}\r\n`;
    expect((await under(folded)).opened.signature.state).toBe('valid');
    const old = own().replace('application/pkcs7', 'application/x-pkcs7');
    expect((await under(old)).opened.signature.state).toBe('valid');
    const headers = `Microsoft Mail Internet Headers Version 2.0\r\n${parts(signed).headers}`;
    expect((await opened(received(signed, { headers }))).opened.signature.state).toBe('valid');
  });

  test('a file name and a bare CMS blob are enough', async () => {
    const file = 'Content-Type: application/octet-stream; name="smime.p7m"\r\n';
    const headers = parts(encrypted).headers.replace(contentType, file);
    const der = Buffer.from(parts(encrypted).body.toString(), 'base64');
    const { opened: message } = await opened(received(encrypted, { headers, attachment: attached(der) }));
    expect(message).toMatchObject({ encryption: { state: 'decrypted' }, signature: { state: 'valid' } });
  });
});

describe('the sender that Outlook shows', () => {
  test.each<[string, Address]>([
    ['somebody else', person('mallory@evil.example', 'Alice Lind')],
    ['nobody', person('')],
  ])('%s: a good signature does not stay valid', async (_, from) => {
    const { opened: message } = await opened(received(signed, { from }));
    expect(message.signature).toMatchObject({ state: 'not-trusted', problems: ['address-mismatch'] });
  });

  test('the outer From is another one', async () => {
    const { headers } = parts(signed);
    const forged = headers.replace(/^From:.*$/m, 'From: mallory@evil.example');
    const { opened: message } = await opened(received(signed, { headers: forged }));
    expect(message.signature.state).toBe('not-trusted');
  });

  test.each([
    'From: mallory@evil.example\r\n',
    'From : mallory@evil.example\r\n',
    'FROM:\r\n mallory@evil.example\r\n',
    'From: alice@signet.example, mallory@evil.example\r\n',
  ])('a second From (%j) never leaves it valid', async (field) => {
    const { headers } = parts(signed);
    for (const both of [`${field}${headers}`, `${headers}${field}`]) {
      const { opened: message } = await opened(received(signed, { headers: both }));
      expect(message.signature.state).not.toBe('valid');
    }
  });

  test('a NUL in a field makes no new field', async () => {
    const headers = parts(signed).headers.replace(/^Subject:.*$/m, 'Subject: x\u0000From: alice@signet.example');
    const hostile = headers.replace(/^From:.*$/m, 'From: mallory@evil.example');
    const { opened: message } = await opened(received(signed, { headers: hostile }));
    expect(message.signature.state).not.toBe('valid');
    expect(message.outerHeaders.from).toEqual([expect.objectContaining({ address: 'mallory@evil.example' })]);
  });
});

describe('the sender card', () => {
  const offered = async (reading: ItemReading) => (await senderCard(env, reading))?.state ?? null;

  test('new, then the same, then an update; the certificate encrypts', async () => {
    const reading = await opened(received(signed));
    await expect(offered(reading)).resolves.toBe('new');
    await addToContacts(env, reading);
    await expect(offered(reading)).resolves.toBe('same');
    const other = await authority.issue('alice@signet.example');
    env = createEnvironment(mailbox, bobsKeyring, authority.certificate);
    await keepFor(env, 'alice@signet.example', other.certificate);
    await expect(offered(reading)).resolves.toBe('update');
    await addToContacts(env, reading);
    const item = createComposeItem(mailbox, { to: [fromAlice] });
    await expect(signAndSend(env, item, { sign: true, encrypt: true })).resolves.toMatchObject({ encrypted: true });
  });

  test('nothing for plain, changed, not trusted or own messages', async () => {
    const readings: ItemReading[] = [
      { kind: 'plain' },
      await opened(received(tampered(signed))),
      await opened(received(signed, { from: person('mallory@evil.example') })),
    ];
    for (const reading of readings) {
      await expect(offered(reading)).resolves.toBeNull();
      await expect(addToContacts(env, reading)).rejects.toBeInstanceOf(TypeError);
    }
    const own = { ...env, mailbox: createFakeMailbox('alice@signet.example') };
    await expect(senderCard(own, await opened(received(signed)))).resolves.toBeNull();
  });

  test('a certificate that somebody slipped in is not kept; a separate one of the same issuer is', async () => {
    const mallory = await createTestAuthority();
    const planted = await mallory.issue('alice@signet.example');
    mallory.remove();
    const separate = await authority.issue('alice@signet.example', { keyUsage: 'keyEncipherment' });
    const reading = await opened(received(signed));
    const { certificates } = reading.opened;
    const carried = [...certificates, planted.certificate, separate.certificate, bob.certificate];
    await addToContacts(env, { ...reading, opened: { ...reading.opened, certificates: carried } });
    const contact = await env.contacts.find('alice@signet.example');
    const kept = contact?.certificates.map(({ certificate }) => certificate.fingerprint);
    expect(kept).toEqual([alice.certificate.fingerprint, separate.certificate.fingerprint]);
    await expect(env.contacts.find('bob@signet.example')).resolves.toBeNull();
  });
});

test('the certificates kept for the sender are handed to the keyring', async () => {
  await keepFor(env, 'alice@signet.example', alice.certificate);
  const asked: OpenRequest[] = [];
  const keyring = {
    ...env.keyring,
    open: (bytes: Uint8Array, request: OpenRequest) => {
      asked.push(request);
      return bobsKeyring.open(bytes, request);
    },
  };
  env = { ...env, keyring };
  await open(received(signed));
  expect(asked[0]).toMatchObject({ exact: true, knownCertificates: [{ fingerprint: alice.certificate.fingerprint }] });
});

describe('cancelling', () => {
  test('while Outlook is asked, and while the message is opened', async () => {
    for (const at of ['reading', 'opening'] as const) {
      const leaving = new AbortController();
      const steps: string[] = [];
      const onStep = (step: string) => {
        steps.push(step);
        if (step === at) leaving.abort();
      };
      const item = createReadItem(mailbox, received(encrypted));
      await expect(openItem(env, item, { signal: leaving.signal, onStep })).rejects.toMatchObject({ code: 'ERR_CANCELLED' });
      expect(steps.at(-1)).toBe(at);
    }
  });

  test('a source that was given up is not replaced by the next', async () => {
    const leaving = new AbortController();
    const item = createReadItem(mailbox, received(signed));
    const slow = {
      ...item,
      attachmentBytes: () => {
        leaving.abort();
        return Promise.reject(leaving.signal.reason as Error);
      },
    };
    await expect(openItem(env, slow, { signal: leaving.signal })).rejects.toMatchObject({ code: 'ERR_CANCELLED' });
    expect(mailbox.calls).not.toContain('read.file');
  });
});
