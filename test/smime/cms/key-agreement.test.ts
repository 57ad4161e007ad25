import { Asn1Error } from '../../../src/smime/asn1/read';
import { sequence } from '../../../src/smime/asn1/write';
import { fromHex, toHex } from '../../../src/smime/bytes';
import { readSubjectPublicKey } from '../../../src/smime/certificate/public-key';
import { unwrapKey, wrapKey } from '../../../src/smime/cms/aes-key-wrap';
import { writeAlgorithm } from '../../../src/smime/cms/algorithm-identifier';
import { findKeyWrap, oidOf } from '../../../src/smime/cms/algorithms';
import { createEphemeralKey, importAgreementKey, sharedSecret } from '../../../src/smime/cms/ecdh';
import { unwrapByAgreement, wrapByAgreement } from '../../../src/smime/cms/key-agreement';
import { describeVectors, vectorText } from '../../support/vectors';

interface WycheproofTest {
  readonly tcId: number;
  readonly result: 'valid' | 'invalid' | 'acceptable';
  readonly key: string;
  readonly msg: string;
  readonly ct: string;
  readonly public: string;
  readonly private: string;
  readonly shared: string;
}
const tests = (file: string): readonly WycheproofTest[] =>
  (JSON.parse(vectorText(`wycheproof/${file}.json`)) as { testGroups: { tests: WycheproofTest[] }[] }).testGroups.flatMap(
    (group) => group.tests,
  );

/** Chromium's answer to a key of 192 bits. */
function refuse192BitKeys(): void {
  const importKey = crypto.subtle.importKey.bind(crypto.subtle) as (...args: unknown[]) => Promise<CryptoKey>;
  jest.spyOn(crypto.subtle, 'importKey').mockImplementation((async (...args: unknown[]) => {
    const [, data, algorithm] = args;
    const isAes = algorithm === 'AES-KW' || algorithm === 'AES-CBC';
    if (isAes && (data as Uint8Array).length === 24) {
      throw new DOMException('192-bit AES keys are not supported', 'OperationError');
    }
    return importKey(...args);
  }) as SubtleCrypto['importKey']);
}
afterEach(() => jest.restoreAllMocks());

describeVectors('AES key wrap, Wycheproof', () => {
  test.each([['by WebCrypto', false], ['where it has no AES-192', true]])('%s', async (_, lacking) => {
    if (lacking) refuse192BitKeys();
    const wrong: number[] = [];
    for (const { tcId, result, key, msg, ct } of tests('aes_wrap_test')) {
      const unwrapped = await unwrapKey(fromHex(key), fromHex(ct));
      const isRight = unwrapped !== undefined && toHex(unwrapped) === msg;
      if (result !== 'acceptable' && isRight !== (result === 'valid')) wrong.push(tcId);
      if (result === 'valid' && toHex(await wrapKey(fromHex(key), fromHex(msg))) !== ct) wrong.push(tcId);
    }
    expect(wrong).toEqual([]);
  });
});

describeVectors('ECDH, Wycheproof', () => {
  test.each(['P-256', 'P-384', 'P-521'] as const)('%s', async (group) => {
    const file = `ecdh_secp${group.slice(2)}r1_test`;
    const wrong: number[] = [];
    let count = 0;
    for (const { tcId, result, public: spki, private: scalar, shared } of tests(file)) {
      const point = pointOf(fromHex(spki), group);
      const publicKey = point === undefined ? undefined : await importAgreementKey(group, point);
      const privateKey = await importScalar(group, scalar);
      const secret = publicKey === undefined ? undefined : await sharedSecret(group, privateKey, publicKey);
      count++;
      // Whoever refuses an unusual form is right too: only a wrong secret is a fault.
      const isRight = secret !== undefined && toHex(secret) === shared;
      if (result === 'valid' && !isRight) wrong.push(tcId);
      if (result === 'invalid' && secret !== undefined) wrong.push(tcId);
      if (result === 'acceptable' && secret !== undefined && !isRight) wrong.push(tcId);
    }
    expect(count).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });
});

/** As a certificate's key is read: on a named curve, or it is not used. */
function pointOf(spki: Uint8Array, group: string): Uint8Array | undefined {
  try {
    const { algorithm, curve, octets } = readSubjectPublicKey(spki);
    return algorithm === 'ec' && curve === group ? octets : undefined;
  } catch (error) {
    if (error instanceof Asn1Error) return undefined;
    throw error;
  }
}

/** PKCS#8 without the public key, which Wycheproof's ECDH tests do not give. */
async function importScalar(namedCurve: string, scalar: string): Promise<CryptoKey> {
  const { createECDH } = await import('node:crypto');
  const names: Readonly<Record<string, string>> = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' };
  const ecdh = createECDH(names[namedCurve] ?? '');
  const size = Math.ceil(Number(namedCurve.slice(2)) / 8);
  ecdh.setPrivateKey(Buffer.from(scalar.slice(-2 * size).padStart(2 * size, '0'), 'hex'));
  const point = ecdh.getPublicKey();
  const text = (octets: Uint8Array) => Buffer.from(octets).toString('base64url');
  const [x, y] = [text(point.subarray(1, 1 + size)), text(point.subarray(1 + size))];
  const d = text(Buffer.from(scalar.slice(-2 * size).padStart(2 * size, '0'), 'hex'));
  return crypto.subtle.importKey('jwk', { kty: 'EC', crv: namedCurve, x, y, d }, { name: 'ECDH', namedCurve }, false, ['deriveBits']);
}

describe('a key that two parties agreed on', () => {
  const key = Uint8Array.from({ length: 32 }, (_, index) => index);
  const secret = new Uint8Array(32).fill(7);
  const keyWrap = (name: string) => ({ algorithm: name, der: writeAlgorithm(oidOf(findKeyWrap(name))) });
  const agreement = { keyEncryptionAlgorithm: 'ecdh-sha256-kdf', keyWrap: keyWrap('aes-256-wrap') };

  test('an absent ukm is another one than an empty one', async () => {
    const wrapped = await wrapByAgreement(agreement, secret, key);
    expect(await unwrapByAgreement(agreement, secret, wrapped)).toEqual(key);
    const withEmpty = { ...agreement, userKeyingMaterial: new Uint8Array() };
    expect(await unwrapByAgreement(withEmpty, secret, wrapped)).toBeUndefined();
    expect(await unwrapByAgreement(withEmpty, secret, await wrapByAgreement(withEmpty, secret, key))).toEqual(key);
  });

  test('everything it is derived from counts', async () => {
    const wrapped = await wrapByAgreement(agreement, secret, key);
    const others = [
      { ...agreement, keyEncryptionAlgorithm: 'ecdh-sha384-kdf' },
      { ...agreement, keyEncryptionAlgorithm: 'ecdh-hkdf-sha256' },
      { ...agreement, keyWrap: keyWrap('aes-128-wrap') },
      { ...agreement, keyWrap: { ...agreement.keyWrap, der: sequence(agreement.keyWrap.der) } },
      { ...agreement, userKeyingMaterial: Uint8Array.of(1) },
    ];
    for (const other of others) expect(await unwrapByAgreement(other, secret, wrapped)).toBeUndefined();
    const cofactor = { ...agreement, keyEncryptionAlgorithm: 'ecdh-cofactor-sha256-kdf' };
    expect(await unwrapByAgreement(cofactor, secret, wrapped)).toEqual(key);
  });

  test.each(['ecdh-sha1-kdf', 'ecdh-sha224-kdf', 'ecdh-sha384-kdf', 'ecdh-sha512-kdf', 'ecdh-hkdf-sha512'])('%s', async (name) => {
    for (const wrap of ['aes-128-wrap', 'aes-192-wrap', 'aes-256-wrap']) {
      const chosen = { keyEncryptionAlgorithm: name, keyWrap: keyWrap(wrap) };
      expect(await unwrapByAgreement(chosen, secret, await wrapByAgreement(chosen, secret, key))).toEqual(key);
    }
  });

  test('what we do not do is named', async () => {
    const old = { ...agreement, keyWrap: keyWrap('3des-wrap') };
    await expect(unwrapByAgreement(old, secret, key)).rejects.toMatchObject({ details: { name: '3des-wrap' } });
    const unknown = { ...agreement, keyEncryptionAlgorithm: '1.2.3' };
    await expect(unwrapByAgreement(unknown, secret, key)).rejects.toMatchObject({ details: { name: '1.2.3' } });
  });

  test.each(['P-256', 'P-384', 'P-521'] as const)('a point that is not on %s is no key', async (group) => {
    const { publicOctets } = await createEphemeralKey(group);
    expect(await importAgreementKey(group, publicOctets)).toBeDefined();
    for (const at of [1, publicOctets.length - 1]) {
      const off = publicOctets.map((octet, index) => (index === at ? octet ^ 1 : octet));
      expect(await importAgreementKey(group, off)).toBeUndefined();
    }
    for (const wrong of [Uint8Array.of(0), new Uint8Array(), publicOctets.subarray(1), Uint8Array.of(...publicOctets, 0)]) {
      expect(await importAgreementKey(group, wrong)).toBeUndefined();
    }
  });

  test('X25519: a key of small order agrees on nothing', async () => {
    const { privateKey } = await createEphemeralKey('X25519');
    for (const first of [0, 1]) {
      const small = await importAgreementKey('X25519', Uint8Array.of(first, ...new Uint8Array(31)));
      if (small !== undefined) expect(await sharedSecret('X25519', privateKey, small)).toBeUndefined();
    }
  });
});
