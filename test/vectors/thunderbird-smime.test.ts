import { openDetached, openMessage, readCertificates, readPfx, unlockDigitalId } from '../../src/smime';
import type { OpenedMessage, OpenOptions, UnlockedDigitalId } from '../../src/smime';
import { validationTime } from '../support/identities';
import { describeOpenssl } from '../support/openssl';
import { unlockOldPfx } from '../support/openssl-pfx';
import { describeVectors, vector, vectorFiles, vectors, vectorText } from '../support/vectors';
import { verdictOf } from '../support/verdict';
import { others, unlisted } from './tables/thunderbird-smime';

interface Listed {
  readonly file: string;
  readonly enc: boolean;
  /** Absent: false. */
  readonly sig?: boolean;
  readonly sig_good?: boolean;
  readonly dave?: number;
  readonly check_text?: string;
}

const listed: readonly Listed[] =
  vectors === undefined ? [] : JSON.parse(vectorText('thunderbird-smime/expected.json')).messages;

describeOpenssl('OpenSSL takes a key out', () =>
  describeVectors('messages of Thunderbird', () => {
    let options: OpenOptions;

    beforeAll(async () => {
      const [certificate] = await readCertificates(vector('thunderbird-smime/TestCA.pem'));
      if (certificate === undefined) throw new Error('no authority');
      const unlocked = [
        ...(await unlock('Bob.p12')),
        // Sealed with triple DES by PKCS#12's own scheme.
        await unlockOldPfx('thunderbird-smime/Fran.p12', 'nss'),
        await unlockOldPfx('thunderbird-smime/Fran-ec.p12', 'nss'),
      ];
      options = { unlocked, locked: [], trustAnchors: [{ certificate }], at: validationTime, exact: true };
    });

    const open = (file: string): Promise<OpenedMessage> => openMessage(vector(`thunderbird-smime/${file}`), options);

    test('every file of the collection has its place', () => {
      const named = [...listed.map(({ file }) => file), ...Object.keys(unlisted), ...Object.keys(others)];
      expect(named.sort()).toEqual([...vectorFiles('thunderbird-smime')].sort());
      expect(listed).toHaveLength(68);
    });

    test.each(listed.map((message) => [message.file, message] as const))('as Thunderbird: %s', async (file, expected) => {
      const { encryption, signature, body } = await open(file);
      expect(encryption.state).toBe(expected.enc ? 'decrypted' : 'not-encrypted');
      expect(signature.state !== 'not-signed').toBe(expected.sig ?? false);
      expect(signature.state === 'valid').toBe(expected.sig_good ?? false);
      if (signature.state === 'valid') {
        const signer = expected.dave === 1 ? 'Dave@example.com' : 'Alice@example.com';
        expect(signature.signer.certificate.emailAddresses).toEqual([signer]);
      }
      if (expected.check_text !== undefined) expect(body.text ?? body.html).toContain(expected.check_text);
    });

    test.each(Object.entries(unlisted))('%s', async (file, expected) => {
      const opened = await open(file);
      expect(verdictOf(opened)).toBe(expected.verdict);
      const text = opened.body.text ?? opened.body.html ?? '';
      if (expected.text === undefined) expect(text.trim()).toBe('');
      else expect(text).toContain(expected.text);
    });

    test.each(['SHA1', 'SHA256', 'SHA384', 'SHA512'])('alice.mime.dsig.%s fits alice.mime, and is an earlier Alice', async (digest) => {
      const signature = vector(`thunderbird-smime/alice.mime.dsig.${digest}`);
      const { opened, lineEndsMended } = await openDetached(signature, vector('thunderbird-smime/alice.mime'), options);
      const weak = digest === 'SHA1' ? 'weak-digest ' : '';
      expect(verdictOf(opened)).toBe(`signed-data · not-trusted (${weak}untrusted-issuer certificate-expired)`);
      expect(lineEndsMended).toBe(false);
    });

    test.each(['Alice.p12', 'Alice-ec.p12', 'Bob.p12', 'Dave.p12', 'Eve.p12', 'browser/Alice.p12', 'browser/Bob.p12'])('%s is read', async (file) => {
      const [id] = await unlock(file);
      const name = /(\w+)(?:-ec)?\.p12$/.exec(file)?.[1] ?? '';
      expect(id?.certificate.subject).toMatch(new RegExp(`^CN=${name},`));
    });
  }),
);

async function unlock(file: string): Promise<readonly UnlockedDigitalId[]> {
  const { entries } = await readPfx(vector(`thunderbird-smime/${file}`), 'nss');
  return Promise.all(entries.map(({ privateKey, certificate, chain }) => unlockDigitalId(privateKey, { certificate, chain })));
}
