import { openDetached, openMessage, readCertificates } from '../../src/smime';
import type { OpenedMessage, OpenOptions, UnlockedDigitalId } from '../../src/smime';
import { validationTime } from '../support/identities';
import { unlockPfx } from '../support/pfx';
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

describeVectors('messages of Thunderbird', () => {
  let options: OpenOptions;

  beforeAll(async () => {
    const [certificate] = await readCertificates(vector('thunderbird-smime/TestCA.pem'));
    if (certificate === undefined) throw new Error('no authority');
    const unlocked = [
      ...(await unlock('Bob.p12')),
      // Sealed with triple DES and RC2 by PKCS#12's own schemes.
      ...(await unlock('Fran.p12')),
      ...(await unlock('Fran-ec.p12')),
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

  test.each(Object.keys(others).filter((file) => file.endsWith('.p12')))('%s is read', async (file) => {
    const ids = await unlock(file);
    const name = /(\w+)(?:-ec)?\.p12$/.exec(file)?.[1] ?? '';
    expect(ids.map(({ certificate }) => certificate.commonName)).toEqual([name]);
    expect(ids.map(({ certificate }) => certificate.publicKey.algorithm)).toEqual([file.includes('-ec') ? 'ec' : 'rsa']);
  });
});

function unlock(file: string): Promise<readonly UnlockedDigitalId[]> {
  return unlockPfx(`thunderbird-smime/${file}`, 'nss');
}
