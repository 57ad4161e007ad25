import { existsSync } from 'node:fs';
import { readAsn1 } from '../../src/smime/asn1/read';
import { octetString } from '../../src/smime/asn1/write';
import { fromHex, toHex } from '../../src/smime/bytes';
import { findContentCipher } from '../../src/smime/cms/algorithms';
import { readCipher } from '../../src/smime/cms/content-encryption';
import { describeVectors, vectorFiles, vectorText } from '../support/vectors';
import { refuse192BitKeys } from '../support/without-aes-192';

const signatures = 'test/vectors/signatures.test.ts';
const sealed = 'test/vectors/authenticated-encryption.test.ts';
const agreement = 'test/vectors/key-agreement.test.ts';
const oaep = 'test/vectors/oaep.test.ts';
const browsers = 'the function of WebCrypto or @noble/hashes is called as it is';

/** Of each file, by the beginning of its name: the test that runs all its cases, or why none does. */
const covered: readonly (readonly [beginning: string, by: string])[] = [
  ['LICENSE', 'no cases'],
  ['SOURCE.md', 'no cases'],
  ['aes_cbc_pkcs5', 'test/vectors/wycheproof.test.ts'],
  ['aes_ccm', sealed],
  ['aes_gcm', sealed],
  ['aes_wrap', agreement],
  ['ecdh_', agreement],
  ['x25519_asn', agreement],
  ['ecdsa_secp256r1_sha256_p1363', 'another encoding of the same signatures, which neither CMS nor certificates use'],
  ['ecdsa_', signatures],
  ['ed25519', signatures],
  ['rsa_pss_', signatures],
  ['rsa_signature_', signatures],
  ['rsa_oaep_', oaep],
  ['rsa_pkcs1_2048', 'test/smime/dangerous/rsaes-pkcs1-v1_5.test.ts'],
  ['hkdf_', browsers],
  ['pbkdf2_', browsers],
  ['pbes2_', browsers],
];

interface CbcCase {
  readonly tcId: number;
  readonly result: 'valid' | 'invalid';
  readonly key: string;
  readonly iv: string;
  readonly msg: string;
  readonly ct: string;
}

describeVectors('Wycheproof', () => {
  test('every file is run, or it is said why not', () => {
    const of = (file: string) => covered.find(([beginning]) => file.startsWith(beginning))?.[1];
    const answers = vectorFiles('wycheproof').map((file) => [file, of(file)] as const);
    expect(answers.filter(([, by]) => by === undefined)).toEqual([]);
    const tests = answers.flatMap(([, by]) => (by?.endsWith('.test.ts') === true ? [by] : []));
    expect(tests.filter((path) => !existsSync(path))).toEqual([]);
    expect(tests).toHaveLength(32);
  });

  afterEach(() => jest.restoreAllMocks());

  test.each([
    ['by WebCrypto', false],
    ['where it has no AES-192', true],
  ])('AES-CBC %s', async (_, lacking) => {
    if (lacking) refuse192BitKeys();
    const { testGroups } = JSON.parse(vectorText('wycheproof/aes_cbc_pkcs5_test.json')) as {
      readonly testGroups: readonly { readonly keySize: number; readonly tests: readonly CbcCase[] }[];
    };
    const wrong: number[] = [];
    for (const { keySize, tests } of testGroups) {
      const cipher = findContentCipher(`aes-${keySize}-cbc`);
      if (cipher === undefined) throw new Error(`aes-${keySize}-cbc`);
      for (const { tcId, result, key, iv, msg, ct } of tests) {
        const { decrypt } = readCipher(cipher, readAsn1(octetString(fromHex(iv))));
        const opened = await decrypt(fromHex(key), { octets: fromHex(ct) });
        const expected = result === 'valid' ? msg : null;
        if ((opened === null ? null : toHex(opened)) !== expected) wrong.push(tcId);
      }
    }
    expect(wrong).toEqual([]);
  });
});
