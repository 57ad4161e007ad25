import { storeKey } from '../../src/store/keys';
import { policyKey, strictestPolicy } from '../../src/store/policy';
import { defaultPreferences, formatPreferences, preferencesKey, strictestPreferences } from '../../src/store/preferences';
import type { SettingsChanges } from '../../src/worker/keyring';
import type { LocalKeyring } from '../../src/worker/local-keyring';
import { createFakeMailbox } from '../support/fake-mailbox';
import type { FakeMailbox } from '../support/fake-mailbox';
import { createTestKeyring, importInto, passphrase } from '../support/keyring';
import { createTestAuthority } from '../support/openssl-identities';
import type { MadeIdentity, TestAuthority } from '../support/openssl-identities';

const next = 'Neun Reiher über dem Kai';
let authority: TestAuthority;
let alice: MadeIdentity;
let second: MadeIdentity;
let made: Record<string, string>;
let mailbox: FakeMailbox;
let keyring: LocalKeyring;
const opened: LocalKeyring[] = [];

beforeAll(async () => {
  authority = await createTestAuthority();
  alice = await authority.issue('alice@signet.example');
  second = await authority.issue('alice@signet.example');
  const first = createFakeMailbox('alice@signet.example');
  await importInto(await reopened(first), first, alice);
  made = first.dump();
});
afterAll(() => authority.remove());

beforeEach(async () => {
  mailbox = createFakeMailbox('alice@signet.example', made);
  keyring = await reopened();
  await keyring.unlock(passphrase);
});
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

/** Another start of the pane. */
async function reopened(from = mailbox): Promise<LocalKeyring> {
  const other = createTestKeyring();
  opened.push(other);
  await other.load(from.dump(), from.address);
  return other;
}

async function save(changes: Promise<SettingsChanges>) {
  await mailbox.settings.save(await changes);
  return keyring.load(mailbox.dump(), mailbox.address);
}

describe('preferences', () => {
  test('a store from before there were any stays authentic, with the defaults', async () => {
    expect(made).not.toHaveProperty([preferencesKey]);
    await expect(keyring.state()).resolves.toMatchObject({ settingsIntegrity: 'verified', preferences: defaultPreferences });
  });

  test('each is set alone, beside the policy, and survives an import', async () => {
    await save(keyring.setPolicy({ signAll: true }));
    await save(keyring.setPreferences({ clearSigned: false }));
    await save(keyring.setPreferences({ suggestEncryption: false }, { encryptAll: true }));
    await importInto(keyring, mailbox, second);
    const other = await reopened();
    await expect(other.unlock(passphrase)).resolves.toMatchObject({
      settingsIntegrity: 'verified',
      policy: { signAll: true, encryptAll: true },
      preferences: { ...defaultPreferences, clearSigned: false, suggestEncryption: false },
    });
  });

  test('choice and policy go in one save', async () => {
    const changes = await keyring.setPreferences({ suggestEncryption: true }, { encryptAll: false });
    expect(Object.keys(changes).sort()).toEqual([policyKey, preferencesKey, storeKey].sort());
  });

  test('while locked nothing is set', async () => {
    await keyring.lock();
    await expect(keyring.setPreferences({ addSenders: true })).rejects.toMatchObject({ code: 'ERR_STORE_LOCKED' });
    await expect(keyring.changePassphrase(passphrase, next)).rejects.toMatchObject({ code: 'ERR_STORE_LOCKED' });
  });

  test.each<[string, Record<string, string | null>]>([
    ['weakened', { [preferencesKey]: formatPreferences({ ...defaultPreferences, suggestEncryption: false, answerEncrypted: false }) }],
    ['removed', { [preferencesKey]: null }],
    ['not understood', { [preferencesKey]: '{"version":1}' }],
    ['of a newer Signet', { [preferencesKey]: '{"version":2,"preferences":{}}' }],
  ])('that were %s are not used, and stay unused after an import', async (_what, changes) => {
    await save(keyring.setPreferences({ addSenders: true }));
    mailbox.tamper(changes);
    const other = await reopened();
    const altered = { settingsIntegrity: 'changed', preferences: strictestPreferences };
    await expect(other.unlock(passphrase)).resolves.toMatchObject(altered);
    await expect(importInto(other, mailbox, second)).resolves.toMatchObject(altered);
  });

  test('planted where there were none are not used either', async () => {
    mailbox.tamper({ [preferencesKey]: formatPreferences(defaultPreferences) });
    await expect((await reopened()).unlock(passphrase)).resolves.toMatchObject({ settingsIntegrity: 'changed' });
  });

  test.each([
    ['policy', policyKey, '{"version":1,"policy":{"signAll":false,"encryptAll":false}}'],
    ['preferences', preferencesKey, formatPreferences({ ...defaultPreferences, answerEncrypted: false })],
  ])('%s planted before there is a store, or in the place of one, are not vouched for by the import', async (_what, key, text) => {
    const empty = createFakeMailbox('alice@signet.example', { [key]: text });
    const altered = { status: 'unlocked', settingsIntegrity: 'changed', preferences: strictestPreferences };
    await expect(importInto(await reopened(empty), empty, alice)).resolves.toMatchObject(altered);
    await expect((await reopened(empty)).unlock(passphrase)).resolves.toMatchObject({ settingsIntegrity: 'changed' });
  });

  test('a decision of the person never vouches for what somebody else planted', async () => {
    await save(keyring.setPolicy({ signAll: true, encryptAll: true }));
    mailbox.tamper({ [preferencesKey]: formatPreferences({ ...defaultPreferences, addSenders: true, answerEncrypted: false }) });
    await keyring.load(mailbox.dump(), mailbox.address);
    await expect(save(keyring.setPolicy({ encryptAll: true }))).resolves.toMatchObject({
      settingsIntegrity: 'verified',
      policy: strictestPolicy,
      preferences: strictestPreferences,
    });
    mailbox.tamper({ [policyKey]: JSON.stringify({ version: 1, policy: { signAll: false, encryptAll: false } }) });
    await keyring.load(mailbox.dump(), mailbox.address);
    await expect(save(keyring.setPreferences({ addSenders: true }))).resolves.toMatchObject({
      settingsIntegrity: 'verified',
      policy: strictestPolicy,
      preferences: { ...strictestPreferences, addSenders: true },
    });
  });

  test('a newer record is not written over, neither by policy nor by preferences', async () => {
    const newer = { code: 'ERR_RECORD_VERSION' };
    for (const changes of [{ [preferencesKey]: '{"version":2}' }, { [policyKey]: '{"version":2}', [preferencesKey]: 'off' }]) {
      mailbox.tamper(changes);
      await keyring.load(mailbox.dump(), mailbox.address);
      await expect(keyring.setPreferences({ addSenders: true })).rejects.toMatchObject(newer);
      await expect(keyring.setPolicy({ signAll: true })).rejects.toMatchObject(newer);
    }
  });
});

describe('another passphrase', () => {
  test('opens the same store, and the old one no longer does', async () => {
    await save(keyring.setPreferences({ clearSigned: false }));
    const state = await save(keyring.changePassphrase(passphrase, next));
    expect(state).toMatchObject({ status: 'unlocked', settingsIntegrity: 'verified' });
    const other = await reopened();
    await expect(other.unlock(passphrase)).rejects.toMatchObject({ code: 'ERR_PASSPHRASE_WRONG' });
    await expect(other.unlock(next.normalize('NFD'))).resolves.toMatchObject({
      status: 'unlocked',
      settingsIntegrity: 'verified',
      preferences: { clearSigned: false },
      digitalIds: [{ fingerprint: alice.certificate.fingerprint }],
    });
  });

  test('needs the old one, even while unlocked', async () => {
    await expect(keyring.changePassphrase(`${passphrase} `, next)).rejects.toMatchObject({ code: 'ERR_PASSPHRASE_WRONG' });
  });

  test('leaves the digital IDs and slots of a newer Signet as they are', async () => {
    const header = JSON.parse(made[storeKey] ?? '') as { slots: unknown[] };
    mailbox.tamper({ [storeKey]: JSON.stringify({ ...header, slots: [{ kind: 'passkey' }, ...header.slots] }) });
    await keyring.load(mailbox.dump(), mailbox.address);
    const changes = await keyring.changePassphrase(passphrase, next);
    expect(Object.keys(changes)).toEqual([storeKey]);
    const { slots } = JSON.parse(changes[storeKey] ?? '') as { slots: unknown[] };
    expect(slots).toEqual([{ kind: 'passkey' }, expect.objectContaining({ kind: 'passphrase' })]);
    expect(slots[1]).not.toEqual(header.slots[0]);
  });

  test('does not make altered settings authentic', async () => {
    mailbox.tamper({ [policyKey]: JSON.stringify({ version: 1, policy: { signAll: false, encryptAll: false } }) });
    await keyring.load(mailbox.dump(), mailbox.address);
    await expect(save(keyring.changePassphrase(passphrase, next))).resolves.toMatchObject({ settingsIntegrity: 'changed' });
  });
});
