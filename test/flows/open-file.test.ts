import { readFileSync } from 'node:fs';
import type { Environment } from '../../src/flows/environment';
import { fileLimit, openFile, openSignedFile } from '../../src/flows/open-file';
import type { ChosenFile, MessageFile } from '../../src/flows/open-file';
import { start } from '../../src/flows/start';
import { openMessage } from '../../src/smime/index';
import { judge } from '../../src/taskpane/verdict/verdict';
import type { Keyring } from '../../src/worker/keyring';
import { createEnvironment } from '../support/environment';
import { createFakeMailbox } from '../support/fake-mailbox';
import { readIdentityCertificate, usualOptions, validationTime } from '../support/identities';
import { createTestKeyring } from '../support/keyring';
import { createTestAuthority } from '../support/openssl-identities';
import type { MadeIdentity, TestAuthority } from '../support/openssl-identities';
import { OpensslFolder, describeOpenssl } from '../support/openssl';
import { describeVectors, vector, vectors, vectorText } from '../support/vectors';

function file(bytes: Uint8Array, overrides: Partial<ChosenFile> = {}): ChosenFile {
  return { name: 'file', size: bytes.length, exact: true, bytes: () => Promise.resolve(bytes.slice()), ...overrides };
}

/** The verdict that people see, not only the report. */
function tierOf({ opened, from }: Pick<MessageFile, 'opened' | 'from'>): string {
  return judge(opened, { from, isFile: true, now: validationTime, hasDigitalIds: true }).tier;
}

/** The real keyring, with the digital IDs of the collections unlocked in it. */
async function vectorEnvironment(): Promise<Environment> {
  const options = await usualOptions();
  const real = createTestKeyring({ now: () => validationTime });
  const keyring: Keyring = Object.assign(Object.create(real) as Keyring, {
    open: ((bytes, request) => openMessage(bytes, { ...options, ...request })) satisfies Keyring['open'],
    openDetached: real.openDetached.bind(real),
    readCertificates: real.readCertificates.bind(real),
  });
  const [anchor] = options.trustAnchors;
  if (anchor === undefined) throw new Error('no anchor');
  return createEnvironment(createFakeMailbox('bob@smime.example'), keyring, anchor.certificate, { now: () => validationTime });
}

interface Attack {
  readonly file: string;
  readonly expect: string;
}

const attacks: readonly Attack[] =
  vectors === undefined ? [] : JSON.parse(vectorText('attacks-generated/manifest.json')).cases;

describeVectors('a file that is a message', () => {
  let env: Environment;
  beforeAll(async () => {
    env = await vectorEnvironment();
  });
  const open = async (path: string): Promise<MessageFile> => {
    const reading = await openFile(env, file(vector(path)));
    if (reading.kind !== 'message') throw new Error(`${path} is ${reading.kind}`);
    return reading;
  };

  test.each([
    ['interop/openssl/s-rsa-sha256-clear.eml', 'good'],
    ['interop/openssl/s-nostream-opaque.eml', 'good'],
    ['interop/openssl/se-rsa-sha256-clear-aes256.eml', 'good'],
    ['interop/openssl/e-rsa-aes256-cbc.eml', 'note'],
    ['interop/openssl/n-tampered-content-clear.eml', 'danger'],
    ['interop/openssl/n-selfsigned-alice-clear.eml', 'caution'],
    ['attacks-generated/mime/i3-two-from-headers.eml', 'danger'],
    ['attacks-generated/mime/m6-duplicate-content-type-headers.eml', 'danger'],
    ['attacks-generated/mime/m4-attachment-rfc822-signed.eml', 'none'],
  ])('%s is in tier %s', async (path, tier) => {
    expect(tierOf(await open(path))).toBe(tier);
  });

  test("a name that holds another address never becomes the headline's address", async () => {
    const { opened, from } = await open('interop/openssl/n-from-displayname-spoof-clear.eml');
    const { headline, values } = judge(opened, { from, isFile: true, now: validationTime, hasDigitalIds: true });
    expect({ headline, address: values.address }).toEqual({
      headline: "The sender's name shows another address",
      address: 'mallory@smime.example',
    });
  });

  test('the sender is who the file names', async () => {
    const { from } = await open('interop/openssl/s-rsa-sha256-clear.eml');
    expect(from).toMatchObject({ address: 'alice@smime.example' });
  });

  test('a message inside one is a file of its own, with its own verdict', async () => {
    const { opened } = await open('attacks-generated/mime/m4-attachment-rfc822-signed.eml');
    const inner = opened.attachments.find(({ contentType }) => contentType === 'message/rfc822');
    const reading = await openFile(env, file(inner?.bytes ?? new Uint8Array()));
    expect(reading).toMatchObject({ kind: 'message', opened: { signature: { state: 'valid' } } });
  });

  test('a rewritten copy is never called changed', async () => {
    const bytes = vector('interop/openssl/n-tampered-content-clear.eml');
    await expect(openFile(env, file(bytes, { exact: false }))).resolves.toMatchObject({
      opened: { signature: { state: 'cannot-check', problems: ['not-exact-bytes'] } },
    });
  });

  test('CMS alone, as a file: decrypted, and signed for somebody, which is less than "signed by"', async () => {
    for (const path of ['interop/openssl/se-rsa-sha256-opaque-aes128.eml', 'interop/openssl/s-nostream-opaque.eml']) {
      const message = vectorText(path);
      const der = new Uint8Array(Buffer.from(message.slice(message.search(/\r?\n\r?\n/)), 'base64'));
      const reading = await openFile(env, file(der, { name: 'smime.p7m' }));
      if (reading.kind !== 'message') throw new Error(reading.kind);
      expect(reading).toMatchObject({ from: null, opened: { signature: { state: 'valid' } } });
      expect(tierOf(reading)).toBe('note');
    }
  });

  test('without a From a good signature is never good', async () => {
    const message = vectorText('interop/openssl/s-rsa-sha256-clear.eml');
    const entity = message.replace(/^(From|To|Subject|Date|Message-ID):.*(\r?\n[ \t].*)*\r?\n/gim, '');
    const anonymous = message.replace(/^From:.*\r?\n/m, '');
    const tiers = await Promise.all(
      [entity, anonymous].map(async (content) => {
        const reading = await openFile(env, file(new TextEncoder().encode(content)));
        if (reading.kind !== 'message') throw new Error(reading.kind);
        expect(reading.from).toBeNull();
        return tierOf(reading);
      }),
    );
    expect(tiers).toEqual(['note', 'danger']);
  });
});

const mayBeValid = /^(valid|invalid-or-valid|signed-not-encrypted|ok-or-error)/;

describeVectors('100 attacks as files', () => {
  let env: Environment;
  const falselyGood: string[] = [];
  beforeAll(async () => {
    env = await vectorEnvironment();
  });

  test.each(attacks.map((attack) => [attack.file, attack] as const))('%s', async (path, { expect: expected }) => {
    const start = performance.now();
    const reading = await openFile(env, file(vector(`attacks-generated/${path}`))).catch((error: unknown) => {
      // Refused, by one of our own errors.
      expect(error).toMatchObject({ name: 'SmimeError' });
      return null;
    });
    expect(performance.now() - start).toBeLessThan(5000);
    if (reading?.kind === 'message' && tierOf(reading) === 'good' && !mayBeValid.test(expected)) falselyGood.push(path);
    // CMS alone names no sender; a subject that was changed on the way is told.
    const tier = path.endsWith('.p7m') ? 'note' : path.endsWith('hp-subject-mismatch.eml') ? 'caution' : 'good';
    if (expected === 'valid') expect(reading?.kind === 'message' && tierOf(reading)).toBe(tier);
  });

  test('none that must not be is good', () => {
    expect(attacks).toHaveLength(100);
    expect(falselyGood).toEqual([]);
  });
});

describeVectors('"Johnny, you are fired" as files', () => {
  const folder = 'johnny-fired';
  const good = ['assets/valid-signed/manager-smime.eml', '01-cms/valid_email_from_manager.eml'];
  const spoofed = [
    '01-cms/c1_eContent-confusion/eContent_confusion.eml',
    '01-cms/c1_eContent-confusion/eContent_confusion_refinement.eml',
    '01-cms/c2_multiple-signerInfos/multiple_signerInfos_prepend_johnny.eml',
    '01-cms/c2_multiple-signerInfos/multiple_signerInfos_append_johnny.eml',
    '01-cms/c3_no-signerInfos/no_signerInfos_detached.eml',
    '03-mime/m1-prepending-text/m1-smime.eml',
    '03-mime/m2-hiding-with-html/m2-smime-mix.eml',
    '03-mime/m3-hiding-in-reference/m3-smime.eml',
    '03-mime/m4-hiding-as-attachment/m4-smime.eml',
    '04-id/i1-sender-signer-checks/i1-from-unequals-signer-smime.eml',
    '04-id/i2-display-name-confusion/i2-from-is-signer-sender-a-smime.eml',
    '04-id/i2-display-name-confusion/i2-from-is-only-a-name-smime.eml',
    '04-id/i2-display-name-confusion/i2-from-is-empty-smime.eml',
    '04-id/i3-from-sender-confusion/i3-from1-signer-from2-sender-smime.eml',
    '04-id/i3-from-sender-confusion/i3-from1-sender-from2-signer-smime.eml',
    '05-ui/u1-ui-redressing/u1-generic.eml',
  ];
  const at = new Date('2019-04-01T00:00:00Z');
  let env: Environment;
  beforeAll(async () => {
    const anchor = await readIdentityCertificate(`${folder}/assets/certificates/intermediate_ca.crt`);
    env = createEnvironment(createFakeMailbox('johnny@example.org'), createTestKeyring({ now: () => at }), anchor, { now: () => at });
    await start(env);
  });
  const open = async (path: string) => {
    const reading = await openFile(env, file(vector(`${folder}/${path}`)));
    if (reading.kind !== 'message') throw new Error(reading.kind);
    return judge(reading.opened, { from: reading.from, isFile: true, now: at, hasDigitalIds: false });
  };

  test.each(good)('%s is good', async (path) => {
    expect((await open(path)).tier).toBe('good');
  });

  test.each(spoofed)('%s is not', async (path) => {
    expect((await open(path)).tier).not.toBe('good');
  });
});

describeOpenssl('other files', () => {
  let authority: TestAuthority;
  let alice: MadeIdentity;
  let env: Environment;
  const openssl = new OpensslFolder();
  beforeAll(async () => {
    authority = await createTestAuthority();
    alice = await authority.issue('alice@signet.example');
    env = createEnvironment(createFakeMailbox('bob@signet.example'), createTestKeyring(), authority.certificate);
    await start(env);
  });
  afterAll(() => {
    authority.remove();
    openssl.remove();
  });

  const text = 'First line\nSecond line\n';
  const picture = Uint8Array.from([0x89, 0x50, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0xff]);

  /** As OpenSSL signs; without `-binary` it signs the text with CRLF line ends. */
  function sign(content: Uint8Array | string, ...options: string[]): ChosenFile {
    const folder = authority.folder;
    const input = openssl.write('content', content);
    openssl.run(
      ...['cms', '-sign', '-in', input, '-signer', `${folder}/person1.crt`, '-inkey', `${folder}/person1.key`],
      ...['-outform', 'DER', '-out', openssl.path('signature.p7s'), ...options],
    );
    return file(openssl.read('signature.p7s'), { name: 'smime.p7s' });
  }

  test('a .p7s alone asks for the signed file, and fits it', async () => {
    const signature = sign(picture, '-binary');
    await expect(openFile(env, signature)).resolves.toEqual({ kind: 'signature-alone' });
    const reading = await openSignedFile(env, signature, file(picture));
    expect(reading).toMatchObject({ from: null, lineEndsMended: false, opened: { signature: { state: 'valid' } } });
    expect(tierOf(reading)).toBe('note');
  });

  test('another file, or one octet of it, is not what was signed', async () => {
    const signature = sign(picture, '-binary');
    for (const other of [picture.slice().fill(0x88, 0, 1), picture.subarray(1), new Uint8Array()]) {
      const { opened } = await openSignedFile(env, signature, file(other));
      expect(opened.signature).toMatchObject({ state: 'broken', problems: ['digest-mismatch'] });
    }
  });

  test('a text fits with other line ends, and that is said; octets that are no text do not', async () => {
    const signature = sign(text);
    const asWritten = await openSignedFile(env, signature, file(Buffer.from(text)));
    expect(asWritten).toMatchObject({ lineEndsMended: true, opened: { signature: { state: 'valid' } } });
    const asMailed = await openSignedFile(env, signature, file(Buffer.from(text.replaceAll('\n', '\r\n'))));
    expect(asMailed).toMatchObject({ lineEndsMended: false, opened: { signature: { state: 'valid' } } });
    const octets = sign(Uint8Array.from([0, 0x0d, 0x0a, 1]), '-binary');
    const { opened } = await openSignedFile(env, octets, file(Uint8Array.from([0, 0x0a, 1])));
    expect(opened.signature.state).toBe('broken');
  });

  test('certificates, digital IDs and what nobody knows', async () => {
    const pem = readFileSync(`${authority.folder}/person1.crt`);
    await expect(openFile(env, file(pem))).resolves.toMatchObject({
      kind: 'certificates',
      certificates: [{ fingerprint: alice.certificate.fingerprint }],
    });
    await expect(openFile(env, file(alice.certificate.der))).resolves.toMatchObject({ kind: 'certificates' });
    await expect(openFile(env, file(alice.pfx, { name: 'mail.eml' }))).resolves.toEqual({ kind: 'pfx' });
    await expect(openFile(env, file(Buffer.from('Hello'), { name: 'mail.eml' }))).resolves.toEqual({ kind: 'unknown' });
  });

  test('a file that is too large is not even read', async () => {
    const bytes = jest.fn(() => Promise.resolve(new Uint8Array()));
    const large = { ...file(new Uint8Array()), size: fileLimit + 1, bytes };
    await expect(openFile(env, large)).rejects.toMatchObject({ code: 'ERR_FILE_TOO_LARGE', details: { limit: fileLimit } });
    expect(bytes).not.toHaveBeenCalled();
  });

  test('a file that is gone', async () => {
    const gone = file(new Uint8Array(), { name: 'gone.eml', bytes: () => Promise.reject(new DOMException('', 'NotReadableError')) });
    await expect(openFile(env, gone)).rejects.toMatchObject({ code: 'ERR_FILE_UNREADABLE', details: { name: 'gone.eml' } });
  });
});
