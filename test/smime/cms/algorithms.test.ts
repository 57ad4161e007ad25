import { Asn1Error, readAsn1 } from '../../../src/smime/asn1/read';
import { octetString } from '../../../src/smime/asn1/write';
import { fromHex, toHex } from '../../../src/smime/bytes';
import * as registry from '../../../src/smime/cms/algorithm-registry';
import {
  algorithmName,
  digest,
  findContentCipher,
  findDigest,
  findKeyEncryption,
  findSignatureAlgorithm,
} from '../../../src/smime/cms/algorithms';
import type { ContentCipher } from '../../../src/smime/cms/algorithms';
import { createCipher, readCipher } from '../../../src/smime/cms/content-encryption';
import type { Encryptor } from '../../../src/smime/cms/content-method';
import { describeVectors, vectorText } from '../../support/vectors';
import { refuse192BitKeys } from '../../support/without-aes-192';

interface WycheproofTest {
  readonly tcId: number;
  readonly result: 'valid' | 'invalid' | 'acceptable';
  readonly msg: string;
  readonly key?: string;
  readonly iv?: string;
  readonly ct?: string;
}
interface WycheproofGroup {
  readonly keySize?: number;
  readonly tests: readonly WycheproofTest[];
}

const groups = (file: string): readonly WycheproofGroup[] =>
  (JSON.parse(vectorText(`wycheproof/${file}.json`)) as { testGroups: readonly WycheproofGroup[] }).testGroups;

describe('the registry', () => {
  const kinds = [
    registry.digests,
    registry.signatureAlgorithms,
    registry.contentCiphers,
    registry.keyEncryptions,
    registry.publicKeyTypes,
    registry.curves,
    registry.passwordSchemes,
  ];

  test('names each object identifier once in its kind', () => {
    for (const entries of kinds) {
      const oids = entries.map(({ oid }) => oid);
      expect(new Set(oids).size).toBe(oids.length);
    }
  });

  test('knows which ciphers are weak', () => {
    const weak = registry.contentCiphers.filter((cipher) => cipher.weak).map(({ name }) => name);
    expect(weak).toEqual(['des-ede3-cbc', 'rc2-cbc', 'rc4', 'des-cbc']);
  });

  test('knows the names of the contract', () => {
    expect(findDigest('2.16.840.1.101.3.4.2.1')).toMatchObject({ name: 'sha-256', strength: 'usable' });
    expect(findDigest('sha-1')).toMatchObject({ oid: '1.3.14.3.2.26', strength: 'weak' });
    expect(findSignatureAlgorithm('1.2.840.113549.1.1.11')).toMatchObject({ name: 'rsassa-pkcs1-v1_5', digest: 'sha-256' });
    expect(findSignatureAlgorithm('1.2.840.113549.1.1.10')).toMatchObject({ name: 'rsassa-pss', scheme: 'rsassa-pss' });
    expect(findContentCipher('2.16.840.1.101.3.4.1.42')).toMatchObject({ name: 'aes-256-cbc', keyLength: 32 });
    expect(findKeyEncryption('rsaes-oaep')).toMatchObject({ usable: true });
    expect(algorithmName('1.2.840.113549.3.7')).toBe('des-ede3-cbc');
    expect(algorithmName('1.2.3.4')).toBe('1.2.3.4');
  });
});

test('digest', async () => {
  expect(toHex(await digest('sha-256', new Uint8Array()))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  await expect(digest('md5', new Uint8Array())).rejects.toMatchObject({ code: 'ERR_ALGORITHM_UNSUPPORTED', details: { name: 'md5' } });
});

describeVectors('content ciphers, Wycheproof', () => {
  afterEach(() => jest.restoreAllMocks());

  test.each([
    ['by WebCrypto', false],
    ['where it has no AES-192', true],
  ])('AES-CBC decrypts what is right and nothing else, %s', async (_, lacking) => {
    if (lacking) refuse192BitKeys();
    const wrong: number[] = [];
    for (const group of groups('aes_cbc_pkcs5_test')) {
      const cipher = findContentCipher(`aes-${group.keySize ?? 0}-cbc`);
      if (cipher === undefined) throw new Error('cipher');
      for (const { tcId, result, key, iv, ct, msg } of group.tests) {
        const parameters = readAsn1(octetString(fromHex(iv ?? '')));
        const decrypt = readCipher(cipher, parameters).decrypt;
        const answer = await decrypt(fromHex(key ?? ''), { octets: fromHex(ct ?? '') });
        if (result === 'valid' ? answer === null || toHex(answer) !== msg : answer !== null) wrong.push(tcId);
        if (result !== 'valid') continue;
        const again = toHex((await withRandom(fromHex(iv ?? ''), cipher).encrypt(fromHex(key ?? ''), fromHex(msg))).octets);
        if (again !== ct) wrong.push(tcId);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('encrypts what it decrypts; wrong lengths are the programmer’s fault', async () => {
    const cipher = findContentCipher('aes-256-cbc');
    if (cipher === undefined) throw new Error('cipher');
    const [key, text] = [new Uint8Array(32).fill(1), Uint8Array.of(1, 2, 3)];
    const { parameters, encrypt } = createCipher(cipher);
    const { decrypt } = readCipher(cipher, readAsn1(parameters));
    expect(await decrypt(key, await encrypt(key, text))).toEqual(text);
    expect(() => decrypt(key.slice(1), { octets: text })).toThrow(TypeError);
    expect(() => encrypt(key.slice(1), text)).toThrow(TypeError);
    expect(() => decrypt(key, { octets: text, tag: text })).toThrow(TypeError);
    expect(() => readCipher(cipher, readAsn1(octetString(text)))).toThrow(Asn1Error);
    const rc4 = findContentCipher('rc4');
    if (rc4 === undefined) throw new Error('cipher');
    expect(() => createCipher(rc4)).toThrow('ERR_ALGORITHM_UNSUPPORTED');
  });
});

/** The cipher as if the random generator had given these octets. */
function withRandom(octets: Uint8Array, cipher: ContentCipher): Encryptor {
  const random = jest.spyOn(crypto, 'getRandomValues').mockImplementationOnce((target) => {
    if (target instanceof Uint8Array) target.set(octets);
    return target;
  });
  const encryptor = createCipher(cipher);
  expect(random).toHaveBeenCalledTimes(1);
  random.mockRestore();
  return encryptor;
}
