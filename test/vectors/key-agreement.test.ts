import { createECDH } from 'node:crypto';
import { Asn1Error } from '../../src/smime/asn1/read';
import { fromHex, toHex } from '../../src/smime/bytes';
import { readSubjectPublicKey } from '../../src/smime/certificate/public-key';
import { unwrapKey, wrapKey } from '../../src/smime/cms/aes-key-wrap';
import { importAgreementKey, sharedSecret } from '../../src/smime/cms/ecdh';
import { readPrivateKeyInfo } from '../../src/smime/pkcs12/private-key-info';
import { describeVectors, vectorText } from '../support/vectors';
import { refuse192BitKeys } from '../support/without-aes-192';
import { refuseX25519 } from '../support/without-x25519';

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
  }, 120_000);
});

describeVectors('X25519, Wycheproof', () => {
  test.each([['by WebCrypto', false], ['where it has none', true]])('%s', async (_, lacking) => {
    if (lacking) refuseX25519();
    const wrong: number[] = [];
    let agreed = 0;
    for (const { tcId, result, public: spki, private: pkcs8, shared } of tests('x25519_asn_test')) {
      const secret = await agreeOnX25519(fromHex(spki), fromHex(pkcs8), lacking);
      const isRight = secret !== undefined && toHex(secret) === shared;
      if (isRight) agreed++;
      // Acceptable are keys of small order and such: refused they are as good.
      if (result === 'valid' ? !isRight : result === 'invalid' ? secret !== undefined : secret !== undefined && !isRight) wrong.push(tcId);
    }
    expect(wrong).toEqual([]);
    expect(agreed).toBeGreaterThan(200);
  }, 60_000);
});

async function agreeOnX25519(spki: Uint8Array, pkcs8: Uint8Array<ArrayBuffer>, lacking: boolean): Promise<Uint8Array | undefined> {
  const point = octetsOf(spki, 'x25519');
  const publicKey = point === undefined ? undefined : await importAgreementKey('X25519', point);
  const scalar = scalarOf(pkcs8);
  if (publicKey === undefined || scalar === undefined) return undefined;
  if (lacking) return sharedSecret('X25519', { x25519: scalar }, publicKey);
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'X25519' }, false, ['deriveBits']);
  return sharedSecret('X25519', privateKey, publicKey);
}

function scalarOf(pkcs8: Uint8Array): Uint8Array | undefined {
  try {
    const read = readPrivateKeyInfo(pkcs8);
    return 'key' in read && read.key.algorithm === 'x25519' ? read.key.d : undefined;
  } catch (error) {
    if (error instanceof Asn1Error) return undefined;
    throw error;
  }
}

function octetsOf(spki: Uint8Array, type: string): Uint8Array | undefined {
  try {
    const { algorithm, octets } = readSubjectPublicKey(spki);
    return algorithm === type ? octets : undefined;
  } catch (error) {
    if (error instanceof Asn1Error) return undefined;
    throw error;
  }
}

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

/** A JSON Web Key, with the point that Wycheproof does not give. */
function importScalar(namedCurve: string, scalar: string): Promise<CryptoKey> {
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
