import { changePassphrase } from '../../src/flows/change-passphrase';
import type { Environment } from '../../src/flows/environment';
import { planProtection } from '../../src/flows/plan-protection';
import { encryptionChoice, setEncryptionChoice, setPreferences } from '../../src/flows/set-preferences';
import type { EncryptionChoice } from '../../src/flows/set-preferences';
import { MailboxError } from '../../src/mailbox/errors';
import { preferencesKey } from '../../src/store/preferences';
import type { LocalKeyring } from '../../src/worker/local-keyring';
import { createEnvironment } from '../support/environment';
import { createComposeItem, createFakeMailbox, person } from '../support/fake-mailbox';
import type { FakeMailbox } from '../support/fake-mailbox';
import { createTestKeyring, importInto, passphrase } from '../support/keyring';
import { createTestAuthority } from '../support/openssl-identities';
import type { TestAuthority } from '../support/openssl-identities';

let authority: TestAuthority;
let made: Record<string, string>;
let mailbox: FakeMailbox;
let keyring: LocalKeyring;
let env: Environment;

beforeAll(async () => {
  authority = await createTestAuthority();
  const first = createFakeMailbox('alice@signet.example');
  const importer = createTestKeyring();
  await importInto(importer, first, await authority.issue('alice@signet.example'));
  importer.close();
  made = first.dump();
});
afterAll(() => authority.remove());

beforeEach(async () => {
  mailbox = createFakeMailbox('alice@signet.example', made);
  keyring = createTestKeyring();
  env = createEnvironment(mailbox, keyring, authority.certificate);
  await keyring.load(mailbox.dump(), mailbox.address);
});
afterEach(() => keyring.close());

test.each<[EncryptionChoice, boolean]>([
  ['always', true],
  ['whenPossible', false],
  ['whenChosen', false],
])('encrypt %s is one save, and is read back as chosen', async (choice, encryptAll) => {
  await keyring.unlock(passphrase);
  const state = await setEncryptionChoice(env, choice);
  expect(encryptionChoice(state)).toBe(choice);
  expect(state).toMatchObject({ settingsIntegrity: 'verified', policy: { encryptAll } });
  expect(mailbox.calls).toEqual(['settings.save']);
});

test('what could not be saved stays as it was', async () => {
  await keyring.unlock(passphrase);
  await setEncryptionChoice(env, 'always');
  const before = mailbox.dump();
  mailbox.failures.set('settings.save', new MailboxError('ERR_OFFICE_CALL', { call: 'roamingSettings.saveAsync', officeCode: 9020, officeName: 'x' }));
  await expect(setEncryptionChoice(env, 'whenChosen')).rejects.toMatchObject({ code: 'ERR_STORE_NOT_SAVED' });
  await expect(setPreferences(env, { clearSigned: false })).rejects.toMatchObject({ code: 'ERR_STORE_NOT_SAVED' });
  expect(mailbox.dump()).toEqual(before);
  expect(encryptionChoice(await keyring.state())).toBe('always');
});

test('a full mailbox refuses before anything is written', async () => {
  await keyring.unlock(passphrase);
  mailbox.tamper({ 'signet.other': 'x'.repeat(30 * 1024) });
  await keyring.load(mailbox.dump(), mailbox.address);
  await expect(setPreferences(env, { addSenders: true })).rejects.toMatchObject({ code: 'ERR_STORE_FULL' });
  expect(mailbox.calls).toEqual([]);
  expect(mailbox.dump()).not.toHaveProperty([preferencesKey]);
});

test('the passphrase can be changed while locked, with the old one only', async () => {
  const next = 'nine herons above the quay';
  await expect(changePassphrase(env, 'wrong', next)).rejects.toMatchObject({ code: 'ERR_PASSPHRASE_WRONG' });
  expect(mailbox.dump()).toEqual(made);
  await expect(changePassphrase(env, passphrase, next)).resolves.toMatchObject({ status: 'unlocked', settingsIntegrity: 'verified' });
  await keyring.lock();
  await expect(keyring.unlock(passphrase)).rejects.toMatchObject({ code: 'ERR_PASSPHRASE_WRONG' });
  await expect(keyring.unlock(next)).resolves.toMatchObject({ status: 'unlocked' });
});

test('clear text signing off makes opaque signatures', async () => {
  const draft = await createComposeItem(mailbox, { to: [person('bob@signet.example')] }).draft();
  const plan = async () => planProtection(env, draft, await keyring.state(), { sign: true, encrypt: false, hidesSubject: false });
  expect(await plan()).toMatchObject({ opaque: false });
  await keyring.unlock(passphrase);
  await setPreferences(env, { clearSigned: false });
  expect(await plan()).toMatchObject({ opaque: true });
  const { mime } = await keyring.protect(
    { from: { address: 'alice@signet.example' }, to: [], cc: [], bcc: [], subject: 's', messageId: 'x@y', text: 'Readable?', attachments: [] },
    await plan(),
  );
  expect(Buffer.from(mime).toString('latin1')).toMatch(/^Content-Type: application\/pkcs7-mime;[^]*smime-type=signed-data/im);
});
