import { openMessage, readCertificates, recognizeFile } from '../../../src/smime';
import type { OpenOptions } from '../../../src/smime';
import { buildEntity } from '../../../src/smime/mime/build';
import { isSame, someOctets } from '../../support/block-ciphers';
import { usualOptions } from '../../support/identities';
import { describeOpenssl, OpensslFolder } from '../../support/openssl';
import { describeVectors, vector } from '../../support/vectors';

const text = (content: string) => new TextEncoder().encode(content);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/(.{64})/g, '$1\r\n');

describeVectors('forms that OpenSSL writes CMS in', () => {
  describeOpenssl('by the real program', () => {
    const folder = new OpensslFolder();
    let options: OpenOptions;
    beforeAll(async () => {
      options = await usualOptions();
      for (const name of ['alice.sign.crt', 'alice.sign.key', 'ca.rsa.crt', 'bob.sign.crt']) folder.write(name, vector(`rfc9216/${name}`));
    });
    afterAll(() => folder.remove());

    test('25 MB in pieces of an indefinite length are put together and verified in seconds', async () => {
      const bytes = someOctets(18 * 1024 * 1024);
      const attachments = [{ name: 'large.bin', contentType: 'application/octet-stream', bytes }];
      folder.write('entity', buildEntity({ text: 'large', attachments }));
      const signed = 'cms -sign -nodetach -stream -binary -outform DER -in entity -out signed.der -signer alice.sign.crt -inkey alice.sign.key';
      folder.run(...signed.split(' '));
      const cms = folder.read('signed.der');
      expect([...cms.subarray(0, 2)]).toEqual([0x30, 0x80]);
      expect(cms.length).toBeGreaterThan(25_000_000);
      const start = performance.now();
      const opened = await openMessage(cms, options);
      expect(performance.now() - start).toBeLessThan(10_000);
      expect(opened.signature.state).toBe('valid');
      expect(isSame(opened.attachments[0]?.bytes ?? null, bytes)).toBe(true);
    });

    test('certificates alone, in every form that they are sent and kept in', async () => {
      const make = 'crl2pkcs7 -nocrl -certfile alice.sign.crt -certfile ca.rsa.crt -certfile bob.sign.crt';
      folder.run(...make.split(' '), '-outform', 'DER', '-out', 'three.p7c');
      folder.run(...make.split(' '), '-outform', 'PEM', '-out', 'three.pem');
      const der = folder.read('three.p7c');
      const pem = new TextDecoder().decode(folder.read('three.pem'));
      const headers = (type: string, encoding = 'base64') =>
        `From: alice@smime.example\r\nSubject: Certificates\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
      const files = [der, text(pem), text(pem.replaceAll('PKCS7', 'CMS').replaceAll('\n', '\r\n')), text(`For you:\n${pem}`)];
      const messages = [
        text(headers('application/pkcs7-mime; smime-type=certs-only; name=smime.p7c') + base64(der)),
        text(headers('application/x-pkcs7-mime; name=smime.p7c') + base64(der)),
        text(headers('application/octet-stream; name="smime.p7c"') + base64(der)),
        Buffer.concat([text(headers('application/pkcs7-mime; smime-type=certs-only', 'binary')), der]),
      ];
      for (const bytes of [...files, ...messages]) {
        const opened = await openMessage(bytes, options);
        expect([opened.layers, opened.signature.state, opened.encryption.state]).toEqual([['certs-only'], 'not-signed', 'not-encrypted']);
        expect([opened.certificates.length, opened.body, opened.attachments]).toEqual([3, {}, []]);
      }
      for (const bytes of [...files, text(base64(der))]) {
        const file = recognizeFile(bytes);
        expect(file.kind).toBe('certificates');
        expect(await readCertificates(file.bytes)).toHaveLength(3);
      }
    });
  });
});
