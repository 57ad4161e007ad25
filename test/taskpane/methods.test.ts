import * as registry from '../../src/smime/cms/algorithm-registry';
import { keyName, methodName } from '../../src/taskpane/texts/methods';

test.each([
  ['des-ede3-cbc', 'TripleDES'],
  ['1.2.840.113549.3.7', 'TripleDES'],
  ['rc2-cbc', 'RC2'],
  ['aes-256-gcm', 'AES-256-GCM'],
  ['chacha20-poly1305', 'ChaCha20-Poly1305'],
  ['camellia-256-cbc', 'Camellia-256-CBC'],
  ['rsassa-pss', 'RSA-PSS'],
  ['rsassa-pkcs1-v1_5', 'RSA v1.5'],
  ['rsaes-oaep', 'RSA-OAEP'],
  ['ed25519', 'Ed25519'],
  ['ecdsa', 'ECDSA'],
  ['sha-256', 'SHA-256'],
  ['sha3-512', 'SHA3-512'],
])('%s is called %s', (algorithm, name) => {
  expect(methodName(algorithm)).toBe(name);
});

test('what nobody knows is shown as the message names it, cleaned', () => {
  expect(methodName('1.2.3.4')).toBe('1.2.3.4');
  expect(methodName('x\u202Egpj')).toBe('xgpj');
});

test('one name has one title, whatever it is in the registry', () => {
  const { digests, signatureAlgorithms, contentCiphers, keyEncryptions, keyWraps, publicKeyTypes } = registry;
  const entries = [...digests, ...signatureAlgorithms, ...contentCiphers, ...keyEncryptions, ...keyWraps, ...publicKeyTypes];
  const differing = entries.filter(({ name, oid }) => methodName(name) !== methodName(oid)).map(({ name }) => name);
  // These OIDs stand for a key and for what it does.
  expect([...new Set(differing)].sort()).toEqual(['rsa']);
  expect(entries.filter(({ name, title }) => /[a-z]/.test(methodName(name)) && title === undefined)).toEqual([]);
});

test.each([
  [{ algorithm: 'rsa', bits: 2048 }, 'RSA, 2048 bits'],
  [{ algorithm: 'rsa-pss', bits: 3072 }, 'RSA-PSS, 3072 bits'],
  [{ algorithm: 'ec', bits: 256, curve: 'P-256' }, 'EC, P-256'],
  [{ algorithm: 'ed25519', bits: 256 }, 'Ed25519'],
  [{ algorithm: '1.2.3', bits: 0 }, '1.2.3'],
])('the key %j is called %s', (key, name) => {
  expect(keyName(key)).toBe(name);
});
