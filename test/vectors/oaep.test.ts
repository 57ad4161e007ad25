import { fromHex, toHex } from '../../src/smime/bytes';
import { findDigest } from '../../src/smime/cms/algorithms';
import { encryptRsaesOaep, decryptRsaesOaep } from '../../src/smime/dangerous/rsaes-oaep';
import { deriveRsaNumbers } from '../../src/smime/dangerous/rsa-private-key';
import type { RsaNumbers } from '../../src/smime/dangerous/rsa-private-key';
import { readPrivateKeyInfo } from '../../src/smime/pkcs12/private-key-info';
import { describeVectors, vectorFiles, vectorText } from '../support/vectors';

interface Group {
  readonly privateKeyPkcs8: string;
  readonly sha: string;
  readonly mgfSha: string;
  readonly tests: readonly {
    readonly tcId: number;
    readonly msg: string;
    readonly ct: string;
    readonly label: string;
    readonly result: 'valid' | 'invalid' | 'acceptable';
  }[];
}

function numbersOf(pkcs8: string): RsaNumbers {
  const read = readPrivateKeyInfo(fromHex(pkcs8));
  if (!('key' in read) || read.key.algorithm !== 'rsa') throw new Error('no RSA key');
  return deriveRsaNumbers(read.key);
}

const nameOf = (wycheproof: string): string => findDigest(wycheproof.toLowerCase())?.name ?? wycheproof;
const files = vectorFiles('wycheproof').filter((file) => file.startsWith('rsa_oaep'));

describeVectors('RSAES-OAEP, Wycheproof', () => {
  test('six files are there', () => expect(files).toHaveLength(6));

  test.each(files)('%s', async (file) => {
    const { testGroups, numberOfTests } = JSON.parse(vectorText(`wycheproof/${file}`)) as { testGroups: Group[]; numberOfTests: number };
    const wrong: number[] = [];
    let count = 0;
    for (const group of testGroups) {
      const numbers = numbersOf(group.privateKeyPkcs8);
      for (const { tcId, msg, ct, label, result } of group.tests) {
        const parameters = { digest: nameOf(group.sha), maskDigest: nameOf(group.mgfSha), label: fromHex(label) };
        const length = msg.length / 2;
        const key = await decryptRsaesOaep(numbers, parameters, fromHex(ct), length);
        const again = await decryptRsaesOaep(numbers, parameters, fromHex(ct), 32);
        count++;
        if (key.length !== length || again.length !== 32) wrong.push(tcId);
        if (result === 'valid' && toHex(key) !== msg) wrong.push(tcId);
        if (result === 'invalid' && length > 0 && toHex(key) === msg) wrong.push(tcId);
        // What a caller asks for who does not know that the length is another.
        if (length !== 32 && toHex(again).startsWith(msg.slice(0, 64)) && msg.length >= 8) wrong.push(tcId);
        if (toHex(await decryptRsaesOaep(numbers, parameters, fromHex(ct), 32)) !== toHex(again)) wrong.push(tcId);
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBe(numberOfTests);
  }, 60_000);

  test('what we encrypt, we decrypt, and only by the same parameters', async () => {
    const [group] = (JSON.parse(vectorText(`wycheproof/${files[0] ?? ''}`)) as { testGroups: Group[] }).testGroups;
    const numbers = numbersOf(group?.privateKeyPkcs8 ?? '');
    const { publicKey } = await import('node:crypto').then(({ createPrivateKey, createPublicKey }) => ({
      publicKey: createPublicKey(
        createPrivateKey({ key: Buffer.from(group?.privateKeyPkcs8 ?? '', 'hex'), format: 'der', type: 'pkcs8' }),
      ).export({ format: 'der', type: 'spki' }),
    }));
    const message = new Uint8Array(32).fill(7);
    const digests = ['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512', 'sha-512/256', 'sha3-256'];
    for (const digest of digests) {
      const parameters = { digest, maskDigest: 'sha-256', label: Uint8Array.of(1) };
      const ciphertext = await encryptRsaesOaep(new Uint8Array(publicKey), parameters, message);
      expect(await decryptRsaesOaep(numbers, parameters, ciphertext, 32)).toEqual(message);
      for (const other of [{ digest: 'sha-512/224' }, { maskDigest: 'sha-1' }, { label: new Uint8Array() }]) {
        expect(await decryptRsaesOaep(numbers, { ...parameters, ...other }, ciphertext, 32)).not.toEqual(message);
      }
      expect(await decryptRsaesOaep(numbers, parameters, ciphertext, 31)).not.toEqual(message.subarray(1));
    }
    await expect(
      decryptRsaesOaep(numbers, { digest: 'md5', maskDigest: 'sha-1', label: new Uint8Array() }, new Uint8Array(256), 32),
    ).rejects.toMatchObject({ code: 'ERR_ALGORITHM_UNSUPPORTED', details: { name: 'md5' } });
    await expect(
      encryptRsaesOaep(new Uint8Array(publicKey), { digest: 'sha-512', maskDigest: 'sha-1', label: new Uint8Array() }, new Uint8Array(127)),
    ).rejects.toMatchObject({ code: 'ERR_KEY_UNSUPPORTED' });
  });
});
