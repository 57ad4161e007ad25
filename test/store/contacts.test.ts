import { withCertificates, withComparison } from '../../src/flows/contacts/contact';
import type { Contact } from '../../src/flows/contacts/contact';
import { withChosen } from '../../src/flows/contacts/keep-certificates';
import type { Certificate } from '../../src/smime/index';
import type { ContactStorage } from '../../src/store/contact-storage';
import { createContactCertificates } from '../../src/store/contacts';
import { createTestAuthority } from '../support/openssl-identities';
import type { TestAuthority } from '../support/openssl-identities';

let authority: TestAuthority;
let first: Certificate;
let second: Certificate;
const alice = 'alice@signet.example';
const bob = 'bob@signet.example';
const at = new Date('2026-06-01T12:00:00.000Z');

beforeAll(async () => {
  authority = await createTestAuthority();
  first = (await authority.issue(bob)).certificate;
  second = (await authority.issue(bob)).certificate;
});
afterAll(() => authority.remove());

function memory(kept = new Map<string, unknown>()): ContactStorage {
  return {
    get: (key) => Promise.resolve(kept.get(key)),
    update: (key, next) => Promise.resolve(void kept.set(key, structuredClone(next(kept.get(key))))),
    remove: (key) => Promise.resolve(void kept.delete(key)),
    entries: () => Promise.resolve([...kept]),
  };
}

const found = (certificate: Certificate) => ({ certificate, issuers: [authority.certificate], source: 'file' as const });
const adding = (certificate: Certificate) => (before: Contact | null) => withCertificates(bob, before, [found(certificate)], at);
const fingerprints = (contact: Contact | null) => contact?.certificates.map(({ certificate }) => certificate.fingerprint);

test('everything about a certificate comes back, whatever the case of the address', async () => {
  const contacts = createContactCertificates(alice, memory());
  await contacts.change('Bob@Signet.Example', adding(first));
  await contacts.change(bob, adding(second));
  await contacts.change(bob, (before) => withComparison(withChosen(before!, first.fingerprint), first.fingerprint, { result: 'match', on: at }));
  const known = { issuers: [authority.certificate], source: 'file', firstSeen: at, lastSeen: at };
  await expect(contacts.find('BOB@signet.example')).resolves.toEqual({
    address: bob,
    chosen: first.fingerprint,
    certificates: [
      { certificate: second, ...known },
      { certificate: first, ...known, comparison: { result: 'match', on: at } },
    ],
  });
  await expect(contacts.find('carol@signet.example')).resolves.toBeNull();
});

test('the same certificate is kept once, moves to the front and keeps what is known of it', async () => {
  const contacts = createContactCertificates(alice, memory());
  await contacts.change(bob, adding(first));
  await contacts.change(bob, (before) => withComparison(before!, first.fingerprint, { result: 'mismatch', on: at }));
  await contacts.change(bob, adding(second));
  const later = new Date(at.getTime() + 1000);
  await contacts.change(bob, (before) => withCertificates(bob, before, [{ ...found(first), issuers: [] }], later));
  const contact = await contacts.find(bob);
  expect(fingerprints(contact)).toEqual([first.fingerprint, second.fingerprint]);
  expect(contact?.certificates[0]).toMatchObject({
    issuers: [authority.certificate],
    firstSeen: at,
    lastSeen: later,
    comparison: { result: 'mismatch' },
  });
});

test('null removes, and leaves no address behind', async () => {
  const kept = new Map<string, unknown>();
  const contacts = createContactCertificates(alice, memory(kept));
  await contacts.change(bob, adding(first));
  await contacts.change(bob, () => null);
  expect([...kept.keys()]).toEqual([]);
});

test('mailboxes do not see each other', async () => {
  const storage = memory();
  await createContactCertificates(alice, storage).change(bob, adding(first));
  const other = createContactCertificates('carol@signet.example', storage);
  await expect(other.find(bob)).resolves.toBeNull();
  await expect(other.list()).resolves.toEqual([]);
});

describe('the first form, a list of encodings', () => {
  const old = () => new Map<string, unknown>([[`${alice}\n${bob}`, [second.der, first.der]]]);
  const asRead = () => ({
    address: bob,
    certificates: [second, first].map((certificate) => ({ certificate, issuers: [], source: 'signed-message' })),
  });

  test('is read without loss', async () => {
    const contacts = createContactCertificates(alice, memory(old()));
    await expect(contacts.find(bob)).resolves.toEqual(asRead());
    await expect(contacts.list()).resolves.toEqual([asRead()]);
  });

  test('is replaced at the first change, and no certificate is lost', async () => {
    const kept = old();
    const contacts = createContactCertificates(alice, memory(kept));
    await contacts.change(bob, (before) => withChosen(before!, first.fingerprint));
    expect(kept.get(`${alice}\n${bob}`)).toMatchObject({ version: 1, revision: 1 });
    await expect(contacts.find(bob)).resolves.toEqual({ ...asRead(), chosen: first.fingerprint });
  });
});

test('what another pane wrote between reading and writing is not lost', async () => {
  const kept = new Map<string, unknown>();
  const storage = memory(kept);
  const other = createContactCertificates(alice, storage);
  let isFirst = true;
  const late: ContactStorage = {
    ...storage,
    get: async (key) => {
      const value = await storage.get(key);
      if (isFirst) {
        isFirst = false;
        await other.change(bob, adding(second));
      }
      return value;
    },
  };
  await createContactCertificates(alice, late).change(bob, adding(first));
  expect(fingerprints(await other.find(bob))).toEqual([first.fingerprint, second.fingerprint]);
});

test('other panes are told, other mailboxes are not', async () => {
  const panes: ((event: MessageEvent) => void)[] = [];
  const news = {
    postMessage: (data: unknown) => panes.forEach((hear) => hear({ data } as MessageEvent)),
    addEventListener: (_: string, hear: unknown) => void panes.push(hear as (event: MessageEvent) => void),
  };
  const storage = memory();
  const here = createContactCertificates(alice, storage, news);
  const heard: string[] = [];
  createContactCertificates(alice, storage, news).onChanged(() => heard.push('alice'));
  createContactCertificates('carol@signet.example', storage, news).onChanged(() => heard.push('carol'));
  await here.change(bob, adding(first));
  expect(heard).toEqual(['alice']);
});

test('without storage in this place every call says so', async () => {
  const contacts = createContactCertificates(alice); // Node has no IndexedDB.
  const unavailable = { code: 'ERR_CONTACTS_UNAVAILABLE' };
  await expect(contacts.find(bob)).rejects.toMatchObject(unavailable);
  await expect(contacts.list()).rejects.toMatchObject(unavailable);
  await expect(contacts.change(bob, adding(first))).rejects.toMatchObject(unavailable);
  await expect(contacts.remove(bob)).rejects.toMatchObject(unavailable);
});

const key = `${alice}\n${bob}`;

test.each([
  [['not a certificate']],
  ['text'],
  [[new Uint8Array([1, 2, 3])]],
  [{ version: 2, revision: 7, certificates: [] }],
  [{ version: 1, revision: 1, certificates: [{ der: new Uint8Array(), issuers: [], source: 'file' }] }],
])('damaged or newer entries are never overwritten, hide nobody else, and can be removed: %p', async (value) => {
  const kept = new Map<string, unknown>([[key, value]]);
  const contacts = createContactCertificates(alice, memory(kept));
  await contacts.change('carol@signet.example', adding(first));
  await expect(contacts.find(bob)).resolves.toEqual({ address: bob, certificates: [], isUnreadable: true });
  await expect(contacts.change(bob, adding(first))).rejects.toMatchObject({ code: 'ERR_CONTACT_UNREADABLE', details: { address: bob } });
  expect(kept.get(key)).toBe(value);
  expect((await contacts.list()).map(({ address, isUnreadable }) => ({ address, isUnreadable }))).toEqual([
    { address: bob, isUnreadable: true },
    { address: 'carol@signet.example', isUnreadable: undefined },
  ]);
  await contacts.remove(bob);
  await expect(contacts.find(bob)).resolves.toBeNull();
});
