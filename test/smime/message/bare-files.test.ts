import type { OpenOptions } from '../../../src/smime';
import { openDetached, openMessage } from '../../../src/smime';
import { looksLikeFile } from '../../../src/smime/mime/looks-like-file';
import { trustAnchor, unlockIdentity, validationTime } from '../../support/identities';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';
import { describeVectors, vector } from '../../support/vectors';

/** The same octets each time, as evenly spread as a wrong key's. */
function randomOctets(length: number, seed: number): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

describe('octets of no kind', () => {
  test.each([0, 16, 100, 511, 512, 4096, 100_000])('%d at random are no file', (length) => {
    for (let seed = 1; seed <= 50; seed++) expect(looksLikeFile(randomOctets(length, seed * 7919))).toBe(false);
  });

  test('a beginning that everybody knows, and what is not evenly spread, is a file', () => {
    expect(looksLikeFile(new Uint8Array([0x50, 0x4b, 3, 4, ...randomOctets(20, 1)]))).toBe(true);
    expect(looksLikeFile(new Uint8Array(Buffer.from('%PDF-1.7')))).toBe(true);
    expect(looksLikeFile(new Uint8Array(600))).toBe(true);
    expect(looksLikeFile(Uint8Array.from({ length: 2000 }, (_, at) => (at % 7 === 0 ? 0 : at & 63)))).toBe(true);
  });
});

describeVectors('a file that somebody encrypted or signed as it was', () => {
  describeOpenssl('with OpenSSL', () => {
    const folder = new OpensslFolder();
    let options: OpenOptions;

    beforeAll(async () => {
      const bob = await unlockIdentity('rfc9216/bob.encrypt');
      options = { unlocked: [bob], locked: [], trustAnchors: [await trustAnchor()], at: validationTime, exact: true };
      for (const name of ['bob.encrypt.crt', 'alice.sign.crt', 'alice.sign.key']) folder.write(name, vector(`rfc9216/${name}`));
    });
    afterAll(() => folder.remove());

    const encrypt = (content: Uint8Array) => {
      folder.write('content', content);
      folder.run('cms', '-encrypt', '-binary', '-in', 'content', '-out', 'content.p7m', '-outform', 'DER', '-aes256', 'bob.encrypt.crt');
      return folder.read('content.p7m');
    };
    const signed = (...how: string[]) => {
      folder.run('cms', '-sign', '-binary', '-in', 'content', '-out', 'content.p7s', '-outform', 'DER', '-signer', 'alice.sign.crt', '-inkey', 'alice.sign.key', ...how);
      return folder.read('content.p7s');
    };

    test('a ZIP file is offered as a file, octet for octet', async () => {
      const zip = new Uint8Array([0x50, 0x4b, 3, 4, ...randomOctets(3000, 5)]);
      const opened = await openMessage(encrypt(zip), options);
      expect(opened.encryption.state).toBe('decrypted');
      expect(opened.body).toEqual({});
      expect(opened.attachments.map(({ bytes }) => Buffer.from(bytes).equals(Buffer.from(zip)))).toEqual([true]);
    });

    test('octets of no kind are no decryption, whatever the padding says', async () => {
      const opened = await openMessage(encrypt(randomOctets(2000, 3)), options);
      expect(opened.encryption).toMatchObject({ state: 'failed', problem: 'decryption-failed' });
      expect([opened.body, opened.attachments]).toEqual([{}, []]);
    });

    test('a signed file of any kind is a file', async () => {
      const content = randomOctets(700, 9);
      folder.write('content', content);
      const opened = await openMessage(signed('-nodetach'), options);
      expect(opened.signature.state).not.toBe('broken');
      expect(opened.attachments.map(({ bytes }) => Buffer.from(bytes).equals(Buffer.from(content)))).toEqual([true]);
    });

    test('a signature apart is signed-data, and nothing else', async () => {
      const content = folder.read('content');
      expect((await openDetached(signed(), content, options)).opened.signature.state).not.toBe('broken');
      await expect(openDetached(encrypt(content), content, options)).rejects.toMatchObject({ code: 'ERR_CMS_MALFORMED' });
    });
  });
});
