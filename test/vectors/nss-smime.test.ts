import type { OpenOptions } from '../../src/smime';
import { openMessage } from '../../src/smime';
import { usualOptions } from '../support/identities';
import { unlockPfx } from '../support/pfx';
import { refuse192BitKeys } from '../support/without-aes-192';
import { describeVectors, vector, vectorFiles } from '../support/vectors';
import { verdictOf } from '../support/verdict';

/**
 * OpenSSL's messages in NSS's own tests: the names say digest, mask and label of
 * OAEP, or the derivation of ECDH and the length of AES. All hold the same text,
 * and OpenSSL reads them all; the ciphers are what OpenSSL says of them.
 */
const messages: Readonly<Record<string, string>> = {
  'fran-ec_ossl-aes128-sha1.env': 'decrypted aes-128-cbc',
  'fran-ec_ossl-aes128-sha224.env': 'decrypted aes-128-cbc',
  'fran-ec_ossl-aes128-sha256.env': 'decrypted aes-128-cbc',
  'fran-ec_ossl-aes192-sha384.env': 'decrypted aes-192-cbc',
  'fran-ec_ossl-aes256-sha512.env': 'decrypted aes-256-cbc',
  'fran-oaep-label_ossl.env': 'decrypted aes-256-cbc',
  'fran-oaep-sha256hash-label_ossl.env': 'decrypted aes-256-cbc',
  'fran-oaep-sha256hash-sha256mgf_ossl.env': 'decrypted aes-256-cbc',
  'fran-oaep-sha256hash_ossl.env': 'decrypted aes-128-cbc',
  'fran-oaep-sha256mgf-label_ossl.env': 'decrypted aes-256-cbc',
  'fran-oaep-sha256mgf_ossl.env': 'decrypted aes-128-cbc',
  'fran-oaep-sha384hash_ossl.env': 'decrypted aes-192-cbc',
  'fran-oaep-sha384mgf_ossl.env': 'decrypted aes-192-cbc',
  'fran-oaep-sha512hash_ossl.env': 'decrypted aes-256-cbc',
  'fran-oaep-sha512mgf_ossl.env': 'decrypted aes-256-cbc',
  'fran-oaep_ossl-sha256hash-sha256mgf-label.env': 'decrypted aes-256-cbc',
  'fran-oaep_ossl.env': 'decrypted des-ede3-cbc',
};

const others: Readonly<Record<string, string>> = {
  'SOURCE.md': 'where the collection is from',
  'alice.txt': 'a text without headers that NSS signs in its tests',
  'bob.txt': 'a message without any protection',
  'smimepolicy.txt': 'settings for tests of NSS’s own policy',
  'interop-openssl/Fran.p12': 'digital ID of Fran, RSA, sealed with triple DES',
  'interop-openssl/Fran-ec.p12': 'digital ID of Fran, P-256, sealed with triple DES',
};

describeVectors('messages of NSS’s tests', () => {
  let options: OpenOptions;

  beforeAll(async () => {
    const ids = await Promise.all(['Fran', 'Fran-ec'].map((name) => unlockPfx(`nss-smime/interop-openssl/${name}.p12`, 'nss')));
    options = await usualOptions({ unlocked: ids.flat() });
  });
  afterEach(() => jest.restoreAllMocks());

  test('no file is left out', () => {
    const files = Object.keys(messages).map((name) => `interop-openssl/${name}`);
    expect([...files, ...Object.keys(others)].sort()).toEqual(vectorFiles('nss-smime'));
  });

  test.each(Object.entries(messages))('%s', async (file, expected) => {
    const bytes = vector(`nss-smime/interop-openssl/${file}`);
    for (const lacking of [false, true]) {
      if (lacking) refuse192BitKeys();
      const opened = await openMessage(bytes, options);
      expect(verdictOf(opened)).toBe(`enveloped-data · ${expected}`);
      expect(opened.encryption).toMatchObject({ weak: expected.includes('des-') });
      expect(opened.body.text?.trim()).toBe('This is a test message to Fran.');
    }
  });

  test('the message without protection is one', async () => {
    const opened = await openMessage(vector('nss-smime/bob.txt'), options);
    expect(verdictOf(opened)).toBe('plain');
    expect(opened.headers.subject).toBe('message Bob --> Alice');
  });
});
