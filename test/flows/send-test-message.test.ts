import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../src/flows/environment';
import { readFirstRun, keepFirstRun } from '../../src/flows/first-run';
import { sendTestMessage } from '../../src/flows/send-test-message';
import type { TestStep } from '../../src/flows/send-test-message';
import { start } from '../../src/flows/start';
import { MailboxError } from '../../src/mailbox/errors';
import type { OpenedMessage } from '../../src/smime/index';
import type { LocalKeyring } from '../../src/worker/local-keyring';
import { createEnvironment } from '../support/environment';
import { createFakeMailbox } from '../support/fake-mailbox';
import type { FakeMailbox } from '../support/fake-mailbox';
import { createTestKeyring, importInto, passphrase } from '../support/keyring';
import { createTestAuthority } from '../support/openssl-identities';
import type { MadeIdentity, TestAuthority } from '../support/openssl-identities';

const words = { subject: 'Test message', text: 'You sent this to yourself.' };
let authority: TestAuthority;
let alice: MadeIdentity;
let keyring: LocalKeyring;
let mailbox: FakeMailbox;
let env: Environment;

beforeAll(async () => {
  authority = await createTestAuthority();
  alice = await authority.issue('alice@signet.example');
});
afterAll(() => authority.remove());
beforeEach(async () => {
  keyring = createTestKeyring();
  mailbox = createFakeMailbox(alice.address);
  await importInto(keyring, mailbox, alice);
  env = createEnvironment(mailbox, keyring, authority.certificate);
});
afterEach(() => keyring.close());

test('it is signed and encrypted to oneself, and OpenSSL reads it', async () => {
  const steps: TestStep[] = [];
  const result = await sendTestMessage(env, { ...words, onStep: (step) => steps.push(step) });
  expect(result).toEqual({ address: alice.address, isTrusted: true });
  expect(steps).toEqual(['encrypting', 'checking', 'sending']);
  const wire = Buffer.from(mailbox.transport.sent[0] ?? []);
  expect(mailbox.transport.sent).toHaveLength(1);
  expect(wire.toString('latin1')).toMatch(/^To: .*alice@signet\.example/m);
  expect(wire.toString('latin1')).not.toContain(words.text);
  const { folder } = authority;
  writeFileSync(join(folder, 'test.eml'), wire);
  writeFileSync(join(folder, 'alice.key'), alice.privateKey);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  openssl('cms', '-decrypt', '-in', 'test.eml', '-inkey', 'alice.key', '-out', 'inside.eml');
  openssl('cms', '-verify', '-in', 'inside.eml', '-CAfile', 'ca.crt', '-purpose', 'smimesign', '-out', 'content.txt');
  expect(readFileSync(join(folder, 'content.txt'), 'utf8')).toContain(words.text);
});

test('an issuer that nobody trusts is told, and is no failure', async () => {
  await expect(sendTestMessage({ ...env, trustAnchors: [] }, words)).resolves.toMatchObject({ isTrusted: false });
  expect(mailbox.transport.sent).toHaveLength(1);
});

describe('nothing is sent', () => {
  const fails = async (code: string, options = {}) => {
    await expect(sendTestMessage(env, { ...words, ...options })).rejects.toMatchObject({ code });
    expect(mailbox.transport.sent).toEqual([]);
  };

  test('while the digital IDs are locked', async () => {
    await keyring.lock();
    await fails('ERR_STORE_LOCKED');
    await keyring.unlock(passphrase);
    await expect(sendTestMessage(env, words)).resolves.toMatchObject({ isTrusted: true });
  });

  test('without a digital ID for this mailbox', async () => {
    env = { ...env, mailbox: { ...mailbox, address: 'bob@signet.example' } };
    await fails('ERR_DIGITAL_ID_FOR_SENDER');
  });

  test.each<[string, (opened: OpenedMessage) => OpenedMessage]>([
    ['is not encrypted', (opened) => ({ ...opened, encryption: { state: 'not-encrypted' } })],
    ['is not signed', (opened) => ({ ...opened, signature: { state: 'not-signed' } })],
    ['has a broken signature', (opened) => ({ ...opened, signature: { state: 'broken', problems: ['digest-mismatch'] } })],
    ['says something else', (opened) => ({ ...opened, body: { text: 'Something else' } })],
  ])('when what comes out %s', async (_case, change) => {
    const open = keyring.open.bind(keyring);
    jest.spyOn(keyring, 'open').mockImplementation(async (...args) => change(await open(...args)));
    await fails('ERR_SELF_CHECK_FAILED');
  });

  test.each<TestStep>(['checking', 'sending'])('when it is cancelled before %s', async (at) => {
    const order: TestStep[] = ['encrypting', 'checking', 'sending'];
    const leaving = new AbortController();
    const onStep = (step: TestStep) => {
      if (order.indexOf(step) === order.indexOf(at) - 1) leaving.abort();
    };
    await fails('ERR_CANCELLED', { onStep, signal: leaving.signal });
  });

  test('when the server refuses', async () => {
    mailbox.failures.set('transport.send', new MailboxError('ERR_SEND_REFUSED', { status: 403 }));
    await fails('ERR_SEND_REFUSED');
  });

  test('when it would be too large', async () => {
    mailbox.transport.limitBytes = 1_000;
    await fails('ERR_SEND_TOO_LARGE');
  });
});

test('how far somebody went is kept, beside the digital IDs', async () => {
  await start(env);
  await keyring.unlock(passphrase);
  expect(readFirstRun(env)).toBeNull();
  await expect(keepFirstRun(env, 'finished')).resolves.toMatchObject({ status: 'unlocked', settingsIntegrity: 'verified' });
  expect(readFirstRun(env)).toBe('finished');
  mailbox.tamper({ 'signet.first-run': 'nonsense' });
  expect(readFirstRun(env)).toBeNull();
});
