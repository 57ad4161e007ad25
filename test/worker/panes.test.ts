import { defaultPreferences, formatPreferences, preferencesKey } from '../../src/store/preferences';
import type { KeepUnlocked } from '../../src/store/preferences';
import { idleMilliseconds } from '../../src/worker/idle-lock';
import type { KeyringState } from '../../src/worker/keyring';
import type { LocalKeyring } from '../../src/worker/local-keyring';
import { openBroadcastChannel } from '../../src/worker/pane-channel';
import { createFakeMailbox } from '../support/fake-mailbox';
import type { FakeMailbox } from '../support/fake-mailbox';
import { createTestKeyring, importInto, passphrase } from '../support/keyring';
import { createTestAuthority } from '../support/openssl-identities';
import type { MadeIdentity, TestAuthority } from '../support/openssl-identities';

let authority: TestAuthority;
let alice: MadeIdentity;
let mailbox: FakeMailbox;
const open: LocalKeyring[] = [];

beforeAll(async () => {
  authority = await createTestAuthority();
  alice = await authority.issue('alice@signet.example');
  mailbox = createFakeMailbox('alice@signet.example');
  const keyring = createTestKeyring();
  await importInto(keyring, mailbox, alice);
  keyring.close();
});
afterAll(() => authority.remove());
afterEach(() => {
  for (const keyring of open.splice(0)) keyring.close();
});

async function pane(kept = mailbox, options: Parameters<typeof createTestKeyring>[0] = {}): Promise<LocalKeyring> {
  const keyring = createTestKeyring({ openChannel: openBroadcastChannel, ...options });
  open.push(keyring);
  await keyring.load(kept.dump(), kept.address);
  return keyring;
}

const becomes = (keyring: LocalKeyring, status: KeyringState['status']) =>
  new Promise<KeyringState>((resolve) => {
    const stop = keyring.onStateChanged((state) => {
      if (state.status !== status) return;
      stop();
      resolve(state);
    });
  });

const draft = {
  from: { address: 'alice@signet.example' },
  to: [{ address: 'bob@signet.example' }],
  cc: [],
  bcc: [],
  subject: 'Hello',
  messageId: '1@signet.example',
  text: 'Hello.',
  attachments: [],
};

const settle = () => new Promise((resolve) => setTimeout(resolve, 60));

describe('panes of one browser', () => {
  test('a new pane gets the key from one that is unlocked, and can use it', async () => {
    const options = { idleMilliseconds: idleMilliseconds.hour };
    const first = await pane(mailbox, options);
    const { locksAt } = await first.unlock(passphrase);
    const second = await pane(mailbox, options);
    const state = await becomes(second, 'unlocked');
    expect(state).toMatchObject({ settingsIntegrity: 'verified', locksAt });
    const signing = second.protect(draft, { signWith: alice.certificate.fingerprint, at: new Date() });
    await expect(signing).resolves.toMatchObject({ signed: true, encrypted: false });
  });

  test('unlocking and locking reach the others', async () => {
    const [first, second] = [await pane(), await pane()];
    await Promise.all([becomes(second, 'unlocked'), first.unlock(passphrase)]);
    await Promise.all([becomes(first, 'locked'), second.lock()]);
    await expect(first.exportDigitalIds({ fingerprints: [alice.certificate.fingerprint], password: 'x', form: 'modern' })).rejects.toMatchObject({
      code: 'ERR_STORE_LOCKED',
    });
  });

  test('closing one pane leaves the other unlocked', async () => {
    const [first, second] = [await pane(), await pane()];
    await Promise.all([becomes(second, 'unlocked'), first.unlock(passphrase)]);
    first.close();
    await settle();
    await expect(second.state()).resolves.toMatchObject({ status: 'unlocked' });
  });

  test('another mailbox, or another store of the same one, gets nothing', async () => {
    const first = await pane();
    await first.unlock(passphrase);
    const bob = createFakeMailbox('bob@signet.example', mailbox.dump());
    const anew = createFakeMailbox('alice@signet.example');
    const maker = createTestKeyring();
    open.push(maker);
    await importInto(maker, anew, alice);
    const [second, third] = [await pane(bob), await pane(anew)];
    await settle();
    await expect(second.state()).resolves.toMatchObject({ status: 'locked' });
    await expect(third.state()).resolves.toMatchObject({ status: 'locked' });
  });

  test('a lock while the others are still opening stays a lock', async () => {
    const [first, second] = [await pane(), await pane()];
    const unlocking = first.unlock(passphrase);
    await second.lock();
    await settle();
    await unlocking;
    await settle();
    await expect(first.state()).resolves.toMatchObject({ status: 'locked' });
    await expect(second.state()).resolves.toMatchObject({ status: 'locked' });
  });

  test('what one saved reaches the others of its mailbox, and not itself', async () => {
    const [first, second, third] = [await pane(), await pane(), await pane(createFakeMailbox('bob@signet.example'))];
    const heard: unknown[] = [];
    for (const [at, keyring] of [first, second, third].entries()) {
      keyring.onSaved((changes) => heard.push([at, changes]));
    }
    const changes = { 'signet.policy': 'x', 'signet.id.0011223344556677': null };
    await first.saved(changes);
    const channel = new BroadcastChannel('signet.keyring alice@signet.example');
    for (const foreign of [undefined, 'x', { other: 'x' }, { 'signet.policy': 1 }, { 'signet.keys': 'x' }]) {
      channel.postMessage({ type: 'saved', changes: foreign });
    }
    await settle();
    channel.close();
    expect(heard).toEqual([[1, changes]]);
  });

  test('a loaded change is told while locked too', async () => {
    const keyring = await pane(createFakeMailbox('alice@signet.example'));
    await Promise.all([becomes(keyring, 'locked'), keyring.load(mailbox.dump(), mailbox.address)]);
  });

  test('foreign messages are ignored', async () => {
    const first = await pane();
    const channel = new BroadcastChannel('signet.keyring alice@signet.example');
    for (const message of [null, 'x', {}, { type: 'unlocked', store: 'x', locksAt: 9, key: 'no key' }, { type: 'ask' }]) {
      channel.postMessage(message);
    }
    await settle();
    channel.close();
    await expect(first.state()).resolves.toMatchObject({ status: 'locked' });
  });
});

describe('the automatic lock', () => {
  let now: number;
  const { hour } = idleMilliseconds;
  const clock = { now: () => new Date(now), idleMilliseconds: hour };
  beforeEach(() => {
    now = Date.UTC(2026, 0, 1);
  });

  test('comes after an hour without work, also after sleep', async () => {
    const keyring = await pane(mailbox, clock);
    const state = await keyring.unlock(passphrase);
    expect(state.locksAt).toBe(now + hour);
    now += hour - 1;
    await expect(keyring.state()).resolves.toMatchObject({ status: 'unlocked' });
    now += 1;
    await expect(keyring.exportDigitalIds({ fingerprints: [alice.certificate.fingerprint], password: 'x', form: 'modern' })).rejects.toMatchObject({
      code: 'ERR_STORE_LOCKED',
    });
    await expect(keyring.state()).resolves.toMatchObject({ status: 'locked' });
  });

  test('is put off by work, here and in other panes', async () => {
    const [first, second] = [await pane(mailbox, clock), await pane(mailbox, clock)];
    await Promise.all([becomes(second, 'unlocked'), first.unlock(passphrase)]);
    now += hour / 2;
    first.keepAlive();
    await settle();
    now += hour / 2 + 1;
    await expect(first.state()).resolves.toMatchObject({ status: 'unlocked' });
    await expect(second.state()).resolves.toMatchObject({ status: 'unlocked', locksAt: now - 1 + hour / 2 });
  });

  test('cannot be put off when it is over', async () => {
    const keyring = await pane(mailbox, clock);
    await keyring.unlock(passphrase);
    now += hour;
    keyring.keepAlive();
    await expect(keyring.state()).resolves.toMatchObject({ status: 'locked' });
  });

  test('happens by itself and tells', async () => {
    const keyring = await pane(mailbox, { idleMilliseconds: 40 });
    await keyring.unlock(passphrase);
    await expect(becomes(keyring, 'locked')).resolves.toMatchObject({ status: 'locked' });
  });
});

describe('"Keep unlocked"', () => {
  const minute = 60_000;
  let now: number;
  const clock = { now: () => new Date(now) };
  let kept: FakeMailbox;
  beforeEach(() => {
    now = Date.UTC(2026, 0, 1);
    kept = createFakeMailbox(mailbox.address, mailbox.dump());
  });
  const choose = async (keyring: LocalKeyring, keepUnlocked: KeepUnlocked) => {
    await kept.settings.save(await keyring.setPreferences({ keepUnlocked }));
    return keyring.load(kept.dump(), kept.address);
  };

  test('until the pane closes: nothing is counted', async () => {
    const keyring = await pane(kept, clock);
    expect(await keyring.unlock(passphrase)).not.toHaveProperty('locksAt');
    now += 1000 * 60 * minute;
    await expect(keyring.state()).resolves.toMatchObject({ status: 'unlocked' });
  });

  test.each([
    ['quarterHour', 15],
    ['hour', 60],
  ] as const)('%s locks after %i minutes, from the choice on and after each unlocking', async (choice, minutes) => {
    const keyring = await pane(kept, clock);
    await keyring.unlock(passphrase);
    expect((await choose(keyring, choice)).locksAt).toBe(now + minutes * minute);
    now += minutes * minute;
    await expect(keyring.state()).resolves.toMatchObject({ status: 'locked' });
    expect((await keyring.unlock(passphrase)).locksAt).toBe(now + minutes * minute);
  });

  test('a longer choice, and none, count at once', async () => {
    const keyring = await pane(kept, clock);
    await keyring.unlock(passphrase);
    await choose(keyring, 'quarterHour');
    expect((await choose(keyring, 'hour')).locksAt).toBe(now + 60 * minute);
    expect(await choose(keyring, 'untilClosed')).not.toHaveProperty('locksAt');
  });

  test('another pane that unlocks along keeps to the same time', async () => {
    const [first, second] = [await pane(kept, clock), await pane(kept, clock)];
    await Promise.all([becomes(second, 'unlocked'), first.unlock(passphrase)]);
    await choose(first, 'quarterHour');
    await second.load(kept.dump(), kept.address);
    now += 15 * minute;
    await expect(second.state()).resolves.toMatchObject({ status: 'locked' });
  });

  test('somebody who cannot authenticate it cannot lengthen it', async () => {
    const keyring = await pane(kept, clock);
    await keyring.unlock(passphrase);
    await choose(keyring, 'hour');
    kept.tamper({ [preferencesKey]: formatPreferences({ ...defaultPreferences, keepUnlocked: 'untilClosed' }) });
    const state = await keyring.load(kept.dump(), kept.address);
    expect(state).toMatchObject({ settingsIntegrity: 'changed', locksAt: now + 15 * minute });
  });
});

describe('an inspected file', () => {
  test('is forgotten after ten minutes, and by Lock', async () => {
    const other = createFakeMailbox('alice@signet.example');
    const keyring = await pane(other);
    const importing = () =>
      keyring.importDigitalId({ fingerprint: alice.certificate.fingerprint, name: 'x', passphrase });
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
    try {
      await keyring.inspectPfx(alice.pfx, alice.password);
      jest.advanceTimersByTime(10 * 60 * 1000 + 1);
      await expect(importing()).rejects.toMatchObject({ code: 'ERR_DIGITAL_ID_ABSENT' });
      await keyring.inspectPfx(alice.pfx, alice.password);
      await keyring.lock();
      await expect(importing()).rejects.toMatchObject({ code: 'ERR_DIGITAL_ID_ABSENT' });
    } finally {
      jest.useRealTimers();
    }
  });
});
