import { openMessage } from '../../../src/smime';
import type { OpenedMessage, OpenOptions } from '../../../src/smime';
import { integer, octetString, sequence } from '../../../src/smime/asn1/write';
import { fromHex } from '../../../src/smime/bytes';
import { findContentCipher } from '../../../src/smime/cms/algorithms';
import { createCipher, readCipher } from '../../../src/smime/cms/content-encryption';
import { encryptForEnvelope, writeEnvelopedData } from '../../../src/smime/cms/enveloped-data';
import { writeRecipientInfo } from '../../../src/smime/cms/write-recipient-info';
import { readAsn1 } from '../../../src/smime/asn1/read';
import { buildEntity } from '../../../src/smime/mime/build';
import { someOctets } from '../../support/block-ciphers';
import { hardDraft } from '../../support/drafts';
import { readIdentityCertificate, unlockIdentity, usualOptions } from '../../support/identities';
import { describeOpenssl, OpensslFolder } from '../../support/openssl';
import { describeVectors, vector } from '../../support/vectors';

const cipherOf = (name: string) => {
  const cipher = findContentCipher(name);
  if (cipher === undefined) throw new Error(name);
  return cipher;
};
const text = 'Content-Type: text/plain\r\n\r\nAt noon?\r\n';

test.each(['des-cbc', 'des-ede3-cbc', 'rc2-cbc', 'rc4', 'camellia-128-cbc', 'camellia-256-cbc'])('%s is never written', async (name) => {
  const unsupported = { code: 'ERR_ALGORITHM_UNSUPPORTED', details: { name } };
  await expect(encryptForEnvelope(new Uint8Array(8), name)).rejects.toMatchObject(unsupported);
  expect(() => createCipher(cipherOf(name))).toThrow('ERR_ALGORITHM_UNSUPPORTED');
});

describe('the parameters of RC2', () => {
  const read = (version: number, iv = new Uint8Array(8)) =>
    readCipher(cipherOf('rc2-cbc'), readAsn1(sequence(integer(version), octetString(iv))));

  test.each([
    [160, [5, 16]],
    [120, [8, 16]],
    [58, [16]],
    [256, [32, 16]],
    [1024, [128, 16]],
  ])('version %i: keys of %p octets', (version, lengths) => expect(read(version).keyLengths).toEqual(lengths));

  test.each([0, 1, 40, 59, 255, 1025, 100_000])('version %i is not supported', (version) => {
    expect(() => read(version)).toThrow('ERR_ALGORITHM_UNSUPPORTED');
  });

  test('an iv of another length, or nothing else, is malformed', () => {
    expect(() => read(58, new Uint8Array(16))).toThrow('initialization vector');
    expect(() => readCipher(cipherOf('rc2-cbc'), readAsn1(octetString(new Uint8Array(8))))).toThrow('RC2 parameters');
    expect(() => readCipher(cipherOf('rc2-cbc'), undefined)).toThrow('RC2 parameters');
  });
});

describeVectors('old ciphers', () => {
  let options: OpenOptions;
  beforeAll(async () => {
    options = await usualOptions();
  });

  test('RC2 with a key that is longer than what counts of it', async () => {
    const bob = await readIdentityCertificate('rfc9216/bob.encrypt.crt');
    const cipher = cipherOf('rc2-cbc');
    const key = fromHex('00112233445566778899aabbccddeeff');
    const octets = fromHex('59c95f84774c7f0592e0899fa690b57cc5298ceab7778cab2682fbf6bde083d2789715550340762b');
    const parameters = sequence(integer(160), octetString(fromHex('0102030405060708')));
    const info = await writeRecipientInfo(bob, key, cipher);
    const cms = (sealed: Uint8Array) => writeEnvelopedData({ cipher, contentEncryptionKey: key, parameters, sealed: { octets: sealed } }, [info]);
    const opened = await openMessage(cms(octets), options);
    expect(opened.encryption).toMatchObject({ state: 'decrypted', algorithm: 'rc2-cbc', weak: true });
    expect(opened.body).toEqual({ text: 'At noon?\n' });
    const cut = await openMessage(cms(octets.subarray(0, 32)), options);
    expect(cut.encryption).toMatchObject({ state: 'failed', problem: 'decryption-failed' });
  });

  describeOpenssl('by OpenSSL', () => {
    const folder = new OpensslFolder();
    beforeAll(() => folder.write('bob.crt', vector('rfc9216/bob.encrypt.crt')));
    afterAll(() => folder.remove());

    const encrypt = (content: Uint8Array | string, cipher: string, ...recipients: readonly string[]): Uint8Array => {
      folder.write('entity', content);
      const legacy = ['-provider', 'legacy', '-provider', 'default'];
      folder.run('cms', '-encrypt', ...legacy, '-binary', `-${cipher}`, '-outform', 'DER', '-in', 'entity', '-out', 'message', ...recipients, 'bob.crt');
      return folder.read('message');
    };
    test('triple DES to an EC key comes with triple DES around the key (RFC 3217)', async () => {
      folder.write('erin.crt', vector('interop/ids/erin.crt'));
      folder.write('entity', text);
      folder.run('cms', '-encrypt', '-des3', '-outform', 'DER', '-in', 'entity', '-out', 'message', 'erin.crt');
      const opened = await openMessage(folder.read('message'), { ...options, unlocked: [await unlockIdentity('interop/ids/erin')] });
      expect(opened).toMatchObject({ encryption: { state: 'decrypted', weak: true }, body: { text: 'At noon?\n' } });
    });

    const ciphers = [
      ['des-cbc', 'des-cbc', true],
      ['des3', 'des-ede3-cbc', true],
      ['rc2-40-cbc', 'rc2-cbc', true],
      ['rc2-64-cbc', 'rc2-cbc', true],
      ['rc2-128', 'rc2-cbc', true],
      ['camellia128', 'camellia-128-cbc', false],
      ['camellia192', 'camellia-192-cbc', false],
      ['camellia256', 'camellia-256-cbc', false],
    ] as const;

    test.each(ciphers)('%s is read, and said to be weak if it is', async (name, algorithm, weak) => {
      const opened = await openMessage(encrypt(buildEntity(hardDraft), name), options);
      expect(opened.encryption).toMatchObject({ state: 'decrypted', algorithm, weak, authenticated: false });
      expect(opened.body.text?.trim()).toBe(hardDraft.text?.trim());
      expect(opened.attachments).toHaveLength(hardDraft.attachments.length);
    });

    test.each(ciphers)('%s: any change has one and the same answer, or another text', async (name) => {
      const cms = encrypt(text, name);
      const answers = new Set<string>();
      for (let at = cms.length - 40; at < cms.length; at++) {
        const changed = cms.slice();
        changed[at] = (changed[at] ?? 0) ^ 0x81;
        answers.add(answerOf(await openMessage(changed, options)));
      }
      answers.delete('decrypted');
      expect([...answers]).toEqual(['failed decryption-failed']);
    });

    test('a long message leaves room for others', async () => {
      const bytes = someOctets(3 * 1024 * 1024);
      const large = buildEntity({ text: 'large', attachments: [{ name: 'large.bin', contentType: 'application/octet-stream', bytes }] });
      const pauses: number[] = [];
      const pause = () => {
        pauses.push(performance.now());
        return Promise.resolve();
      };
      const opened = await openMessage(encrypt(large, 'des3'), { ...options, pause });
      expect(opened.encryption).toMatchObject({ state: 'decrypted', algorithm: 'des-ede3-cbc' });
      expect(opened.attachments[0]?.bytes.length).toBe(bytes.length);
      expect(pauses.length).toBeGreaterThan(30);
    });

    test('the wrong one of two digital IDs does not hide the right one', async () => {
      folder.write('alice.crt', vector('rfc9216/alice.encrypt.crt'));
      const cms = encrypt(text, 'rc2-40-cbc', 'alice.crt');
      const opened = await openMessage(cms, options);
      expect(opened.body).toEqual({ text: 'At noon?\n' });
    });
  });
});

function answerOf({ encryption, body, attachments }: OpenedMessage): string {
  if (encryption.state !== 'failed') return encryption.state;
  const shown = body.text === undefined && body.html === undefined && attachments.length === 0 ? '' : ' with content';
  return `failed ${encryption.problem}${shown}`;
}
