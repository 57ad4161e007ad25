import { createCipheriv, randomBytes } from 'node:crypto';
import { Asn1Error, readAsn1 } from '../../src/smime/asn1/read';
import { integer, octetString, sequence } from '../../src/smime/asn1/write';
import { fromHex, toHex } from '../../src/smime/bytes';
import { findContentCipher } from '../../src/smime/cms/algorithms';
import type { ContentCipher } from '../../src/smime/cms/algorithms';
import { createCipher, readCipher } from '../../src/smime/cms/content-encryption';
import type { SealedContent } from '../../src/smime/cms/content-method';
import { describeVectors, vectorText } from '../support/vectors';
import { refuse192BitKeys } from '../support/without-aes-192';

interface WycheproofTest {
  readonly tcId: number;
  readonly result: 'valid' | 'invalid' | 'acceptable';
  readonly key: string;
  readonly iv: string;
  readonly aad: string;
  readonly msg: string;
  readonly ct: string;
  readonly tag: string;
}
interface WycheproofGroup {
  readonly keySize: number;
  readonly tests: readonly WycheproofTest[];
}
const groups = (file: string): readonly WycheproofGroup[] =>
  (JSON.parse(vectorText(`wycheproof/${file}.json`)) as { testGroups: WycheproofGroup[] }).testGroups;

function cipherOf(name: string): ContentCipher {
  const cipher = findContentCipher(name);
  if (cipher === undefined) throw new Error(name);
  return cipher;
}

/** The plaintext in hex, `null` for a wrong tag, or `refused` for parameters that are not taken. */
async function open(cipher: ContentCipher, { key, iv, aad, ct, tag }: WycheproofTest): Promise<string | null> {
  const parameters = readAsn1(sequence(octetString(fromHex(iv)), integer(tag.length / 2)));
  try {
    const sealed = { octets: fromHex(ct), tag: fromHex(tag), additionalData: fromHex(aad) };
    const plaintext = await readCipher(cipher, parameters).decrypt(fromHex(key), sealed);
    return plaintext === null ? null : toHex(plaintext);
  } catch (error) {
    if (error instanceof Asn1Error) return 'refused';
    throw error;
  }
}

afterEach(() => jest.restoreAllMocks());

const platforms = [
  ['by WebCrypto', false],
  ['where it has no AES-192', true],
] as const;

describeVectors('AES-GCM, Wycheproof', () => {
  test.each(platforms)('%s', async (_, lacking) => {
    if (lacking) refuse192BitKeys();
    const wrong: number[] = [];
    for (const group of groups('aes_gcm_test')) {
      for (const vector of group.tests) {
        const opened = await open(cipherOf(`aes-${group.keySize}-gcm`), vector);
        const fits = vector.result === 'valid' ? opened === vector.msg : opened === null || opened === 'refused';
        if (!fits) wrong.push(vector.tcId);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describeVectors('AES-CCM, Wycheproof', () => {
  test.each(platforms)('%s', async (_, lacking) => {
    if (lacking) refuse192BitKeys();
    const wrong: number[] = [];
    let opened = 0;
    for (const group of groups('aes_ccm_test')) {
      for (const vector of group.tests) {
        const answer = await open(cipherOf(`aes-${group.keySize}-ccm`), vector);
        // The cipher has shorter tags, and RFC 5084 allows them; we do not.
        const expected = vector.tag.length < 24 ? 'refused' : vector.result === 'valid' ? vector.msg : undefined;
        const fits = expected === undefined ? answer === null || answer === 'refused' : answer === expected;
        if (!fits) wrong.push(vector.tcId);
        if (answer === vector.msg) opened++;
      }
    }
    expect(wrong).toEqual([]);
    expect(opened).toBeGreaterThan(100);
  });
});

describe('authenticated ciphers, against Node', () => {
  const methods = [
    ['aes-128-gcm', 16],
    ['aes-192-gcm', 24],
    ['aes-256-gcm', 32],
    ['aes-128-ccm', 16],
    ['aes-192-ccm', 24],
    ['aes-256-ccm', 32],
    ['chacha20-poly1305', 32],
  ] as const;

  function seal(name: string, parts: { key: Uint8Array; nonce: Uint8Array; text: Uint8Array; additionalData: Uint8Array; tagLength: number }): SealedContent {
    const { key, nonce, text, additionalData, tagLength } = parts;
    const cipher = createCipheriv(name as 'aes-128-ccm', key, nonce, { authTagLength: tagLength });
    cipher.setAAD(additionalData, { plaintextLength: text.length });
    const octets = new Uint8Array([...cipher.update(text), ...cipher.final()]);
    return { octets, tag: new Uint8Array(cipher.getAuthTag()), additionalData };
  }

  test.each([...methods.map((method) => [...method, false] as const), ['aes-192-gcm', 24, true] as const, ['aes-192-ccm', 24, true] as const])(
    '%s opens what is whole, and nothing of what is not (%i octets of key, no AES-192: %s)',
    async (name, keyLength, lacking) => {
      if (lacking) refuse192BitKeys();
      const tags = name === 'chacha20-poly1305' ? [16] : name.endsWith('ccm') ? [12, 14, 16] : [12, 13, 14, 15, 16];
      for (const tagLength of tags) {
        for (const length of [0, 1, 15, 16, 17, 1000, 4001]) {
          const [key, nonce, text] = [randomBytes(keyLength), randomBytes(12), new Uint8Array(randomBytes(length))];
          const additionalData = new Uint8Array(randomBytes(length === 1000 ? 70_000 : length));
          const sealed = seal(name, { key, nonce, text, additionalData, tagLength });
          const parameters = tagLength === 12 ? sequence(octetString(nonce)) : sequence(octetString(nonce), integer(tagLength));
          const written = name === 'chacha20-poly1305' ? octetString(nonce) : parameters;
          const { decrypt } = readCipher(cipherOf(name), readAsn1(written));
          // Out of line in memory, as octets inside a message are.
          const shifted = new Uint8Array(sealed.octets.length + 3).subarray(3);
          shifted.set(sealed.octets);
          const opened = await decrypt(key, { ...sealed, octets: shifted });
          expect(opened === null ? null : toHex(opened)).toBe(toHex(text));
          for (const part of ['octets', 'tag', 'additionalData'] as const) {
            const changed = Uint8Array.from(sealed[part] ?? []);
            if (changed.length === 0) continue;
            changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
            expect(await decrypt(key, { ...sealed, [part]: changed })).toBeNull();
          }
        }
      }
    },
  );

  test.each(['aes-128-gcm', 'aes-256-gcm'])('%s is written with 16 octets of tag, and said so', async (name) => {
    const cipher = cipherOf(name);
    const { parameters, encrypt, keyLength } = createCipher(cipher);
    const [nonce, tagLength] = readAsn1(parameters).children;
    expect(nonce?.contents.length).toBe(12);
    expect(tagLength?.bytes).toEqual(integer(16));
    const [key, text, additionalData] = [randomBytes(keyLength), Uint8Array.of(1, 2, 3), Uint8Array.of(4)];
    const sealed = await encrypt(key, text, additionalData);
    expect(sealed.tag?.length).toBe(16);
    const { decrypt } = readCipher(cipher, readAsn1(parameters));
    expect(await decrypt(key, { ...sealed, additionalData })).toEqual(text);
    expect(await decrypt(key, sealed)).toBeNull();
  });

  test.each([
    ['a tag of 4 octets', sequence(octetString(new Uint8Array(12)), integer(4))],
    ['a tag of 17', sequence(octetString(new Uint8Array(12)), integer(17))],
    ['no nonce', sequence(octetString(new Uint8Array()))],
    ['a nonce of kilobytes', sequence(octetString(new Uint8Array(2000)))],
    ['one field more', sequence(octetString(new Uint8Array(12)), integer(16), integer(16))],
    ['an iv as CBC has it', octetString(new Uint8Array(16))],
  ])('%s is refused', (_, parameters) => {
    for (const name of ['aes-256-gcm', 'aes-256-ccm']) {
      expect(() => readCipher(cipherOf(name), readAsn1(parameters))).toThrow(Asn1Error);
    }
  });
});
