import { checkReadiness } from '../../src/flows/check-readiness';
import type { Readiness } from '../../src/flows/check-readiness';
import type { Environment } from '../../src/flows/environment';
import type { DraftSummary } from '../../src/mailbox/types';
import type { Certificate, KeyUsage } from '../../src/smime/index';
import type { DigitalIdEntry } from '../../src/worker/keyring';
import { createEnvironment, keepFor } from '../support/environment';
import { createFakeMailbox, person } from '../support/fake-mailbox';
import type { FakeMailbox } from '../support/fake-mailbox';
import { createTestKeyring } from '../support/keyring';

const now = new Date('2026-06-01T12:00:00Z');
const inDate = { notBefore: new Date('2026-01-01'), notAfter: new Date('2027-01-01') };
const past = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') };
const future = { notBefore: new Date('2028-01-01'), notAfter: new Date('2029-01-01') };

let made = 0;
function certificate(address: string, overrides: Partial<Certificate> = {}): Certificate {
  made += 1;
  return {
    der: new Uint8Array([made]),
    subject: `CN=${address}`,
    issuer: 'CN=Test',
    serialNumber: String(made),
    ...inDate,
    emailAddresses: [address],
    isAuthority: false,
    publicKey: { algorithm: 'rsa', bits: 2048 },
    fingerprint: made.toString(16).padStart(64, '0'),
    ...overrides,
  };
}

const entry = (own: Certificate): DigitalIdEntry => ({ certificate: own, chain: [], name: 'x', fingerprint: own.fingerprint });
const usage = (...keyUsage: KeyUsage[]) => ({ keyUsage });

/** These certificates are made up: no issuer could vouch for them. */
const compared = { comparison: { result: 'match', on: now } } as const;

const me = 'alice@signet.example';
let mailbox: FakeMailbox;
let env: Environment;
const keyring = createTestKeyring();
afterAll(() => keyring.close());
beforeEach(() => {
  mailbox = createFakeMailbox(me);
  env = createEnvironment(mailbox, keyring, certificate('ca'), { now: () => now });
});

const summary = (overrides: Partial<DraftSummary> = {}): DraftSummary => ({
  from: person(me),
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  attachments: [],
  ...overrides,
});
const check = (draft: Partial<DraftSummary>, digitalIds: DigitalIdEntry[] = [entry(certificate(me))]): Promise<Readiness> =>
  checkReadiness(env, summary(draft), { digitalIds });
const states = ({ recipients }: Readiness) => recipients.map(({ state }) => state);

test.each<[string, Partial<Certificate>]>([
  ['ready', {}],
  ['expired', past],
  ['notYet', future],
  ['signOnly', usage('digitalSignature')],
  ['otherAddress', { emailAddresses: ['other@signet.example'] }],
  ['weak', { publicKey: { algorithm: 'rsa', bits: 1024 } }],
  ['signOnly', { publicKey: { algorithm: 'ed25519', bits: 256 } }],
])('a recipient is %s', async (state, overrides) => {
  const bob = certificate('bob@signet.example', overrides);
  await keepFor(env, 'bob@signet.example', bob, state === 'otherAddress' ? {} : compared);
  const readiness = await check({ to: [person('Bob@signet.example', 'Bob')] });
  expect(readiness.recipients).toEqual([
    { address: 'Bob@signet.example', name: 'Bob', role: 'to', state, certificate: bob },
  ]);
  expect(readiness.canEncrypt).toBe(state === 'ready');
});

test.each([
  ['untrusted', {}],
  ['notTheirs', { comparison: { result: 'mismatch', on: now } }],
] as const)('one for whom nobody vouches is %s', async (state, known) => {
  await keepFor(env, 'bob@signet.example', certificate('bob@signet.example'), known);
  const readiness = await check({ to: [person('bob@signet.example')] });
  expect(states(readiness)).toEqual([state]);
  expect(readiness.canEncrypt).toBe(false);
});

test('an older certificate that still works is used', async () => {
  const good = certificate('bob@signet.example');
  await keepFor(env, 'bob@signet.example', good, compared);
  await keepFor(env, 'bob@signet.example', certificate('bob@signet.example', past));
  const { recipients } = await check({ to: [person('bob@signet.example')] });
  expect(recipients[0]).toMatchObject({ state: 'ready', certificate: { fingerprint: good.fingerprint } });
});

test('a damaged record is said of its own address alone', async () => {
  await keepFor(env, 'bob@signet.example', certificate('bob@signet.example'), compared);
  await env.contacts.change('carol@signet.example', () => ({ address: 'carol@signet.example', certificates: [], isUnreadable: true }));
  const readiness = await check({ to: [person('bob@signet.example'), person('carol@signet.example')] });
  expect(states(readiness)).toEqual(['ready', 'unreadable']);
  expect(readiness).toMatchObject({ canEncrypt: false, contactsUnavailable: false });
});

test('no certificate, not resolved, a list, oneself', async () => {
  const cc = [person('', 'Bo'), { ...person('all@signet.example', 'All'), isList: true }, person(me)];
  const readiness = await check({ to: [person('carol@signet.example')], cc });
  expect(states(readiness)).toEqual(['none', 'unresolved', 'list', 'self']);
  expect(readiness.canEncrypt).toBe(false);
});

test('Bcc and nobody at all cannot be encrypted to', async () => {
  await keepFor(env, 'bob@signet.example', certificate('bob@signet.example'), compared);
  expect(await check({ bcc: [person('bob@signet.example')] })).toMatchObject({ canEncrypt: false });
  expect(await check({})).toMatchObject({ canEncrypt: false });
});

test('contacts that cannot be read are told, not thrown', async () => {
  mailbox.failures.set('contacts', new Error());
  const readiness = await check({ to: [person('bob@signet.example')] });
  expect(readiness).toMatchObject({ contactsUnavailable: true, canEncrypt: false, signing: { state: 'ready' } });
  expect(states(readiness)).toEqual(['none']);
});

describe('the digital ID to sign with', () => {
  test.each<[string, DigitalIdEntry[]]>([
    ['none', []],
    ['noneForSender', [entry(certificate('sales@signet.example'))]],
    ['noneForSender', [entry(certificate(me, usage('keyEncipherment')))]],
    ['noneForSender', [entry(certificate(me, { extendedKeyUsage: ['serverAuth'] }))]],
    ['noneForSender', [entry(certificate(me, { publicKey: { algorithm: 'rsa', bits: 1024 } }))]],
    ['expired', [entry(certificate(me, past))]],
    ['notYet', [entry(certificate(me, past)), entry(certificate(me, future))]],
    ['ready', [entry(certificate(me, past)), entry(certificate(me)), entry(certificate(me, future))]],
  ])('%s', async (state, digitalIds) => {
    expect((await check({}, digitalIds)).signing.state).toBe(state);
  });

  test('the newest in date, for the From address; the one to encrypt to may be another', async () => {
    const older = entry(certificate(me, { notBefore: new Date('2025-06-01') }));
    const newer = entry(certificate(me, usage('digitalSignature')));
    const readiness = await check({}, [older, newer, entry(certificate('sales@signet.example'))]);
    expect(readiness.signing).toEqual({ state: 'ready', digitalId: newer });
    expect(readiness.encryptToSelf).toEqual(older);
  });
});

test('the size is estimated rather too large', async () => {
  const attachment = { id: '1', name: 'a', contentType: 'a/b', size: 300_000, kind: 'file', isInline: false } as const;
  const { size } = await check({ attachments: [attachment] });
  expect(size.signedBytes).toBeGreaterThan(400_000);
  expect(size.signedBytes).toBeLessThan(450_000);
  expect(size.encryptedBytes).toBeGreaterThan(size.signedBytes * 1.3);
  expect(size.limitBytes).toBe(mailbox.transport.limitBytes);
});
