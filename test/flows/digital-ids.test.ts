import type { Environment } from '../../src/flows/environment';
import { exportDigitalId } from '../../src/flows/export-digital-id';
import { importDigitalId } from '../../src/flows/import-digital-id';
import { removeDigitalId } from '../../src/flows/remove-digital-id';
import { setSendPolicy } from '../../src/flows/set-send-policy';
import { start } from '../../src/flows/start';
import { lockDigitalIds, unlockDigitalIds } from '../../src/flows/unlock-digital-ids';
import { costOfSetting } from '../../src/store/budget';
import type { LocalKeyring } from '../../src/worker/local-keyring';
import { createEnvironment } from '../support/environment';
import { createFakeMailbox } from '../support/fake-mailbox';
import type { FakeMailbox } from '../support/fake-mailbox';
import { createTestKeyring, passphrase } from '../support/keyring';
import { createTestAuthority } from '../support/openssl-identities';
import type { MadeIdentity, TestAuthority } from '../support/openssl-identities';

let authority: TestAuthority;
let alice: MadeIdentity;
let second: MadeIdentity;
let mailbox: FakeMailbox;
let keyring: LocalKeyring;
let env: Environment;

beforeAll(async () => {
  authority = await createTestAuthority();
  alice = await authority.issue('alice@signet.example');
  second = await authority.issue('alice@signet.example');
}, 60_000);
afterAll(() => authority.remove());
beforeEach(async () => {
  mailbox = createFakeMailbox('alice@signet.example');
  keyring = createTestKeyring();
  env = createEnvironment(mailbox, keyring, authority.certificate);
  await start(env);
});
afterEach(() => keyring.close());

async function importing(identity: MadeIdentity, options: { passphrase?: string } = { passphrase }) {
  await env.keyring.inspectPfx(identity.pfx.slice(), identity.password);
  return importDigitalId(env, { fingerprint: identity.certificate.fingerprint, name: 'Mine', ...options });
}

test('import, lock, unlock, set a policy, remove: each in one save', async () => {
  await expect(importing(alice)).resolves.toMatchObject({ status: 'unlocked' });
  await expect(lockDigitalIds(env)).resolves.toMatchObject({ status: 'locked' });
  await expect(unlockDigitalIds(env, passphrase)).resolves.toMatchObject({ status: 'unlocked' });
  const policy = { signAll: true, encryptAll: false };
  await expect(setSendPolicy(env, policy)).resolves.toMatchObject({ policy, settingsIntegrity: 'verified' });
  const removed = await removeDigitalId(env, alice.certificate.fingerprint);
  expect(removed).toMatchObject({ digitalIds: [], status: 'unlocked', policy });
  expect(mailbox.calls).toEqual(['settings.save', 'settings.save', 'settings.save']);
});

test('the passphrase given to an import unlocks a locked store', async () => {
  await importing(alice);
  await keyring.lock();
  await expect(importing(second, { passphrase: 'wrong' })).rejects.toMatchObject({ code: 'ERR_PASSPHRASE_WRONG' });
  await expect(importing(second, {})).rejects.toMatchObject({ code: 'ERR_STORE_LOCKED' });
  expect((await importing(second)).digitalIds).toHaveLength(2);
});

test('when saving fails nothing is changed, and the import can be tried again', async () => {
  mailbox.failures.set('settings.save', new Error('no'));
  await expect(importing(alice)).rejects.toMatchObject({ code: 'ERR_STORE_NOT_SAVED' });
  expect(mailbox.dump()).toEqual({});
  await expect(keyring.state()).resolves.toMatchObject({ status: 'empty' });
  mailbox.failures.clear();
  const again = importDigitalId(env, { fingerprint: alice.certificate.fingerprint, name: 'Mine', passphrase });
  await expect(again).resolves.toMatchObject({ status: 'unlocked' });
});

test('an exported file is one', async () => {
  await importing(alice);
  const pfx = await exportDigitalId(env, alice.certificate.fingerprint, 'word');
  expect(pfx[0]).toBe(0x30);
  const absent = exportDigitalId(env, second.certificate.fingerprint, 'word');
  await expect(absent).rejects.toMatchObject({ code: 'ERR_DIGITAL_ID_ABSENT' });
}, 60_000);

test('what the store costs', async () => {
  await importing(alice);
  await setSendPolicy(env, { signAll: true, encryptAll: true });
  const costs = Object.entries(mailbox.dump()).map(([key, value]) => [key.slice(0, 12), costOfSetting(key, value)]);
  const [record = 0, store = 0, policy = 0] = ['signet.id.', 'signet.store', 'signet.polic'].map(
    (start) => Number(costs.find(([key]) => String(key).startsWith(start))?.[1]),
  );
  expect(record).toBeLessThan(2200);
  expect(store).toBeLessThan(800);
  expect(policy).toBeLessThan(130);
});
