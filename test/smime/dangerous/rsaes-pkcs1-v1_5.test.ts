import { fromHex, toHex } from '../../../src/smime/bytes';
import { modularInverse, modularPower, toNumber, toOctets } from '../../../src/smime/dangerous/modular-arithmetic';
import { decryptRsaesPkcs1, encryptRsaesPkcs1 } from '../../../src/smime/dangerous/rsaes-pkcs1-v1_5';
import { deriveRsaNumbers, privateOperation } from '../../../src/smime/dangerous/rsa-private-key';
import type { RsaNumbers } from '../../../src/smime/dangerous/rsa-private-key';
import { readPrivateKeyInfo } from '../../../src/smime/pkcs12/private-key-info';
import type { RsaPrivateKey } from '../../../src/smime/message/digital-id';
import { describeVectors, vectorText } from '../../support/vectors';

interface Group {
  readonly privateKeyPkcs8: string;
  readonly tests: readonly { readonly tcId: number; readonly comment: string; readonly msg: string; readonly ct: string; readonly result: string }[];
}

function privateKey(pkcs8: Uint8Array): RsaPrivateKey {
  const read = readPrivateKeyInfo(pkcs8);
  if (!('key' in read) || read.key.algorithm !== 'rsa') throw new Error('no RSA key');
  return read.key;
}

async function generate(bits: number): Promise<{ numbers: RsaNumbers; spki: Uint8Array }> {
  const algorithm = { name: 'RSA-OAEP', modulusLength: bits, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' };
  const pair = await crypto.subtle.generateKey(algorithm, true, ['encrypt', 'decrypt']);
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
  return { numbers: deriveRsaNumbers(privateKey(pkcs8)), spki };
}

describeVectors('RSAES-PKCS1-v1_5, Wycheproof', () => {
  const { testGroups } = JSON.parse(vectorText('wycheproof/rsa_pkcs1_2048_test.json')) as { testGroups: readonly Group[] };
  const tests = testGroups.flatMap((group) => group.tests.map((vector) => ({ group, ...vector })));

  test.each(tests)('$tcId $result: $comment', async ({ group, msg, ct, result }) => {
    const numbers = deriveRsaNumbers(privateKey(fromHex(group.privateKeyPkcs8)));
    const length = msg.length / 2;
    const key = await decryptRsaesPkcs1(numbers, fromHex(ct), length);
    expect(key.length).toBe(length);
    if (result === 'valid') expect(toHex(key)).toBe(msg);
    if (result === 'invalid' && length > 0) expect(toHex(key)).not.toBe(msg);
    // What a caller would ask for: the same answer each time, of the length asked.
    const asked = await decryptRsaesPkcs1(numbers, fromHex(ct), 32);
    expect(asked.length).toBe(32);
    expect(await decryptRsaesPkcs1(numbers, fromHex(ct), 32)).toEqual(asked);
  });

  test('every invalid ciphertext gives a key that looks like any other', async () => {
    const keys = new Set<string>();
    const invalid = tests.filter(({ result }) => result === 'invalid');
    for (const { group, ct } of invalid) {
      const numbers = deriveRsaNumbers(privateKey(fromHex(group.privateKeyPkcs8)));
      keys.add(toHex(await decryptRsaesPkcs1(numbers, fromHex(ct), 32)));
    }
    expect(keys.size).toBe(new Set(invalid.map(({ group, ct }) => group.privateKeyPkcs8 + ct)).size);
    for (const key of keys) expect(key).not.toMatch(/^0{8}/);
  });
});

describe('RSAES-PKCS1-v1_5', () => {
  const key = generate(2048);
  const message = fromHex('00112233445566778899aabbccddeeff');

  test.each([16, 24, 32])('gives back a key of %d octets', async (length) => {
    const { numbers, spki } = await key;
    const contentKey = crypto.getRandomValues(new Uint8Array(length));
    expect(await decryptRsaesPkcs1(numbers, encryptRsaesPkcs1(spki, contentKey), length)).toEqual(contentKey);
  });

  test('pads with fresh octets that are never zero', async () => {
    const { numbers, spki } = await key;
    const paddings = new Set<string>();
    for (let round = 0; round < 5; round++) {
      const encoded = toOctets(privateOperation(numbers, toNumber(encryptRsaesPkcs1(spki, message))), numbers.size);
      const padding = encoded.subarray(2, numbers.size - message.length - 1);
      expect(padding.includes(0)).toBe(false);
      paddings.add(toHex(padding));
    }
    expect(paddings.size).toBe(5);
  });

  // The faults of padding that an attacker tries, each in turn.
  const faults: readonly [string, (encoded: Uint8Array) => void][] = [
    ['first octet', (encoded) => void (encoded[0] = 1)],
    ['block type', (encoded) => void (encoded[1] = 1)],
    ['zero within the first eight', (encoded) => void (encoded[5] = 0)],
    ['zero later in the padding', (encoded) => void (encoded[60] = 0)],
    ['no separator', (encoded) => void (encoded[encoded.length - 17] = 9)],
    ['separator one earlier', (encoded) => void (encoded[encoded.length - 18] = 0)],
  ];
  test.each(faults)('a wrong %s gives another key, not an error', async (_, spoil) => {
    const { numbers, spki } = await key;
    const encoded = toOctets(privateOperation(numbers, toNumber(encryptRsaesPkcs1(spki, message))), numbers.size);
    spoil(encoded);
    const ciphertext = toOctets(modularPower(toNumber(encoded) % numbers.n, numbers.e, numbers.n), numbers.size);
    const answer = await decryptRsaesPkcs1(numbers, ciphertext, message.length);
    expect(answer.length).toBe(message.length);
    expect(answer).not.toEqual(message);
    expect(await decryptRsaesPkcs1(numbers, ciphertext, message.length)).toEqual(answer);
  });

  test.each([0, 1, 255, 257, 4000])('a ciphertext of %d octets gives a key too', async (length) => {
    const { numbers } = await key;
    expect((await decryptRsaesPkcs1(numbers, new Uint8Array(length).fill(255), 32)).length).toBe(32);
  });

  test('two keys answer differently to one bad ciphertext', async () => {
    const [mine, other] = [await key, await generate(2048)];
    const bad = new Uint8Array(256).fill(1);
    expect(await decryptRsaesPkcs1(mine.numbers, bad, 32)).not.toEqual(await decryptRsaesPkcs1(other.numbers, bad, 32));
  });

  test('a fault in one half of the key is found before anything of the result is used', async () => {
    const { numbers, spki } = await key;
    const ciphertext = toNumber(encryptRsaesPkcs1(spki, message));
    expect(() => privateOperation({ ...numbers, dp: numbers.dp + 2n }, ciphertext)).toThrow('ERR_KEY_UNSUPPORTED');
  });

  test('refuses a message too long for the key and a key that is no RSA key', async () => {
    const { spki } = await key;
    expect(() => encryptRsaesPkcs1(spki, new Uint8Array(246))).toThrow('ERR_KEY_UNSUPPORTED');
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
    const ec = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
    expect(() => encryptRsaesPkcs1(ec, message)).toThrow('ERR_KEY_UNSUPPORTED');
  });
});

describe('deriveRsaNumbers', () => {
  test.each([
    ['equal primes', [11], [11], [3]],
    ['an even prime', [10], [11], [3]],
    ['an exponent without inverse', [7], [13], [3]],
    ['an exponent of one', [11], [17], [1]],
  ])('refuses %s', (_, p, q, e) => {
    const key = { algorithm: 'rsa', p: Uint8Array.from(p), q: Uint8Array.from(q), e: Uint8Array.from(e) } as const;
    expect(() => deriveRsaNumbers(key)).toThrow('ERR_KEY_UNSUPPORTED');
  });

  test('finds every number of a small key', () => {
    const key = { algorithm: 'rsa', p: Uint8Array.of(61), q: Uint8Array.of(53), e: Uint8Array.of(17) } as const;
    const { n, d, qi, p, q, size } = deriveRsaNumbers(key);
    expect([n, d, size]).toEqual([3233n, 2753n, 2]);
    expect((q * qi) % p).toBe(1n);
  });
});

test('modularInverse knows when there is none', () => {
  expect(modularInverse(3n, 7n)).toBe(5n);
  expect(modularInverse(6n, 9n)).toBeUndefined();
});
