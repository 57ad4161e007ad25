import { constants, createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { bitString, integer, nullValue, objectIdentifier, sequence } from '../../../src/smime/asn1/write';
import { readSubjectPublicKey } from '../../../src/smime/certificate/public-key';
import { digest as digestOf, requireDigest } from '../../../src/smime/cms/algorithms';
import { digests } from '../../../src/smime/cms/algorithm-registry';
import { mgf1 } from '../../../src/smime/cms/mgf1';
import type { SignatureMethod } from '../../../src/smime/cms/signature-method';
import { modularPower, toNumber, toOctets } from '../../../src/smime/dangerous/modular-arithmetic';
import { verifySignature } from '../../../src/smime/public-key/verify-signature';
import { plainRsa } from '../../support/identities';

const message = new TextEncoder().encode('signed attributes');
const spki = (key: KeyObject) => new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }));
const usable = digests.filter(({ strength }) => strength !== 'unsupported').map(({ name }) => name);
/** As OpenSSL, inside Node, calls it. */
const opensslName = (name: string) => name.replace(/^sha-/, 'sha').replace('/', '-');

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const method = (name: 'rsassa-pkcs1-v1_5' | 'ecdsa' | 'ed25519', digest: string): SignatureMethod => ({
  name,
  digest: requireDigest(digest),
});
type Pss = Extract<SignatureMethod, { name: 'rsassa-pss' }>;
const pss = (digest: string, saltLength: number, maskDigest = digest): Pss => ({
  name: 'rsassa-pss',
  digest: requireDigest(digest),
  maskDigest: requireDigest(maskDigest),
  saltLength,
});

async function expectOnlyThis(key: KeyObject, made: SignatureMethod, signature: Uint8Array): Promise<void> {
  const check = { method: made, publicKeySpkiDer: spki(key) };
  expect(await verifySignature(check, signature, message)).toBe(true);
  expect(await verifySignature(check, signature, message.subarray(1))).toBe(false);
  const other = requireDigest(made.digest.name === 'sha-256' ? 'sha3-256' : 'sha-256');
  expect(await verifySignature({ ...check, method: { ...made, digest: other } }, signature, message)).toBe(false);
}

describe('what OpenSSL signed with', () => {
  test.each(usable)('%s fits, and nothing else', async (name) => {
    const md = opensslName(name);
    expect(Buffer.from(await digestOf(name, message)).equals(createHash(md).update(message).digest())).toBe(true);
    await expectOnlyThis(rsa, method('rsassa-pkcs1-v1_5', name), sign(md, message, rsa));
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    for (const saltLength of [0, 20, 64]) {
      await expectOnlyThis(rsa, pss(name, saltLength), sign(md, message, { key: rsa, padding, saltLength }));
    }
    for (const namedCurve of ['P-256', 'P-384', 'P-521']) {
      const ec = generateKeyPairSync('ec', { namedCurve }).privateKey;
      await expectOnlyThis(ec, method('ecdsa', name), sign(md, message, ec));
    }
  });

  test('a digest in pieces pauses between them, and is the same', async () => {
    const large = new Uint8Array(3 * 1024 * 1024 + 5).map((_, at) => at % 251);
    let pauses = 0;
    const pause = async () => {
      pauses++;
      await Promise.resolve();
    };
    const expected = createHash('sha3-256').update(large).digest();
    expect(Buffer.from(await digestOf('sha3-256', large, pause)).equals(expected)).toBe(true);
    expect(pauses).toBeGreaterThan(3);
    const stopped = () => Promise.reject(new Error('not shown any more'));
    await expect(digestOf('sha3-256', large, stopped)).rejects.toThrow('not shown any more');
  });
});

describe('keys of the type id-RSASSA-PSS', () => {
  const signed = (key: KeyObject, saltLength: number, md = 'sha256') =>
    sign(md, message, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
  const check = (key: KeyObject, made: SignatureMethod) => ({ method: made, publicKeySpkiDer: spki(key) });

  test('without parameters do any PSS, and nothing but PSS', async () => {
    const key = createPssKey();
    expect(await verifySignature(check(key, pss('sha-256', 11)), signed(key, 11), message)).toBe(true);
    expect(await verifySignature(check(key, pss('sha-384', 0)), signed(key, 0, 'sha384'), message)).toBe(true);
    // The same numbers, by the other padding: the key says that it is not for that.
    const plain = plainRsa(key);
    const signature = sign('sha256', message, plain);
    const pkcs1 = method('rsassa-pkcs1-v1_5', 'sha-256');
    expect(await verifySignature(check(plain, pkcs1), signature, message)).toBe(true);
    expect(await verifySignature(check(key, pkcs1), signature, message)).toBe(false);
  });

  test('with parameters do what these say', async () => {
    const key = createPssKey({ hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256', saltLength: 32 });
    const { octets } = readSubjectPublicKey(spki(key));
    const free = sequence(sequence(objectIdentifier('1.2.840.113549.1.1.10')), bitString(octets));
    const restricted = { publicKeySpkiDer: spki(key) };
    expect(await verifySignature({ ...restricted, method: pss('sha-256', 32) }, signed(key, 32), message)).toBe(true);
    expect(await verifySignature({ ...restricted, method: pss('sha-256', 40) }, signed(key, 40), message)).toBe(true);
    // OpenSSL refuses to make these with that key: the signatures are made with its numbers and no limits.
    for (const made of [pss('sha-256', 20), pss('sha-384', 48), pss('sha-256', 32, 'sha-1')]) {
      const forged = await signPss(key, made);
      expect(await verifySignature({ publicKeySpkiDer: free, method: made }, forged, message)).toBe(true);
      expect(await verifySignature({ ...restricted, method: made }, forged, message)).toBe(false);
    }
  });
});

describe('keys that are none, or too much', () => {
  const rsaKey = (n: Uint8Array, e: Uint8Array) =>
    sequence(sequence(objectIdentifier('1.2.840.113549.1.1.1'), nullValue()), bitString(sequence(integer(n), integer(e))));
  const odd = (length: number) => new Uint8Array(length).fill(0xff);
  const pkcs1 = method('rsassa-pkcs1-v1_5', 'sha-256');

  test('another kind of key, or octets that are no key, fit nothing', async () => {
    const ec = spki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    const ed = spki(generateKeyPairSync('ed25519').privateKey);
    const keys = [spki(rsa), ec, ed, Uint8Array.of(1, 2), new Uint8Array()];
    const methods = [pkcs1, pss('sha-256', 32), method('ecdsa', 'sha-256'), method('ecdsa', 'sha3-256'), method('ed25519', 'sha-512')];
    for (const publicKeySpkiDer of keys) {
      for (const made of methods) {
        for (const signature of [new Uint8Array(), new Uint8Array(64), new Uint8Array(256)]) {
          expect(await verifySignature({ publicKeySpkiDer, method: made }, signature, message)).toBe(false);
        }
      }
    }
  });

  test('an exponent of 1 would let everything through, and fits nothing', async () => {
    const digestInfo = Buffer.concat([
      Buffer.from('3031300d060960864801650304020105000420', 'hex'),
      await digestOf('sha-256', message),
    ]);
    const encoded = Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(256 - 3 - digestInfo.length, 0xff), Buffer.alloc(1), digestInfo]);
    const check = { method: pkcs1, publicKeySpkiDer: rsaKey(odd(256), Uint8Array.of(1)) };
    expect(await verifySignature(check, new Uint8Array(encoded), message)).toBe(false);
  });

  test('numbers of megabits take no time', async () => {
    const started = performance.now();
    const unsupported = { code: 'ERR_ALGORITHM_UNSUPPORTED' };
    const exponent = { method: pkcs1, publicKeySpkiDer: rsaKey(odd(512), odd(500_000)) };
    await expect(verifySignature(exponent, new Uint8Array(512), message)).rejects.toMatchObject(unsupported);
    const modulus = { method: pkcs1, publicKeySpkiDer: rsaKey(odd(500_000), Uint8Array.of(1, 0, 1)) };
    await expect(verifySignature(modulus, odd(499_999), message)).rejects.toMatchObject(unsupported);
    const salt = { method: pss('sha-256', 0x7fffffff), publicKeySpkiDer: spki(rsa) };
    expect(await verifySignature(salt, new Uint8Array(256).fill(1), message)).toBe(false);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('a curve that we do not do is said', async () => {
    const key = spki(generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }).privateKey);
    const check = { method: method('ecdsa', 'sha-256'), publicKeySpkiDer: key };
    await expect(verifySignature(check, new Uint8Array(70), message)).rejects.toMatchObject({
      details: { name: 'brainpoolP256r1' },
    });
  });
});

/** EMSA-PSS-ENCODE (RFC 8017 section 9.1.1) for keys of 2048 bits, and the operation by the numbers of the key. */
async function signPss(key: KeyObject, { digest: { name }, maskDigest, saltLength }: Pss): Promise<Uint8Array> {
  const { n = '', d = '' } = plainRsa(key).export({ format: 'jwk' });
  const [modulus, exponent] = [n, d].map((text) => toNumber(new Uint8Array(Buffer.from(text, 'base64url'))));
  if (modulus === undefined || exponent === undefined) throw new Error('no numbers');
  const salt = new Uint8Array(saltLength).fill(7);
  const hash = await digestOf(name, new Uint8Array([...new Uint8Array(8), ...(await digestOf(name, message)), ...salt]));
  const block = new Uint8Array(256 - hash.length - 1);
  block[block.length - salt.length - 1] = 1;
  block.set(salt, block.length - salt.length);
  const mask = await mgf1(maskDigest.name, hash, block.length);
  const masked = block.map((octet, at) => octet ^ (mask[at] ?? 0));
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return toOctets(modularPower(toNumber(new Uint8Array([...masked, ...hash, 0xbc])), exponent, modulus), 256);
}

function createPssKey(options: { hashAlgorithm?: string; mgf1HashAlgorithm?: string; saltLength?: number } = {}): KeyObject {
  return generateKeyPairSync('rsa-pss' as 'rsa', { modulusLength: 2048, ...options }).privateKey;
}
