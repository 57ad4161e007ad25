import { rememberEncrypted } from '../../src/flows/answers-encrypted';
import type { Environment } from '../../src/flows/environment';
import { setPreferences } from '../../src/flows/set-preferences';
import { signAndSend } from '../../src/flows/sign-and-send';
import { start } from '../../src/flows/start';
import type { ReadItem } from '../../src/mailbox/types';
import type { OpenedMessage } from '../../src/smime';
import type { LocalKeyring } from '../../src/worker/local-keyring';
import { createEnvironment, keepFor } from '../support/environment';
import { createComposeItem, createFakeMailbox, person } from '../support/fake-mailbox';
import type { FakeMailbox } from '../support/fake-mailbox';
import { createTestKeyring, importInto } from '../support/keyring';
import { createTestAuthority } from '../support/openssl-identities';
import type { TestAuthority } from '../support/openssl-identities';

const subject = 'The offer for Fabrikam';
const both = { sign: true, encrypt: true };
const signOnly = { sign: true, encrypt: false };

let authority: TestAuthority;
let keyring: LocalKeyring;
let mailbox: FakeMailbox;
let env: Environment;

beforeAll(async () => {
  authority = await createTestAuthority();
  const alice = await authority.issue('alice@signet.example');
  const bob = await authority.issue('bob@signet.example');
  keyring = createTestKeyring();
  mailbox = createFakeMailbox('alice@signet.example');
  await importInto(keyring, mailbox, alice);
  env = createEnvironment(mailbox, keyring, authority.certificate);
  await start(env);
  await keepFor(env, 'bob@signet.example', bob.certificate);
});
afterAll(() => {
  keyring.close();
  authority.remove();
});

/** As it left, and as its sender's own copy opens. */
async function sent(protection: typeof both, conversationId?: string) {
  const item = createComposeItem(mailbox, { to: [person('bob@signet.example')], subject });
  await signAndSend(env, conversationId === undefined ? item : { ...item, conversationId }, protection);
  const mime = mailbox.transport.sent.at(-1) ?? new Uint8Array();
  const request = { trustAnchors: env.trustAnchors, knownCertificates: [], at: env.now(), exact: true };
  return { mime: Buffer.from(mime).toString('latin1'), opened: await keyring.open(mime.slice(), request) };
}

test.each([
  ['signed and encrypted', both, 'cipher'],
  ['only signed', signOnly, 'clear'],
  ['only encrypted', { sign: false, encrypt: true }, 'cipher'],
])('%s: the subject is inside, and readable outside as well', async (_, protection, hp) => {
  const { opened } = await sent(protection);
  expect(opened.headerProtection).toMatchObject({ state: 'protected', form: 'rfc9788', hp, subjectHidden: false, differsOutside: [] });
  expect([opened.headers.subject, opened.outerHeaders.subject]).toEqual([subject, subject]);
  expect(opened.body.text).not.toContain(subject);
});

test('an answer to a message with a hidden subject hides its own', async () => {
  const { opened } = await sent(both);
  const item = (conversationId: string) => ({ conversationId }) as ReadItem;
  const asHidden: OpenedMessage = { ...opened, headerProtection: { state: 'protected', form: 'rfc9788', fields: [], subjectHidden: true, differsOutside: [] } };
  await rememberEncrypted(env, item('readable'), opened);
  await rememberEncrypted(env, item('hidden'), asHidden);
  await rememberEncrypted(env, item('signed'), { ...asHidden, encryption: { state: 'not-encrypted' } });
  expect((await sent(both, 'readable')).opened.outerHeaders.subject).toBe(subject);
  expect((await sent(both, 'signed')).opened.outerHeaders.subject).toBe(subject);
  expect((await sent(both, 'hidden')).opened.outerHeaders.subject).toBe('[...]');
  expect((await sent(signOnly, 'hidden')).opened.outerHeaders.subject).toBe(subject);
});

test('who wants it hides the subject of what is encrypted, and of nothing else', async () => {
  await setPreferences(env, { hideSubject: true });
  const { mime, opened } = await sent(both);
  expect(mime).not.toContain('Fabrikam');
  expect([opened.headers.subject, opened.outerHeaders.subject]).toEqual([subject, '[...]']);
  expect(opened).toMatchObject({ signature: { state: 'valid' }, headerProtection: { subjectHidden: true } });
  expect(opened.body.text).not.toContain(subject);
  expect(JSON.stringify([...Object.values(mailbox.dump())])).not.toContain('Fabrikam');
  // Everybody can read what is only signed.
  expect((await sent(signOnly)).opened.outerHeaders.subject).toBe(subject);
});
