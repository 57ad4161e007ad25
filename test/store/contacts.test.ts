import { createContactCertificates } from '../../src/store/contacts';
import type { ContactStorage } from '../../src/store/contacts';
import type { Certificate } from '../../src/smime/index';
import { createTestAuthority } from '../support/openssl-identities';
import type { TestAuthority } from '../support/openssl-identities';

let authority: TestAuthority;
let first: Certificate;
let second: Certificate;

beforeAll(async () => {
  authority = await createTestAuthority();
  first = (await authority.issue('bob@signet.example')).certificate;
  second = (await authority.issue('bob@signet.example')).certificate;
}, 60_000);
afterAll(() => authority.remove());

function memory(): ContactStorage {
  const kept = new Map<string, unknown>();
  return {
    get: (key) => Promise.resolve(kept.get(key)),
    set: (key, value) => Promise.resolve(void kept.set(key, structuredClone(value))),
    remove: (key) => Promise.resolve(void kept.delete(key)),
    entries: () => Promise.resolve([...kept]),
  };
}

const fingerprints = (certificates: readonly Certificate[]) => certificates.map(({ fingerprint }) => fingerprint);

test('newest first, whatever the case of the address; the same one is kept once', async () => {
  const contacts = createContactCertificates('alice@signet.example', memory());
  await contacts.add('Bob@Signet.Example', first);
  await contacts.add('bob@signet.example', second);
  expect(fingerprints(await contacts.find('BOB@signet.example'))).toEqual(fingerprints([second, first]));
  await contacts.add('bob@signet.example', first);
  expect(fingerprints(await contacts.find('bob@signet.example'))).toEqual(fingerprints([first, second]));
  expect((await contacts.list()).map(({ address }) => address)).toEqual(['bob@signet.example']);
  await expect(contacts.find('carol@signet.example')).resolves.toEqual([]);
});

test('removed one by one', async () => {
  const contacts = createContactCertificates('alice@signet.example', memory());
  await contacts.add('bob@signet.example', first);
  await contacts.add('bob@signet.example', second);
  await contacts.remove('bob@signet.example', second.fingerprint);
  expect(fingerprints(await contacts.find('bob@signet.example'))).toEqual(fingerprints([first]));
  await contacts.remove('bob@signet.example', first.fingerprint);
  await expect(contacts.list()).resolves.toEqual([]);
});

test('mailboxes do not see each other', async () => {
  const storage = memory();
  await createContactCertificates('alice@signet.example', storage).add('bob@signet.example', first);
  const other = createContactCertificates('carol@signet.example', storage);
  await expect(other.find('bob@signet.example')).resolves.toEqual([]);
  await expect(other.list()).resolves.toEqual([]);
});

test('without storage in this place every call says so', async () => {
  const contacts = createContactCertificates('alice@signet.example'); // Node has no IndexedDB.
  const unavailable = { code: 'ERR_CONTACTS_UNAVAILABLE' };
  await expect(contacts.find('bob@signet.example')).rejects.toMatchObject(unavailable);
  await expect(contacts.list()).rejects.toMatchObject(unavailable);
  await expect(contacts.add('bob@signet.example', first)).rejects.toMatchObject(unavailable);
  await expect(contacts.remove('bob@signet.example', first.fingerprint)).rejects.toMatchObject(unavailable);
});

test.each([[['not a certificate']], ['text'], [[new Uint8Array([1, 2, 3])]]])('damaged entries: %p', async (value) => {
  const storage = { ...memory(), get: () => Promise.resolve(value) };
  const finding = createContactCertificates('alice@signet.example', storage).find('bob@signet.example');
  await expect(finding).rejects.toMatchObject({ code: 'ERR_CONTACTS_UNAVAILABLE' });
});
