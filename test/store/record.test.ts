import { costOfSetting, recordsLimitCharacters, requireRoomForRecords } from '../../src/store/budget';
import { recordKey } from '../../src/store/keys';
import { generateMasterKey, importMasterKey } from '../../src/store/master-key';
import type { MasterKey } from '../../src/store/master-key';
import { packPrivateKey, unpackPrivateKey, wipePrivateKey } from '../../src/store/private-key';
import { readRecord, sealRecord, unsealRecord } from '../../src/store/record';
import type { Certificate, PrivateKey } from '../../src/smime/index';
import { privateKeyOf } from '../support/identities';
import { testCrypto } from '../support/keyring';
import { createTestAuthority } from '../support/openssl-identities';
import type { TestAuthority } from '../support/openssl-identities';

let authority: TestAuthority;
let privateKey: PrivateKey;
let certificate: Certificate;
let master: MasterKey;
let text: string;
const mailbox = 'alice@signet.example';
const seal = (name = 'Contoso, 2026') =>
  sealRecord(testCrypto, master, mailbox, { certificate, chain: [authority.certificate], privateKey, name });

beforeAll(async () => {
  authority = await createTestAuthority();
  const alice = await authority.issue(mailbox);
  privateKey = privateKeyOf(alice.privateKey);
  certificate = alice.certificate;
  master = await importMasterKey(testCrypto, generateMasterKey(testCrypto));
  text = await seal();
});
afterAll(() => authority.remove());

const damaged = { code: 'ERR_RECORD_DAMAGED' };

test('the master key cannot be read out, and its octets are wiped', async () => {
  const octets = generateMasterKey(testCrypto);
  const key = await importMasterKey(testCrypto, octets);
  expect(key.extractable).toBe(false);
  expect(octets.every((octet) => octet === 0)).toBe(true);
  await expect(testCrypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

test('what was sealed comes back', async () => {
  const record = await readRecord(recordKey(certificate.fingerprint), text);
  expect(record).toMatchObject({ name: 'Contoso, 2026' });
  expect(record.certificate.fingerprint).toBe(certificate.fingerprint);
  expect(record.chain.map(({ fingerprint }) => fingerprint)).toEqual([authority.certificate.fingerprint]);
  await expect(unsealRecord(testCrypto, master, mailbox, record)).resolves.toEqual(privateKey);
});

test('sealing twice gives different octets', async () => {
  expect(await seal()).not.toBe(text);
});

test('a long name is cut between characters', async () => {
  const record = await readRecord(recordKey(certificate.fingerprint), await seal(`  ${'🔑'.repeat(300)}`));
  expect(record.name).toBe('🔑'.repeat(100));
});

test('for another mailbox or under another master key it does not open', async () => {
  const record = await readRecord(recordKey(certificate.fingerprint), text);
  const other = await importMasterKey(testCrypto, generateMasterKey(testCrypto));
  await expect(unsealRecord(testCrypto, master, 'bob@signet.example', record)).rejects.toMatchObject(damaged);
  await expect(unsealRecord(testCrypto, other, mailbox, record)).rejects.toMatchObject(damaged);
});

test('every flipped octet is noticed, at the latest when it is opened', async () => {
  const octets = Buffer.from(text, 'base64');
  for (let at = 0; at < octets.length; at += 37) {
    const changed = Buffer.from(octets);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const opening = readRecord(recordKey(certificate.fingerprint), changed.toString('base64')).then((record) =>
      unsealRecord(testCrypto, master, mailbox, record),
    );
    await expect(opening).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_RECORD_(DAMAGED|VERSION)$/) as string });
  }
});

test.each([0, 1, 5, 14, 200, 800])('a record cut after %i octets', async (length) => {
  const cut = Buffer.from(text, 'base64').subarray(0, length).toString('base64');
  await expect(readRecord(recordKey(certificate.fingerprint), cut)).rejects.toMatchObject(damaged);
});

test('a record under the name of another', async () => {
  await expect(readRecord('signet.id.0123456789abcdef', text)).rejects.toMatchObject(damaged);
});

test('text that is no base64', async () => {
  await expect(readRecord(recordKey(certificate.fingerprint), `${text}!`)).rejects.toMatchObject(damaged);
});

test('a private key of an unknown kind, or with something behind it', () => {
  const packed = packPrivateKey(privateKey);
  expect(unpackPrivateKey(packed, 'x')).toEqual(privateKey);
  expect(() => unpackPrivateKey(Uint8Array.from([5, ...packed.subarray(1)]), 'x')).toThrow('ERR_RECORD_VERSION');
  expect(() => unpackPrivateKey(Uint8Array.from([2, 9, ...packed.subarray(1)]), 'x')).toThrow('ERR_RECORD_VERSION');
  expect(() => unpackPrivateKey(Uint8Array.from([...packed, 0]), 'x')).toThrow('ERR_RECORD_DAMAGED');
});

test('an EC or X25519 key comes back as it was', () => {
  const keys: PrivateKey[] = [
    { algorithm: 'ec', curve: 'P-256', d: new Uint8Array(32).fill(1) },
    { algorithm: 'ec', curve: 'P-521', d: Uint8Array.from([0, ...new Uint8Array(65).fill(2)]) },
    { algorithm: 'x25519', d: new Uint8Array(32).fill(3) },
    { algorithm: 'ed25519', d: new Uint8Array(32).fill(4) },
  ];
  for (const key of keys) {
    const packed = packPrivateKey(key);
    expect(unpackPrivateKey(packed, 'x')).toEqual(key);
    wipePrivateKey(key);
    expect(key).toMatchObject({ d: new Uint8Array(packed.length - (key.algorithm === 'ec' ? 4 : 3)) });
  }
});

describe('the budget', () => {
  const key = 'signet.id.0123456789abcdef';

  test('counts as the settings do: quotes are escaped twice', () => {
    expect(costOfSetting('a', 'b')).toBe('"a":"\\"b\\"",'.length);
    expect(costOfSetting('a', '"')).toBe(costOfSetting('a', 'b') + 3 + 0);
  });

  test('only records count, a replaced one once, a removed one not at all', () => {
    const big = 'A'.repeat(20_000);
    expect(() => requireRoomForRecords({ 'signet.store': big }, { [key]: big })).not.toThrow();
    expect(() => requireRoomForRecords({ [key]: big }, { [key]: big })).not.toThrow();
    expect(() => requireRoomForRecords({ [key]: big }, { [`${key}0`]: big })).toThrow('ERR_STORE_FULL');
    expect(() => requireRoomForRecords({ [key]: big }, { [key]: null, [`${key}0`]: big })).not.toThrow();
  });

  test('the error says how much is missing', () => {
    const fits = 'A'.repeat(recordsLimitCharacters - costOfSetting(key, ''));
    expect(() => requireRoomForRecords({}, { [key]: fits })).not.toThrow();
    try {
      requireRoomForRecords({}, { [key]: `${fits}A` });
      throw new Error('not reached');
    } catch (error) {
      const details = { needed: recordsLimitCharacters + 1, free: recordsLimitCharacters };
      expect(error).toMatchObject({ code: 'ERR_STORE_FULL', details });
    }
  });

  test('a usual digital ID takes less than 4 K', () => {
    expect(costOfSetting(key, text)).toBeLessThan(4096);
  });
});
