import type { ProtectedMessage, UnlockedDigitalId, Certificate } from '../../../src/smime';
import { openMessage, protectMessage } from '../../../src/smime';
import { buildEntity } from '../../../src/smime/mime/build';
import { draftTime, hardDraft } from '../../support/drafts';
import { readIdentityCertificate, unlockIdentity, usualOptions } from '../../support/identities';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';
import { describeVectors, vector } from '../../support/vectors';

describeVectors('messages between us and OpenSSL', () => {
  describeOpenssl('with the real program', () => {
    const folder = new OpensslFolder();
    let alice: UnlockedDigitalId;
    let recipients: Certificate[];

    beforeAll(async () => {
      alice = await unlockIdentity('rfc9216/alice.sign');
      recipients = [
        await readIdentityCertificate('rfc9216/bob.encrypt.crt'),
        await readIdentityCertificate('rfc9216/alice.encrypt.crt'),
      ];
      for (const name of [
        'ca.rsa.crt',
        'bob.encrypt.crt',
        'bob.encrypt.key',
        'alice.encrypt.crt',
        'alice.encrypt.key',
        'alice.sign.crt',
        'alice.sign.key',
      ]) {
        folder.write(name, vector(`rfc9216/${name}`));
      }
    });
    afterAll(() => folder.remove());

    const verify = (input: string) =>
      folder.run(
        'cms',
        '-verify',
        '-in',
        input,
        '-CAfile',
        'ca.rsa.crt',
        '-out',
        'verified',
        '-purpose',
        'smimesign',
        '-signer',
        'signer.pem',
      );
    const decrypt = (input: string, who: string) =>
      folder.run(
        'cms',
        '-decrypt',
        '-in',
        input,
        '-recip',
        `${who}.encrypt.crt`,
        '-inkey',
        `${who}.encrypt.key`,
        '-out',
        'decrypted',
      );
    const protect = (options: Partial<Parameters<typeof protectMessage>[1]>): Promise<ProtectedMessage> =>
      protectMessage(hardDraft, { at: draftTime, ...options });

    test('OpenSSL verifies what we sign, and finds the content octet for octet', async () => {
      folder.write('signed.eml', (await protect({ signWith: alice })).mime);
      verify('signed.eml');
      expect(folder.read('verified')).toEqual(buildEntity(hardDraft));
      expect(folder.run('x509', '-in', 'signer.pem', '-noout', '-email').trim()).toBe('alice@smime.example');
    });

    test.each(['sha-256', 'sha-384', 'sha-512'] as const)('OpenSSL verifies what we sign opaque, with %s', async (digest) => {
      const { mime } = await protect({ signWith: alice, opaque: true, digest });
      folder.write('signed.eml', mime);
      verify('signed.eml');
      expect(folder.read('verified')).toEqual(buildEntity(hardDraft));
      const head = new TextDecoder().decode(mime.subarray(0, 4096));
      expect(head).toMatch(/Content-Type: application\/pkcs7-mime; smime-type=signed-data; name="smime\.p7m"\r\n/);
    });

    test('OpenSSL sees the five signed attributes and the time of the Date: header', async () => {
      folder.write('signed.eml', (await protect({ signWith: alice })).mime);
      const text = folder.run('cms', '-cmsout', '-print', '-in', 'signed.eml');
      const section = text.slice(text.indexOf('signedAttrs:'), text.indexOf('unsignedAttrs:'));
      const names = [...section.matchAll(/^ {12}object: ([\w-]+)/gm)].map((match) => match[1]);
      expect([...names].sort()).toEqual(
        ['contentType', 'id-smime-aa-signingCertificateV2', 'messageDigest', 'signingTime', 'S'].sort(),
      );
      expect(section).toContain('UTCTIME:May 31 23:15:42 2027 GMT');
    });

    test.each(['bob', 'alice'])('OpenSSL decrypts as %s what we encrypt', async (who) => {
      folder.write('encrypted.eml', (await protect({ encryptTo: recipients })).mime);
      decrypt('encrypted.eml', who);
      expect(folder.read('decrypted')).toEqual(buildEntity(hardDraft));
    });

    test('OpenSSL decrypts and verifies what we sign and encrypt', async () => {
      folder.write('both.eml', (await protect({ signWith: alice, encryptTo: recipients })).mime);
      decrypt('both.eml', 'bob');
      verify('decrypted');
      expect(folder.read('verified')).toEqual(buildEntity(hardDraft));
    });

    const headers = [
      '-from',
      'Alice <alice@smime.example>',
      '-to',
      'bob@smime.example',
      '-subject',
      'from OpenSSL',
    ];
    const sign = ['cms', '-sign', '-signer', 'alice.sign.crt', '-inkey', 'alice.sign.key', '-md', 'sha256'];

    test.each([
      ['clear', []],
      ['opaque', ['-nodetach']],
      ['opaque, streamed', ['-nodetach', '-stream']],
      ['clear, by key identifier', ['-keyid']],
      ['clear, CAdES', ['-cades']],
      ['opaque, without attributes', ['-nodetach', '-noattr']],
    ])('we verify what OpenSSL signs: %s', async (_, options) => {
      folder.write('entity', buildEntity(hardDraft));
      folder.run(...sign, ...options, '-in', 'entity', '-out', 'message.eml', ...headers);
      const opened = await openMessage(folder.read('message.eml'), await usualOptions());
      expect(opened.signature).toMatchObject({ state: 'valid', remarks: [] });
      expect(opened.attachments).toHaveLength(hardDraft.attachments.length);
    });

    test('a signature without certificates needs one that is known', async () => {
      folder.write('entity', buildEntity(hardDraft));
      folder.run(...sign, '-nocerts', '-in', 'entity', '-out', 'message.eml', ...headers);
      const options = await usualOptions();
      const message = folder.read('message.eml');
      expect((await openMessage(message, options)).signature).toMatchObject({
        state: 'cannot-check',
        problems: ['signer-certificate-missing'],
      });
      const knownCertificates = [alice.certificate];
      expect((await openMessage(message, { ...options, knownCertificates })).signature).toMatchObject({
        state: 'valid',
      });
    });

    test.each(['-aes128', '-aes192', '-aes256'])(
      'we decrypt what OpenSSL encrypts with %s',
      async (cipher) => {
        folder.write('entity', buildEntity(hardDraft));
        folder.run(
          'cms',
          '-encrypt',
          cipher,
          '-in',
          'entity',
          '-out',
          'message.eml',
          ...headers,
          'bob.encrypt.crt',
        );
        const opened = await openMessage(folder.read('message.eml'), await usualOptions());
        expect(opened.encryption).toMatchObject({
          state: 'decrypted',
          algorithm: `aes-${cipher.slice(4)}-cbc`,
          authenticated: false,
          weak: false,
        });
        expect(opened.attachments).toHaveLength(hardDraft.attachments.length);
      },
    );

    test('we read a 10 MB message of many OCTET STRINGs, and OpenSSL reads ours', async () => {
      const bytes = crypto.getRandomValues(new Uint8Array(65536));
      const large = new Uint8Array(10 * 1024 * 1024).map((_, at) => bytes[at % 65536] ?? 0);
      const attachments = [{ name: 'large.bin', contentType: 'application/octet-stream', bytes: large }];
      folder.write('entity', buildEntity({ text: 'large', attachments }));
      folder.run(
        'cms',
        '-encrypt',
        '-aes256',
        '-stream',
        '-in',
        'entity',
        '-out',
        'message.eml',
        ...headers,
        'bob.encrypt.crt',
      );
      const opened = await openMessage(folder.read('message.eml'), await usualOptions());
      expect(opened.attachments[0]?.bytes.length).toBe(large.length);
      const draft = { ...hardDraft, attachments };
      folder.write(
        'ours.eml',
        (await protectMessage(draft, { at: draftTime, signWith: alice, encryptTo: recipients })).mime,
      );
      decrypt('ours.eml', 'bob');
      verify('decrypted');
    });
  });
});
