import { addSenderAutomatically, addToContacts, senderCard, undoAddedSender } from '../../src/flows/add-to-contacts';
import { confirmCertificate } from '../../src/flows/contacts/change-contact';
import { certificateInUse } from '../../src/flows/contacts/keep-certificates';
import type { Environment } from '../../src/flows/environment';
import { openItem } from '../../src/flows/open-message';
import type { SmimeReading } from '../../src/flows/open-message';
import { signAndSend } from '../../src/flows/sign-and-send';
import type { Certificate } from '../../src/smime/index';
import { createEnvironment, keepFor } from '../support/environment';
import { createComposeItem, createFakeMailbox, createReadItem, person } from '../support/fake-mailbox';
import { createTestKeyring, importInto } from '../support/keyring';
import { createTestAuthority } from '../support/openssl-identities';
import type { MadeIdentity, TestAuthority } from '../support/openssl-identities';

const address = 'alice@signet.example';
const keyring = createTestKeyring();
let authority: TestAuthority;
let elsewhere: TestAuthority;
let alice: MadeIdentity;
/** For the same address, by an authority that is trusted too. */
let foreign: MadeIdentity;
let env: Environment;
/** A message that Alice has signed. */
let reading: SmimeReading;
/** The same, changed on the way. */
let changed: SmimeReading;

beforeAll(async () => {
  [authority, elsewhere] = await Promise.all([createTestAuthority('Here'), createTestAuthority('Elsewhere')]);
  alice = await authority.issue(address);
  foreign = await elsewhere.issue(address);
  const mailbox = createFakeMailbox(address);
  await importInto(keyring, mailbox, alice);
  const alices = createEnvironment(mailbox, keyring, authority.certificate);
  await signAndSend(alices, createComposeItem(mailbox, { to: [person('bob@signet.example')] }), { sign: true, encrypt: false });
  const signed = Buffer.from(mailbox.transport.sent[0]!).toString('latin1');
  reading = await open(signed);
  changed = await open(signed.replace('4711', '9999'));
});
afterAll(() => {
  keyring.close();
  authority.remove();
  elsewhere.remove();
});
beforeEach(() => {
  env = bobs();
});

const bobs = (): Environment => ({
  ...createEnvironment(createFakeMailbox('bob@signet.example'), keyring, authority.certificate),
  trustAnchors: [authority, elsewhere].map(({ certificate }) => ({ certificate })),
});

async function open(mime: string): Promise<SmimeReading> {
  const there = bobs();
  // As Exchange keeps it: the header section here, the signed entity there.
  const [headers = '', ...body] = mime.split(/(?<=\r\n)\r\n/);
  const [type = ''] = /^content-type:.*(?:\r\n[ \t].*)*\r\n/im.exec(headers) ?? [];
  const bytes = Buffer.from([type, ...body].join('\r\n'), 'latin1');
  const attachment = { name: 'smime.p7m', contentType: 'multipart/signed', bytes };
  const mailbox = createFakeMailbox('bob@signet.example');
  const item = createReadItem(mailbox, { from: person(address), headers, attachment });
  const opened = await openItem(there, item);
  if (opened.kind !== 'smime') throw new Error('unreachable');
  return opened;
}

const kept = async () => (await env.contacts.find(address))?.certificates.map(({ certificate }) => certificate.fingerprint);
const inUse = async () => (await certificateInUse(env, address))?.certificate.fingerprint;

test('what it is all tried with', () => {
  expect(reading.opened.signature.state).toBe('valid');
  expect(changed.opened.signature.state).toBe('broken');
});

test('from another issuer: the person sees both, and only their word replaces it', async () => {
  await keepFor(env, address, foreign.certificate);
  await expect(senderCard(env, reading)).resolves.toMatchObject({
    state: 'replace',
    inUse: { certificate: { fingerprint: foreign.certificate.fingerprint } },
    offered: { fingerprint: alice.certificate.fingerprint },
  });
  await expect(addSenderAutomatically(env, reading)).resolves.toBeNull();
  await expect(kept()).resolves.toEqual([foreign.certificate.fingerprint]);
  await addToContacts(env, reading, 'keep');
  await expect(inUse()).resolves.toBe(foreign.certificate.fingerprint);
  await addToContacts(env, reading, 'replace');
  await expect(inUse()).resolves.toBe(alice.certificate.fingerprint);
  await expect(kept()).resolves.toEqual([alice.certificate.fingerprint, foreign.certificate.fingerprint]);
});

test('by itself: a new sender is added, and taken back; one of another issuer is left alone', async () => {
  const added = await addSenderAutomatically(env, reading);
  expect(added).toEqual({ address, fingerprints: [alice.certificate.fingerprint] });
  await expect(inUse()).resolves.toBe(alice.certificate.fingerprint);
  await expect(addSenderAutomatically(env, reading)).resolves.toBeNull();
  await undoAddedSender(env, added!);
  await expect(kept()).resolves.toBeUndefined();
  await expect(addSenderAutomatically(env, changed)).resolves.toBeNull();
  await expect(kept()).resolves.toBeUndefined();
  // What is kept has run out: a stranger's moment, were another issuer enough.
  await keepFor(env, address, { ...foreign.certificate, notAfter: new Date('2020-01-01') });
  await expect(addSenderAutomatically(env, reading)).resolves.toBeNull();
});

test('taken back is taken back: not added by itself again, and what was compared meanwhile stays', async () => {
  const added = await addSenderAutomatically(env, reading);
  await undoAddedSender(env, added!);
  await expect(addSenderAutomatically(env, reading)).resolves.toBeNull();
  await expect(kept()).resolves.toBeUndefined();
  await addToContacts(env, reading);
  await confirmCertificate(env, address, alice.certificate.fingerprint);
  await undoAddedSender(env, added!);
  await expect(inUse()).resolves.toBe(alice.certificate.fingerprint);
});

describe('a signer whose certificate can only sign', () => {
  let signOnly: MadeIdentity;
  /** Beside the signature, where anybody on the way can put it. */
  let separate: MadeIdentity;
  const carrying = (signer: Certificate, ...certificates: Certificate[]): SmimeReading => {
    const { opened } = reading;
    if (opened.signature.state !== 'valid') throw new Error('unreachable');
    const signature = { ...opened.signature, signer: { ...opened.signature.signer, certificate: signer }, path: [signer] };
    return { ...reading, opened: { ...opened, certificates: [signer, ...certificates], signature } };
  };
  beforeAll(async () => {
    signOnly = await elsewhere.issue(address, { keyUsage: 'digitalSignature' });
    separate = await elsewhere.issue(address, { keyUsage: 'keyEncipherment' });
  });

  test('what the person agrees to is the one that will be used', async () => {
    await addToContacts(env, reading);
    const carried = carrying(signOnly.certificate, separate.certificate);
    await expect(senderCard(env, carried)).resolves.toMatchObject({ state: 'replace', offered: { fingerprint: separate.certificate.fingerprint } });
    await addToContacts(env, carried, 'replace');
    await expect(inUse()).resolves.toBe(separate.certificate.fingerprint);
  });

  test('nothing to encrypt to replaces nothing', async () => {
    await addToContacts(env, reading);
    await expect(senderCard(env, carrying(signOnly.certificate))).resolves.toEqual({ state: 'update', address });
    await expect(addToContacts(env, carrying(signOnly.certificate))).resolves.toBe(true);
    await expect(addToContacts(env, reading)).resolves.toBe(true);
    await env.contacts.remove(address);
    await expect(addToContacts(env, carrying(signOnly.certificate))).resolves.toBe(false);
    await addToContacts(env, reading);
    await expect(inUse()).resolves.toBe(alice.certificate.fingerprint);
  });

  test.each([['before'], ['behind']])('the one of the same issuer comes first, another %s it', async (where) => {
    const both = [separate.certificate, alice.certificate];
    await addToContacts(env, carrying(signOnly.certificate, ...(where === 'before' ? both.reverse() : both)));
    await expect(inUse()).resolves.toBe(separate.certificate.fingerprint);
  });
});

test('by itself: a newer one of the same issuer takes over, and is taken back', async () => {
  const older = await authority.issue(address);
  await keepFor(env, address, { ...older.certificate, notBefore: new Date('2020-01-01') });
  const added = await addSenderAutomatically(env, reading);
  await expect(inUse()).resolves.toBe(alice.certificate.fingerprint);
  await undoAddedSender(env, added!);
  await expect(inUse()).resolves.toBe(older.certificate.fingerprint);
});

test('each message notes when its certificate was last seen, once a day', async () => {
  await addToContacts(env, reading);
  const seen = async (now: number) => {
    await senderCard({ ...env, now: () => new Date(now) }, reading);
    return (await env.contacts.find(address))?.certificates[0]?.lastSeen?.getTime();
  };
  const added = await seen(Date.now());
  await expect(seen(Date.now() + 60_000)).resolves.toBe(added);
  const later = Date.now() + 25 * 60 * 60 * 1000;
  await expect(seen(later)).resolves.toBe(later);
});
