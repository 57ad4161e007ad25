import { createDecipheriv, createHash } from 'node:crypto';
import { readAsn1 } from '../../../src/smime/asn1/read';
import { equal } from '../../../src/smime/bytes';
import { compatibleProtection } from '../../../src/smime/pkcs12/compatible-protection';
import { derivePkcs12Key, derivePkcs12KeyAndGpgsms, purpose } from '../../../src/smime/pkcs12/key-derivation';
import { bmpPassword } from '../../../src/smime/pkcs12/password';

const password = 'correct horse battery';
const iterations = 2;
const content = new TextEncoder().encode('a key');
const salts = (count: number): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, at) => new Uint8Array(createHash('sha256').update(`salt ${at}`).digest().subarray(0, 8)));

/** The 24 octets that gpgsm 2.2 derives: a sum that is shorter than its block is put at the front of it. */
function keyOfGpgsm(salt: Uint8Array): Buffer {
  const fill = (octets: Uint8Array): Buffer => Buffer.from(Array.from({ length: 64 }, (_, at) => octets[at % octets.length] ?? 0));
  const input = Buffer.concat([fill(salt), fill(bmpPassword(password))]);
  const round = (): Buffer => {
    let digest = createHash('sha1').update(Buffer.alloc(64, 1)).update(input).digest();
    for (let done = 1; done < iterations; done++) digest = createHash('sha1').update(digest).digest();
    return digest;
  };
  const first = round();
  const addend = BigInt(`0x${fill(first).toString('hex')}`) + 1n;
  for (const start of [0, 64]) {
    const sum = (BigInt(`0x${input.toString('hex', start, start + 64)}`) + addend) % (1n << 512n);
    const digits = sum.toString(16);
    Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').copy(input, start);
  }
  return Buffer.concat([first, round()]).subarray(0, 24);
}

const request = (salt: Uint8Array, wanted: 1 | 2, length: number) =>
  ({ digest: 'sha-1', password: bmpPassword(password), salt, iterations, purpose: wanted, length }) as const;

async function suitsGpgsm(salt: Uint8Array): Promise<boolean> {
  return equal(await derivePkcs12Key(request(salt, purpose.encryption, 24)), keyOfGpgsm(salt));
}

afterEach(() => jest.restoreAllMocks());

test('one salt in 128 leads gpgsm to another key, and it is told which', async () => {
  const tried = salts(4000);
  const unsuited: Uint8Array[] = [];
  for (const salt of tried) {
    const suits = await suitsGpgsm(salt);
    if (!suits) unsuited.push(salt);
    const { key, gpgsms } = await derivePkcs12KeyAndGpgsms(request(salt, purpose.encryption, 24));
    expect([salt, key === gpgsms, gpgsms]).toEqual([salt, suits, new Uint8Array(keyOfGpgsm(salt))]);
  }
  expect(unsuited.length).toBeGreaterThan(4000 / 128 / 2);
  expect(unsuited.length).toBeLessThan((4000 / 128) * 2);
});

test('such a salt is not used', async () => {
  const all = salts(1000);
  const suits = await Promise.all(all.map(suitsGpgsm));
  const unsuited = all.filter((_, at) => suits[at] === false).slice(0, 3);
  const [suited = new Uint8Array()] = all.filter((_, at) => suits[at] === true);
  expect(unsuited).toHaveLength(3);
  const given = [...unsuited, suited];
  jest.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    new Uint8Array((array as Uint8Array).buffer).set(given.shift() ?? new Uint8Array());
    return array;
  });
  const { algorithm } = await compatibleProtection(password, iterations).encrypt(content);
  expect(given).toEqual([]);
  expect(saltIn(algorithm)).toEqual(suited);
});

test('whatever is encrypted, gpgsm opens it; every salt is another', async () => {
  const used = new Set<string>();
  for (let count = 0; count < 400; count++) {
    const { algorithm, ciphertext } = await compatibleProtection(password, iterations).encrypt(content);
    const salt = saltIn(algorithm);
    const iv = await derivePkcs12Key(request(salt, purpose.iv, 8));
    const cipher = createDecipheriv('des-ede3-cbc', keyOfGpgsm(salt), iv);
    expect(new Uint8Array(Buffer.concat([cipher.update(ciphertext), cipher.final()]))).toEqual(content);
    used.add(Buffer.from(salt).toString('hex'));
  }
  expect(used.size).toBe(400);
});

test('a very long password, for which hardly any salt suits, is no endless search', async () => {
  const random = jest.spyOn(crypto, 'getRandomValues');
  await compatibleProtection('x'.repeat(100_000), 1).encrypt(content);
  expect(random.mock.calls.length).toBeLessThanOrEqual(16);
});

function saltIn(algorithm: Uint8Array): Uint8Array {
  return readAsn1(algorithm).children[1]?.children[0]?.contents.slice() ?? new Uint8Array();
}
