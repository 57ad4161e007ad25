import type { OpenedMessage, OpenOptions } from '../../src/smime';
import { openMessage } from '../../src/smime';
import { trustAnchor, unlockIdentity, usualOptions } from '../support/identities';
import { describeVectors, vector, vectorFiles, vectors, vectorText } from '../support/vectors';

interface InteropMessage {
  readonly id: string;
  readonly file: string;
  readonly expect: string;
  readonly contentSha256: string | null;
  readonly validationTime?: string;
  readonly inner?: { readonly type: string; readonly expect?: string };
}

const messages: readonly InteropMessage[] =
  vectors === undefined ? [] : JSON.parse(vectorText('interop/manifest.json')).messages;

/** What the manifest leaves to words. */
const inWords: Readonly<Record<string, (opened: OpenedMessage) => void>> = {
  // "the signature covers the ciphertext only: do not show as signed plaintext"
  'es-sign-over-encrypted': (opened) => {
    expect(opened.encryption.state).toBe('decrypted');
    expect(opened.signature).toEqual({ state: 'not-signed' });
  },
  // "display name holds another address: show the real address"
  'n-from-displayname-spoof-clear': ({ signature }) =>
    expect(signature).toMatchObject({ state: 'valid', remarks: ['misleading-name'] }),
  'certs-only-mail': (opened) => expectCertificates(opened, 3),
  'nss/certs-only': (opened) => expectCertificates(opened, 2),
};

function expectCertificates(opened: OpenedMessage, atLeast: number): void {
  expect(opened.layers).toEqual(['certs-only']);
  expect(opened.signature).toEqual({ state: 'not-signed' });
  expect(opened.certificates.length).toBeGreaterThanOrEqual(atLeast);
}

function problemsOf({ signature }: OpenedMessage): readonly string[] {
  return 'problems' in signature ? signature.problems : [];
}

const expectations: Readonly<Record<string, (opened: OpenedMessage) => void>> = {
  valid: ({ signature }) => expect(signature).toMatchObject({ state: 'valid', remarks: [] }),
  // A PSS mask by another digest: supported.
  'valid-or-unsupported': ({ signature }) => expect(signature).toMatchObject({ state: 'valid', remarks: [] }),
  'valid-without-crl': ({ signature }) => expect(signature.state).toBe('valid'),
  weak: (opened) => {
    expect(opened.signature.state).toBe('not-trusted');
    expect(problemsOf(opened)).toEqual(['weak-digest']);
  },
  invalid: ({ signature }) => expect(['broken', 'not-trusted']).toContain(signature.state),
  untrusted: (opened) => {
    expect(opened.signature.state).toBe('not-trusted');
    expect(problemsOf(opened)).toEqual(['untrusted-issuer']);
  },
  'address-mismatch': (opened) => {
    expect(opened.signature.state).toBe('not-trusted');
    expect(problemsOf(opened)).toContain('address-mismatch');
  },
  decrypts: ({ encryption }) => expect(encryption).toMatchObject({ state: 'decrypted', weak: false }),
  // Camellia, CCM: supported.
  'decrypts-or-unsupported': ({ encryption }) => expect(encryption).toMatchObject({ state: 'decrypted', weak: false }),
  'decrypts-weak': ({ encryption }) => expect(encryption).toMatchObject({ state: 'decrypted', weak: true }),
  decompresses: ({ layers, encryption, signature }) => {
    expect(layers).toEqual(['compressed-data']);
    expect([encryption.state, signature.state]).toEqual(['not-encrypted', 'not-signed']);
  },
  error: (opened) => {
    expect(opened.encryption.state).toBe('failed');
    expectNothingShown(opened);
  },
  'no-key-for-bob': ({ encryption }) =>
    expect(encryption).toMatchObject({ state: 'failed', problem: 'no-matching-digital-id' }),
};

function expectNothingShown(opened: OpenedMessage): void {
  expect(opened.body).toEqual({});
  expect(opened.attachments).toEqual([]);
  expect(opened.content).toBeUndefined();
}

/** Stopped in the middle, it has no report. */
const bomb = 'bouncycastle/c-bomb-200MB';

describeVectors('messages made by other programs', () => {
  let bobAndAlice: OpenOptions;
  let options: OpenOptions;

  beforeAll(async () => {
    const names = ['ivan', 'judy', 'erin', 'frank', 'grace'].map((name) => `interop/ids/${name}`);
    names.push('rfc9216/dana.encrypt');
    const more = await Promise.all(names.map(unlockIdentity));
    bobAndAlice = await usualOptions({ trustAnchors: [await trustAnchor(), await trustAnchor('rfc9216/ca.25519.crt')] });
    options = { ...bobAndAlice, unlocked: [...bobAndAlice.unlocked, ...more] };
  });

  test('all 106 are there, and no file beside them', () => {
    const about = ['SOURCE.md', 'manifest.json', ...vectorFiles('interop').filter((file) => file.startsWith('ids/'))];
    expect(messages).toHaveLength(106);
    expect([...messages.map(({ file }) => file), ...about].sort()).toEqual(vectorFiles('interop'));
  });

  test(bomb, async () => {
    const [start, before] = [performance.now(), process.memoryUsage().rss];
    const opening = openMessage(vector(`interop/${bomb}.p7z`), options);
    await expect(opening).rejects.toMatchObject({ code: 'ERR_MIME_TOO_COMPLEX' });
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  test.each(messages.filter(({ id }) => id !== bomb).map((message) => [message.id, message] as const))('%s', async (id, message) => {
    const at = message.validationTime === undefined ? options.at : new Date(message.validationTime);
    const reader = message.expect === 'no-key-for-bob' ? bobAndAlice : options;
    const opened = await openMessage(vector(`interop/${message.file}`), { ...reader, at });
    const judge = inWords[id] ?? expectations[message.expect];
    expect(judge).toBeDefined();
    judge?.(opened);
    if (message.inner?.expect !== undefined) expectations[message.inner.expect]?.(opened);
    const { content } = opened;
    if (content !== undefined && message.expect !== 'invalid' && message.contentSha256 !== null) {
      expect(content.sha256).toBe(message.contentSha256);
    }
  });
});
