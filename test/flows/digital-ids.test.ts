import type { Environment } from '../../src/flows/environment';
import { exportDigitalIds } from '../../src/flows/export-digital-ids';
import { proveBackup } from '../../src/flows/prove-backup';
import { importDigitalId } from '../../src/flows/import-digital-id';
import { removeDigitalId } from '../../src/flows/remove-digital-id';
import { setSendPolicy } from '../../src/flows/set-send-policy';
import { start } from '../../src/flows/start';
import { lockDigitalIds, unlockDigitalIds } from '../../src/flows/unlock-digital-ids';
import { createOfficeSettings } from '../../src/mailbox/office-settings';
import { costOfSetting } from '../../src/store/budget';
import { formatPolicy } from '../../src/store/policy';
import { createSaveLock } from '../../src/store/save-lock';
import type { Alone } from '../../src/store/save-lock';
import type { LocalKeyring } from '../../src/worker/local-keyring';
import { openBroadcastChannel } from '../../src/worker/pane-channel';
import { createEnvironment } from '../support/environment';
import { createFakeMailbox, outlookCopy, slowly } from '../support/fake-mailbox';
import type { FakeMailbox, SettingsServer } from '../support/fake-mailbox';
import { createTestKeyring, passphrase } from '../support/keyring';
import { createLocks } from '../support/locks';
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
});
afterAll(() => authority.remove());
beforeEach(async () => {
  mailbox = createFakeMailbox('alice@signet.example');
  keyring = createTestKeyring();
  env = createEnvironment(mailbox, keyring, authority.certificate);
  await start(env);
});
afterEach(() => keyring.close());

async function importing(
  identity: MadeIdentity,
  options: { passphrase?: string } = { passphrase },
  into: Environment = env,
) {
  await into.keyring.inspectPfx(identity.pfx.slice(), identity.password);
  return importDigitalId(into, { fingerprint: identity.certificate.fingerprint, name: 'Mine', ...options });
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
  const pfx = await exportDigitalIds(env, { fingerprints: [alice.certificate.fingerprint], password: 'word', form: 'modern' });
  expect(pfx[0]).toBe(0x30);
  const absent = exportDigitalIds(env, { fingerprints: [second.certificate.fingerprint], password: 'word', form: 'modern' });
  await expect(absent).rejects.toMatchObject({ code: 'ERR_DIGITAL_ID_ABSENT' });
});

test('several digital IDs go into one file, which is proven to be the one and to open', async () => {
  await importing(alice);
  await importing(second);
  const fingerprints = [second.certificate.fingerprint, alice.certificate.fingerprint];
  const bytes = await exportDigitalIds(env, { fingerprints, password: 'word', form: 'compatible' });
  await keyring.lock();
  const fileOf = (octets: Uint8Array) => ({ name: 'x.pfx', size: octets.length, exact: true, bytes: () => Promise.resolve(octets.slice()) });
  const proof = (octets: Uint8Array, password: string) => proveBackup(env, { bytes, fingerprints }, { file: fileOf(octets), password });
  await expect(proof(bytes, 'word')).resolves.toBe('opens');
  await expect(proof(bytes, 'Word')).resolves.toBe('wrong-password');
  await expect(proof(alice.pfx, alice.password)).resolves.toBe('another-file');
  const damaged = bytes.map((octet, at) => (at === 200 ? octet ^ 1 : octet));
  await expect(proof(damaged, 'word')).resolves.toBe('another-file');
  const tooMuch = proveBackup(env, { bytes, fingerprints: ['00'] }, { file: fileOf(bytes), password: 'word' });
  await expect(tooMuch).resolves.toBe('another-file');
  await expect(keyring.provePfx(bytes, 'word', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  // Nothing of the file is held as if it were to be imported.
  await expect(keyring.importDigitalId({ fingerprint: alice.certificate.fingerprint, name: 'x' })).rejects.toMatchObject({ code: 'ERR_DIGITAL_ID_PRESENT' });
});

test('the passphrase is no password for a file', async () => {
  await importing(alice);
  const fingerprints = [alice.certificate.fingerprint];
  for (const form of ['modern', 'compatible'] as const) {
    await expect(exportDigitalIds(env, { fingerprints, password: passphrase, form })).rejects.toMatchObject({ code: 'ERR_PASSWORD_IS_PASSPHRASE' });
  }
});

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

describe("two panes over Outlook's whole-bag settings", () => {
  let server: SettingsServer;
  let keyrings: LocalKeyring[];
  let first: Environment;
  let other: Environment;
  /** Absent: a browser without locks. */
  let alone: Alone | undefined;

  beforeEach(() => {
    alone = undefined;
    server = { bag: {}, held: 0 };
    keyrings = [];
  });
  afterEach(() => keyrings.forEach((opened) => opened.close()));

  /** A pane as it is opened now; `apart` is on another device. */
  async function opens(where: 'here' | 'apart' = 'here'): Promise<Environment> {
    const livePanes = { join: () => () => undefined, count: () => Promise.resolve(keyrings.length) };
    const opened = createTestKeyring(where === 'here' ? { openChannel: openBroadcastChannel, livePanes } : {});
    keyrings.push(opened);
    const settings = slowly(createOfficeSettings(outlookCopy(server)), server);
    const kept = { ...createFakeMailbox(mailbox.address), settings };
    const pane = createEnvironment(kept, opened, authority.certificate, alone === undefined ? {} : { alone });
    await start(pane);
    return pane;
  }

  /** Two panes, open and unlocked, with one digital ID. */
  async function opensTwo(): Promise<void> {
    first = await opens();
    await importing(alice, { passphrase }, first);
    other = await opens();
    await unlockDigitalIds(other, passphrase);
  }

  const fresh = async () => unlockDigitalIds(await opens('apart'), passphrase);

  async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  const showsEncryptAll = (pane: Environment) => until(async () => (await pane.keyring.state()).policy.encryptAll);

  /** What `slow` saves reaches the server only after `quick` is done and `other` has heard of its `saves`. */
  async function overlapping<T>(slow: () => Promise<T>, quick: () => Promise<unknown>, saves: number): Promise<T> {
    let heard = 0;
    other.keyring.onSaved(() => (heard += 1));
    let answer: () => void = () => undefined;
    server.hold = new Promise<void>((resolve) => (answer = resolve));
    const saving = slow();
    saving.catch(() => undefined); // Told to the caller below.
    await until(() => server.held === 1);
    delete server.hold;
    await quick();
    await until(() => heard === saves);
    answer();
    return saving;
  }

  test('what one saved is not undone by the save of the other', async () => {
    await opensTwo();
    await importing(second, {}, first);
    await setSendPolicy(first, { signAll: false, encryptAll: true });
    await showsEncryptAll(other);
    const shown = await other.keyring.state();
    expect(shown).toMatchObject({ policy: { signAll: false, encryptAll: true }, settingsIntegrity: 'verified' });
    expect(shown.digitalIds).toHaveLength(2);
    await setSendPolicy(other, { ...shown.policy, signAll: true });
    const state = await fresh();
    expect(state).toMatchObject({ policy: { signAll: true, encryptAll: true }, settingsIntegrity: 'verified' });
    expect(state.digitalIds).toHaveLength(2);
    await until(async () => (await first.keyring.state()).policy.signAll);
    await expect(first.keyring.state()).resolves.toMatchObject({ policy: state.policy, settingsIntegrity: 'verified' });
  });

  test('one switch leaves the other switch as another pane set it', async () => {
    await opensTwo();
    await setSendPolicy(first, { encryptAll: true });
    await showsEncryptAll(other);
    await setSendPolicy(other, { signAll: true });
    await expect(fresh()).resolves.toMatchObject({ policy: { signAll: true, encryptAll: true } });
  });

  test('a pane without a store, and a locked one, take over too', async () => {
    first = await opens();
    other = await opens();
    await importing(alice, { passphrase }, first);
    await until(async () => (await other.keyring.state()).status === 'unlocked');
    await setSendPolicy(first, { encryptAll: true });
    await showsEncryptAll(other);
    await lockDigitalIds(first);
    await until(async () => (await other.keyring.state()).status === 'locked');
    const told = new Promise<unknown>((resolve) => other.keyring.onStateChanged(resolve));
    await first.keyring.saved({ 'signet.policy': formatPolicy({ signAll: true, encryptAll: true }) });
    await expect(told).resolves.toMatchObject({ status: 'locked', policy: { signAll: true, encryptAll: true } });
  });

  test('saves of one pane run one after the other, each on the result of the last', async () => {
    await opensTwo();
    const both = [importing(second, {}, first), setSendPolicy(first, { signAll: true })];
    await Promise.all([...both, setSendPolicy(first, { encryptAll: true })]);
    const state = await fresh();
    expect(state).toMatchObject({ policy: { signAll: true, encryptAll: true }, settingsIntegrity: 'verified' });
    expect(state.digitalIds).toHaveLength(2);
  });

  test.each([1, 2, 3, 4, 5])('saves of two panes at the same moment are all kept (%i)', async () => {
    alone = createSaveLock(mailbox.address, createLocks());
    await opensTwo();
    const saves = [importing(second, {}, first), setSendPolicy(other, { signAll: true }), setSendPolicy(first, { encryptAll: true })];
    await Promise.all(saves);
    const state = await fresh();
    expect(state).toMatchObject({ policy: { signAll: true, encryptAll: true }, settingsIntegrity: 'verified' });
    expect(state.digitalIds).toHaveLength(2);
  });

  test('a save that overlaps with those of another pane is made again on top of them', async () => {
    await opensTwo();
    const quick = async () => {
      await importing(second, {}, first);
      await setSendPolicy(first, { encryptAll: true });
    };
    await overlapping(() => setSendPolicy(other, { signAll: true }), quick, 2);
    const state = await fresh();
    expect(state).toMatchObject({ policy: { signAll: true, encryptAll: true }, settingsIntegrity: 'verified' });
    expect(state.digitalIds).toHaveLength(2);
  });

  test('an overlapping save that is not possible any more leaves what the other pane saved', async () => {
    await opensTwo();
    const again = () => importing(second, {}, other);
    const quick = async () => {
      await importing(second, {}, first);
      await setSendPolicy(first, { encryptAll: true });
    };
    await expect(overlapping(again, quick, 2)).rejects.toMatchObject({ code: 'ERR_DIGITAL_ID_PRESENT' });
    const state = await fresh();
    expect(state).toMatchObject({ policy: { signAll: false, encryptAll: true }, settingsIntegrity: 'verified' });
    expect(state.digitalIds).toHaveLength(2);
  });
});
