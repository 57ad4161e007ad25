import { createPrivateKey } from 'node:crypto';
import { readPfx } from '../../src/smime/index';
import type { StoreHeader } from '../../src/store/header';
import { storeKey } from '../../src/store/keys';
import { policyKey } from '../../src/store/policy';
import type { LocalKeyring } from '../../src/worker/local-keyring';
import { shortDraft } from '../support/drafts';
import { createFakeMailbox } from '../support/fake-mailbox';
import type { FakeMailbox } from '../support/fake-mailbox';
import { createTestKeyring, importInto, passphrase } from '../support/keyring';
import { keyKinds, opensslPfx, pfxOf, safesOf } from '../support/made-pfx';
import { createTestAuthority } from '../support/openssl-identities';
import type { MadeIdentity, TestAuthority } from '../support/openssl-identities';
import { refuseEd25519 } from '../support/without-ed25519';

let authority: TestAuthority;
let alice: MadeIdentity;
let second: MadeIdentity;
let mailbox: FakeMailbox;
let keyring: LocalKeyring;
const others: LocalKeyring[] = [];

beforeAll(async () => {
  authority = await createTestAuthority();
  alice = await authority.issue('alice@signet.example');
  second = await authority.issue('alice@signet.example');
});
afterAll(() => authority.remove());

beforeEach(() => {
  mailbox = createFakeMailbox('alice@signet.example');
  keyring = createTestKeyring();
});
afterEach(() => {
  for (const opened of [keyring, ...others.splice(0)]) opened.close();
});

/** Another start of the pane: same settings, nothing in memory. */
async function reopened(): Promise<LocalKeyring> {
  const other = createTestKeyring();
  others.push(other);
  await other.load(mailbox.dump(), mailbox.address);
  return other;
}

const recordName = (identity: MadeIdentity) => `signet.id.${identity.certificate.fingerprint.slice(0, 16)}`;

function editHeader(edit: (header: StoreHeader & { version: number }) => object): void {
  const header = JSON.parse(mailbox.dump()[storeKey] ?? '') as StoreHeader & { version: number };
  mailbox.tamper({ [storeKey]: JSON.stringify({ ...header, ...edit(header) }) });
}

test('nothing is kept: empty', async () => {
  await expect(keyring.load({}, mailbox.address)).resolves.toMatchObject({ status: 'empty', digitalIds: [] });
});

test('the first import makes the store and leaves it unlocked', async () => {
  const state = await importInto(keyring, mailbox, alice);
  expect(state).toMatchObject({ status: 'unlocked', settingsIntegrity: 'verified', unreadableRecords: [] });
  expect(state.digitalIds).toHaveLength(1);
  expect(state.digitalIds[0]).toMatchObject({ name: 'Test, 2026', fingerprint: alice.certificate.fingerprint });
});

test('nothing is kept in memory as unlocked before it was saved', async () => {
  await keyring.load({}, mailbox.address);
  await keyring.inspectPfx(alice.pfx, alice.password);
  await keyring.importDigitalId({ fingerprint: alice.certificate.fingerprint, name: 'x', passphrase });
  await expect(keyring.load({}, mailbox.address)).resolves.toMatchObject({ status: 'empty', digitalIds: [] });
});

test('listed while locked, opened by the passphrase, in composed or decomposed form', async () => {
  await importInto(keyring, mailbox, alice);
  const other = await reopened();
  await expect(other.state()).resolves.toMatchObject({ status: 'locked', settingsIntegrity: 'unverified' });
  expect((await other.state()).digitalIds[0]?.certificate.emailAddresses).toEqual(['alice@signet.example']);
  await expect(other.unlock(passphrase.normalize('NFD'))).resolves.toMatchObject({
    status: 'unlocked',
    settingsIntegrity: 'verified',
  });
});

test('a wrong passphrase', async () => {
  await importInto(keyring, mailbox, alice);
  const other = await reopened();
  await expect(other.unlock(`${passphrase} `)).rejects.toMatchObject({ code: 'ERR_PASSPHRASE_WRONG' });
  await expect(other.state()).resolves.toMatchObject({ status: 'locked' });
});

test('two digital IDs; removing one leaves the other', async () => {
  await importInto(keyring, mailbox, alice);
  const both = await importInto(keyring, mailbox, second);
  expect(both.digitalIds).toHaveLength(2);
  await mailbox.settings.save(await keyring.removeDigitalId(alice.certificate.fingerprint));
  const left = await keyring.load(mailbox.dump(), mailbox.address);
  expect(left).toMatchObject({ status: 'unlocked', settingsIntegrity: 'verified' });
  expect(left.digitalIds.map(({ fingerprint }) => fingerprint)).toEqual([second.certificate.fingerprint]);
  expect(mailbox.dump()).not.toHaveProperty([recordName(alice)]);
});

test('the same digital ID twice', async () => {
  await importInto(keyring, mailbox, alice);
  await expect(importInto(keyring, mailbox, alice)).rejects.toMatchObject({ code: 'ERR_DIGITAL_ID_PRESENT' });
});

test('while locked nothing is imported, removed, exported, set or signed', async () => {
  await importInto(keyring, mailbox, alice);
  await keyring.lock();
  const { fingerprint } = alice.certificate;
  await keyring.inspectPfx(second.pfx, second.password);
  const locked = { code: 'ERR_STORE_LOCKED' };
  const importing = keyring.importDigitalId({ fingerprint: second.certificate.fingerprint, name: '', passphrase });
  await expect(importing).rejects.toMatchObject(locked);
  await expect(keyring.removeDigitalId(fingerprint)).rejects.toMatchObject(locked);
  await expect(keyring.exportDigitalIds({ fingerprints: [fingerprint], password: 'x', form: 'modern' })).rejects.toMatchObject(locked);
  await expect(keyring.setPolicy({ signAll: true, encryptAll: true })).rejects.toMatchObject(locked);
});

test('what was not inspected cannot be imported', async () => {
  await keyring.load({}, mailbox.address);
  const { fingerprint } = alice.certificate;
  const absent = { code: 'ERR_DIGITAL_ID_ABSENT' };
  await expect(keyring.importDigitalId({ fingerprint, name: '', passphrase })).rejects.toMatchObject(absent);
  await keyring.inspectPfx(alice.pfx, alice.password);
  await expect(keyring.inspectPfx(alice.pfx, 'wrong')).rejects.toMatchObject({ code: 'ERR_PFX_PASSWORD' });
  await expect(keyring.importDigitalId({ fingerprint, name: '', passphrase })).rejects.toMatchObject(absent);
});

test('an inspected file tells what else is in it, and its keys of other kinds are not there', async () => {
  await keyring.load({}, mailbox.address);
  const others = opensslPfx({ key: keyKinds.ed448, name: 'Emil', password: alice.password });
  const summary = await keyring.inspectPfx(pfxOf(...safesOf(others), ...safesOf(alice.pfx)), alice.password);
  expect(summary).toMatchObject({ withoutPassword: false, unsupportedKeys: ['Ed448'], unsupportedParts: [] });
  expect(summary.entries.map(({ certificate }) => certificate.fingerprint)).toEqual([alice.certificate.fingerprint]);
});

test('a first import needs a passphrase', async () => {
  await keyring.load({}, mailbox.address);
  await keyring.inspectPfx(alice.pfx, alice.password);
  const importing = keyring.importDigitalId({ fingerprint: alice.certificate.fingerprint, name: '' });
  await expect(importing).rejects.toMatchObject({ code: 'ERR_STORE_LOCKED' });
});

test('an exported file opens with its password and gives the same key', async () => {
  await importInto(keyring, mailbox, alice);
  const pfx = await keyring.exportDigitalIds({ fingerprints: [alice.certificate.fingerprint], password: 'Neues Wort', form: 'modern' });
  await keyring.lock();
  const summary = await keyring.inspectPfx(pfx, 'Neues Wort');
  expect(summary.entries[0]?.certificate.fingerprint).toBe(alice.certificate.fingerprint);
  expect(summary.entries[0]).not.toHaveProperty('privateKey');
});

test('signs clear, and opaque when asked', async () => {
  await importInto(keyring, mailbox, alice);
  const signWith = alice.certificate.fingerprint;
  const start = async (opaque?: boolean) => {
    const request = { signWith, at: new Date(), ...(opaque === undefined ? {} : { opaque }) };
    return new TextDecoder().decode((await keyring.protect(shortDraft, request)).mime);
  };
  expect(await start()).toContain('Content-Type: multipart/signed;');
  expect(await start(true)).toContain('Content-Type: application/pkcs7-mime; smime-type=signed-data;');
});

test.each(['P-256', 'P-384'])('an EC digital ID (%s) works from import to backup', async (curve) => {
  const erin = await authority.issue('alice@signet.example', { key: curve, keyUsage: 'digitalSignature,keyAgreement' });
  const { fingerprint } = erin.certificate;
  await importInto(keyring, mailbox, erin);
  const again = await reopened();
  await again.unlock(passphrase);
  const request = { signWith: fingerprint, encryptTo: [alice.certificate], encryptToSelf: fingerprint, at: new Date() };
  const message = await again.protect(shortDraft, request);
  const trustAnchors = [{ certificate: authority.certificate }];
  const opened = await again.open(message.mime, { trustAnchors, knownCertificates: [], at: new Date(), exact: true });
  expect(opened.encryption).toMatchObject({ state: 'decrypted', recipients: [{}, {}] });
  expect(opened.signature).toMatchObject({ signer: { signatureAlgorithm: 'ecdsa', certificate: { fingerprint } } });
  const [entry] = (await readPfx(await again.exportDigitalIds({ fingerprints: [fingerprint], password: 'secret', form: 'modern' }), 'secret')).entries;
  const key = createPrivateKey(erin.privateKey).export({ format: 'jwk' });
  expect(entry?.privateKey).toMatchObject({ curve, d: new Uint8Array(Buffer.from(key.d ?? '', 'base64url')) });
});

test.each([
  ['ED25519', 'ed25519'],
  ['RSA-PSS', 'rsassa-pss'],
])('a digital ID that only signs (%s) works from import to backup', async (key, signatureAlgorithm) => {
  const carol = await authority.issue('alice@signet.example', { key, keyUsage: 'digitalSignature' });
  const { fingerprint } = carol.certificate;
  await importInto(keyring, mailbox, carol);
  const again = await reopened();
  await again.unlock(passphrase);
  const message = await again.protect(shortDraft, { signWith: fingerprint, at: new Date() });
  const trustAnchors = [{ certificate: authority.certificate }];
  const opened = await again.open(message.mime, { trustAnchors, knownCertificates: [], at: new Date(), exact: true });
  expect(opened.signature).toMatchObject({ signer: { signatureAlgorithm, certificate: { fingerprint } } });
  const [entry] = (await readPfx(await again.exportDigitalIds({ fingerprints: [fingerprint], password: 'secret', form: 'modern' }), 'secret')).entries;
  expect(entry?.privateKey).toEqual((await readPfx(carol.pfx, carol.password)).entries[0]?.privateKey);
});

test('a key that this browser does not know is neither damage nor a change of the store', async () => {
  await importInto(keyring, mailbox, alice);
  const carol = await authority.issue('alice@signet.example', { key: 'ED25519', keyUsage: 'digitalSignature' });
  const { fingerprint } = carol.certificate;
  await importInto(keyring, mailbox, carol);
  const refusing = refuseEd25519();
  const other = await reopened();
  const state = await other.unlock(passphrase);
  expect(state).toMatchObject({ settingsIntegrity: 'verified', unreadableRecords: [{ record: recordName(carol), reason: 'key-unsupported' }] });
  expect(state.digitalIds.map((entry) => entry.fingerprint)).toEqual([alice.certificate.fingerprint]);
  // What is saved there keeps it for the browser that knows it.
  await mailbox.settings.save(await other.setPolicy({ signAll: true, encryptAll: false }));
  refusing.mockRestore();
  const again = await reopened();
  expect(await again.unlock(passphrase)).toMatchObject({ settingsIntegrity: 'verified', unreadableRecords: [] });
  expect((await again.state()).digitalIds.map((entry) => entry.fingerprint)).toContain(fingerprint);
});

test('a dump of the settings holds no passphrase, password or part of the key', async () => {
  await importInto(keyring, mailbox, alice);
  await mailbox.settings.save(await keyring.setPolicy({ signAll: true, encryptAll: false }));
  const dump = JSON.stringify(mailbox.dump());
  const octets = Buffer.concat(
    Object.values(mailbox.dump()).flatMap((value) => (value.match(/[A-Za-z0-9+/=]{16,}/g) ?? []).map((part) => Buffer.from(part, 'base64'))),
  );
  const key = createPrivateKey(alice.privateKey).export({ format: 'jwk' });
  for (const secret of [key.p, key.q, key.d, key.dp, key.dq, key.qi]) {
    const bytes = Buffer.from(secret ?? '', 'base64url');
    expect(bytes.length).toBeGreaterThan(64);
    const aligned = [0, 1, 2].map((skip) => bytes.subarray(skip, skip + 48).toString('base64'));
    for (const form of [bytes.toString('hex').slice(0, 64), ...aligned]) expect(dump).not.toContain(form);
    expect(octets.indexOf(bytes.subarray(0, 32))).toBe(-1);
  }
  for (const word of [passphrase, alice.password]) {
    expect(dump).not.toContain(word);
    expect(octets.indexOf(Buffer.from(word))).toBe(-1);
  }
});

describe('altered settings', () => {
  beforeEach(async () => {
    await importInto(keyring, mailbox, alice);
    await mailbox.settings.save(await keyring.setPolicy({ signAll: true, encryptAll: true }));
    await importInto(keyring, mailbox, second);
  });
  const policy = (signAll: boolean, encryptAll: boolean) => JSON.stringify({ version: 1, policy: { signAll, encryptAll } });

  test('the policy is kept and authentic', async () => {
    const other = await reopened();
    expect((await other.state()).policy).toEqual({ signAll: true, encryptAll: true });
    await expect(other.unlock(passphrase)).resolves.toMatchObject({
      settingsIntegrity: 'verified',
      policy: { signAll: true, encryptAll: true },
    });
  });

  test.each<[string, Record<string, string | null>]>([
    ['weakened', { [policyKey]: policy(false, false) }],
    ['strengthened', { [policyKey]: policy(true, false) }],
    ['removed', { [policyKey]: null }],
    ['not understood', { [policyKey]: '{"version":1}' }],
    ['not JSON', { [policyKey]: 'off' }],
    ['of a newer Signet', { [policyKey]: '{"version":2,"policy":{}}' }],
  ])('a policy that was %s is not used, and stays unused after an import', async (_, changes) => {
    mailbox.tamper(changes);
    const other = await reopened();
    const altered = { settingsIntegrity: 'changed', policy: { signAll: true, encryptAll: true } };
    await expect(other.unlock(passphrase)).resolves.toMatchObject({ status: 'unlocked', ...altered });
    await mailbox.settings.save(await other.removeDigitalId(second.certificate.fingerprint));
    await expect(other.load(mailbox.dump(), mailbox.address)).resolves.toMatchObject(altered);
    await expect(importInto(other, mailbox, second)).resolves.toMatchObject(altered);
  });

  test('the person can set the policy again, but not over a newer one', async () => {
    mailbox.tamper({ [policyKey]: 'off' });
    const other = await reopened();
    await other.unlock(passphrase);
    await mailbox.settings.save(await other.setPolicy({ signAll: false, encryptAll: true }));
    await expect(other.load(mailbox.dump(), mailbox.address)).resolves.toMatchObject({
      settingsIntegrity: 'verified',
      policy: { signAll: false, encryptAll: true },
    });
    mailbox.tamper({ [policyKey]: '{"version":2,"policy":{}}' });
    await other.load(mailbox.dump(), mailbox.address);
    const setting = other.setPolicy({ signAll: false, encryptAll: false });
    await expect(setting).rejects.toMatchObject({ code: 'ERR_RECORD_VERSION' });
  });

  test('a record that vanished is noticed', async () => {
    mailbox.tamper({ [recordName(second)]: null });
    const other = await reopened();
    await expect(other.unlock(passphrase)).resolves.toMatchObject({ settingsIntegrity: 'changed' });
  });

  test('a good record that another device added is used, and nothing is lost', async () => {
    const withBoth = mailbox.dump();
    await mailbox.settings.save(await keyring.removeDigitalId(second.certificate.fingerprint));
    mailbox.tamper({ [recordName(second)]: withBoth[recordName(second)] ?? null });
    const other = await reopened();
    const state = await other.unlock(passphrase);
    expect(state.settingsIntegrity).toBe('verified');
    expect(state.digitalIds).toHaveLength(2);
  });

  test('one damaged record does not take the others with it', async () => {
    const text = mailbox.dump()[recordName(second)] ?? '';
    const flipped = text.slice(0, -12) + (text.at(-12) === 'A' ? 'B' : 'A') + text.slice(-11);
    mailbox.tamper({ [recordName(second)]: flipped });
    const other = await reopened();
    const state = await other.unlock(passphrase);
    expect(state).toMatchObject({ status: 'unlocked', settingsIntegrity: 'changed' });
    expect(state.unreadableRecords).toEqual([{ record: recordName(second), reason: 'damaged' }]);
    expect(state.digitalIds.map(({ fingerprint }) => fingerprint)).toEqual([alice.certificate.fingerprint]);
    expect((await importInto(other, mailbox, second)).unreadableRecords).toEqual([]);
  });

  test('a record of a newer Signet is left alone', async () => {
    mailbox.tamper({ [recordName(second)]: Buffer.from([9, 1, 2, 3]).toString('base64') });
    const other = await reopened();
    await other.unlock(passphrase);
    expect((await other.state()).unreadableRecords).toEqual([{ record: recordName(second), reason: 'newer-version' }]);
    await expect(importInto(other, mailbox, second)).rejects.toMatchObject({ code: 'ERR_RECORD_VERSION' });
  });

  test.each<[string, (header: StoreHeader) => object, string]>([
    ['a newer version', () => ({ version: 2 }), 'newer-version'],
    ['no slots', () => ({ slots: [] }), 'newer-version'],
    ['only unknown slots', () => ({ slots: [{ kind: 'passkey' }] }), 'newer-version'],
    ['no version', () => ({ version: 'x' }), 'damaged'],
    ['memory out of bounds', ({ slots }) => ({ slots: [{ ...(slots[0] as object), m: 8 * 1024 * 1024 }] }), 'damaged'],
    ['hardly any memory', ({ slots }) => ({ slots: [{ ...(slots[0] as object), m: 8 }] }), 'damaged'],
    ['too many passes', ({ slots }) => ({ slots: [{ ...(slots[0] as object), t: 1_000_000 }] }), 'damaged'],
    ['too many lanes', ({ slots }) => ({ slots: [{ ...(slots[0] as object), p: 255 }] }), 'damaged'],
    ['a fraction', ({ slots }) => ({ slots: [{ ...(slots[0] as object), t: 2.5 }] }), 'damaged'],
    ['a short salt', ({ slots }) => ({ slots: [{ ...(slots[0] as object), salt: 'AAAA' }] }), 'damaged'],
    ['a hundred slots', ({ slots }) => ({ slots: Array.from({ length: 100 }, () => slots[0]) }), 'damaged'],
  ])('a store with %s is refused at once and never overwritten', async (_, edit, reason) => {
    editHeader(edit);
    const other = createTestKeyring();
    others.push(other);
    const started = Date.now();
    await expect(other.load(mailbox.dump(), mailbox.address)).resolves.toMatchObject({ status: 'unreadable', reason });
    await expect(other.unlock(passphrase)).rejects.toMatchObject({
      code: reason === 'damaged' ? 'ERR_RECORD_DAMAGED' : 'ERR_RECORD_VERSION',
    });
    mailbox.tamper({ [recordName(second)]: null });
    await expect(importInto(other, mailbox, second)).rejects.toMatchObject({
      code: reason === 'damaged' ? 'ERR_RECORD_DAMAGED' : 'ERR_RECORD_VERSION',
    });
    expect(Date.now() - started).toBeLessThan(20_000);
  });

  test('records without their store are not overwritten', async () => {
    mailbox.tamper({ [storeKey]: null });
    const other = await reopened();
    await expect(other.state()).resolves.toMatchObject({ status: 'unreadable', reason: 'damaged' });
    mailbox.tamper({ [recordName(second)]: null });
    await expect(importInto(other, mailbox, second)).rejects.toMatchObject({ code: 'ERR_RECORD_DAMAGED' });
  });

  test('a slot whose parameters were altered within the bounds does not open', async () => {
    editHeader(({ slots }) => ({ slots: [{ ...(slots[0] as object), t: 3 }] }));
    const other = await reopened();
    await expect(other.unlock(passphrase)).rejects.toMatchObject({ code: 'ERR_PASSPHRASE_WRONG' });
  });
});

test('importing stops before the budget of 24 K characters is exceeded', async () => {
  await importInto(keyring, mailbox, alice);
  mailbox.tamper({ 'signet.id.0000000000000000': 'A'.repeat(24 * 1024 - 6000) });
  await keyring.load(mailbox.dump(), mailbox.address);
  await keyring.inspectPfx(second.pfx, second.password);
  const before = mailbox.dump();
  const importing = keyring.importDigitalId({ fingerprint: second.certificate.fingerprint, name: 'x' });
  await expect(importing).resolves.toHaveProperty([recordName(second)]);
  mailbox.tamper({ 'signet.id.0000000000000000': 'A'.repeat(24 * 1024 - 3000) });
  await keyring.load(mailbox.dump(), mailbox.address);
  const full = keyring.importDigitalId({ fingerprint: second.certificate.fingerprint, name: 'x' });
  await expect(full).rejects.toMatchObject({ code: 'ERR_STORE_FULL' });
  expect(Object.keys(mailbox.dump())).toEqual(Object.keys(before));
});
