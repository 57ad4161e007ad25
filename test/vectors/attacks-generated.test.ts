import { Socket } from 'node:net';
import type { OpenedMessage, OpenOptions } from '../../src/smime';
import { isSmimeError, openMessage } from '../../src/smime';
import { usualOptions } from '../support/identities';
import { describeVectors, vector, vectorFiles, vectors, vectorText } from '../support/vectors';

interface Attack {
  readonly file: string;
  readonly expect: string;
  readonly reason: string;
}

const attacks: readonly Attack[] =
  vectors === undefined ? [] : JSON.parse(vectorText('attacks-generated/manifest.json')).cases;

/** Files that the attacks were made from, and papers. */
const others: Readonly<Record<string, string>> = {
  'SOURCE.md': 'origin',
  'manifest.json': 'what is expected of each',
  'der/bitflip/original-enveloped.p7m': 'what bits were turned in: encrypted to Bob',
  'der/bitflip/original-signed.p7m': 'what bits were turned in: signed by Alice',
};

/** Of the words in the manifest those that allow a valid signature over the whole message. */
const mayBeValid = new Set([
  ...['valid', 'valid-or-mismatch', 'invalid-or-valid', 'valid-signed-not-encrypted', 'signed-not-encrypted'],
  ...['valid-detached-content-or-invalid', 'valid-or-invalid', 'valid-or-error', 'ok-or-error'],
]);

const limits = { milliseconds: 10_000, megabytes: 400 };

/** `undefined`: refused with a typed error. */
type Outcome = OpenedMessage | undefined;

const states = (outcome: Outcome) => [outcome?.signature.state, outcome?.encryption.state];
const said = ({ signature }: OpenedMessage): readonly string[] =>
  signature.state === 'not-signed' ? [] : signature.state === 'valid' ? signature.remarks : signature.problems;

function shown({ body, attachments }: OpenedMessage): string {
  return [body.text, body.html, ...attachments.map(({ bytes }) => Buffer.from(bytes).toString('latin1'))].join('\n');
}

function expectValid(outcome: Outcome): void {
  expect([outcome?.signature.state, outcome === undefined ? [] : said(outcome)]).toEqual(['valid', []]);
}

function expectError(outcome: Outcome): void {
  if (outcome === undefined) return;
  const [signature = '', encryption] = states(outcome);
  expect(encryption === 'failed' || ['broken', 'cannot-check'].includes(signature)).toBe(true);
  expect([outcome.body, outcome.attachments, outcome.content]).toEqual([{}, [], undefined]);
}

/** The same file, changed: never again what it was, and never believed. */
function expectNotValid(outcome: Outcome): void {
  expect(outcome?.signature.state).not.toBe('valid');
}

/** What is encrypted in the middle is a closed file: opened by itself it has a text, which is nowhere in the message. */
async function expectClosed(outcome: Outcome, options: OpenOptions): Promise<void> {
  expect(states(outcome)).toEqual(['not-signed', 'not-encrypted']);
  const closed = outcome?.attachments.filter(({ contentType }) => contentType === 'application/pkcs7-mime') ?? [];
  expect(closed).toHaveLength(1);
  const inside = await openMessage(closed[0]?.bytes ?? new Uint8Array(), options);
  expect(inside.encryption.state).toBe('decrypted');
  const secret = (inside.body.text ?? inside.body.html ?? '').trim();
  expect(secret).not.toBe('');
  expect(outcome === undefined ? '' : shown(outcome)).not.toContain(secret);
}

type Judge = (outcome: Outcome, options: OpenOptions) => void | Promise<void>;

/** Every word of the manifest. Where it leaves two answers open, the stricter one is ours. */
const judges: Readonly<Record<string, Judge>> = {
  valid: expectValid,
  'valid-or-mismatch': expectValid,
  'valid-or-error': expectValid,
  // Attributes in the order as sent, as OpenSSL writes and reads them.
  'valid-or-invalid': expectValid,
  'signed-not-encrypted': (outcome) => expect(states(outcome)).toEqual(['valid', 'not-encrypted']),
  'valid-signed-not-encrypted': (outcome) => expect(states(outcome)).toEqual(['valid', 'not-encrypted']),
  invalid: (outcome) => expect(outcome?.signature.state).toBe('broken'),
  'invalid-or-valid': (outcome) => expect(outcome?.signature.state).toBe('broken'),
  'valid-detached-content-or-invalid': (outcome) => expect(outcome?.signature.state).toBe('broken'),
  'invalid-or-mallory-only': (outcome) => expect(outcome?.signature.state).toBe('broken'),
  'invalid-or-warn': (outcome) => expect(outcome?.signature.state).toBe('broken'),
  'not-signed': (outcome) => expect(states(outcome)).toEqual(['not-signed', 'not-encrypted']),
  'not-signed-or-error': (outcome) => expect(outcome?.signature.state).toBe('broken'),
  'partly-signed': (outcome) =>
    expect(outcome?.signature).toMatchObject({ state: 'not-trusted', problems: ['covers-part-only'], signer: { covers: 'part' } }),
  'address-mismatch': (outcome) => {
    expect(outcome?.signature.state).toBe('not-trusted');
    expect(outcome === undefined ? [] : said(outcome)).toContain('address-mismatch');
  },
  // Another author outside than inside.
  warn: (outcome) => {
    expect(outcome?.signature.state).toBe('not-trusted');
    expect(outcome === undefined ? [] : said(outcome)).toContain('from-ambiguous');
  },
  'no-exfiltration': expectClosed,
  'no-quote': expectClosed,
  // What the pane does with such HTML is tried in test/browser/mail-html.test.ts; the core has no network.
  'no-request': (outcome) => {
    expect(states(outcome)).toEqual(['not-signed', 'decrypted']);
    expect(outcome?.body.html).toContain('http');
  },
  decrypts: (outcome) => expect(states(outcome)).toEqual(['not-signed', 'decrypted']),
  error: expectError,
  'error-or-invalid': expectNotValid,
  'error-or-ok': (outcome) => {
    if (outcome !== undefined) expect(outcome.signature.state).toBe('broken');
  },
  'ok-or-error': (outcome) => {
    if (outcome?.signature.state === 'valid') expectValid(outcome);
    else expectError(outcome);
  },
  ok: (outcome) => {
    expect(states(outcome)).toEqual(['not-signed', 'not-encrypted']);
    // No way out of a folder, no NUL, no turned direction.
    for (const { name } of outcome?.attachments ?? []) expect(name).toMatch(/^[^/\\\p{Cc}\p{Bidi_Control}]*$/u);
  },
};

describeVectors('attacks', () => {
  let options: OpenOptions;
  const falselyValid: string[] = [];
  const connect = jest.spyOn(Socket.prototype, 'connect');
  const fetched = jest.spyOn(globalThis, 'fetch');

  beforeAll(async () => {
    options = await usualOptions();
  });

  test('every file of the collection has its place', () => {
    const named = [...attacks.map(({ file }) => file), ...Object.keys(others)];
    expect(named.sort()).toEqual([...vectorFiles('attacks-generated')].sort());
  });

  test.each(attacks.map((attack) => [attack.file, attack] as const))('%s', async (file, attack) => {
    const bytes = vector(`attacks-generated/${file}`);
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const opened = await openOrRefuse(bytes, options);
    expect(performance.now() - start).toBeLessThan(limits.milliseconds);
    expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(limits.megabytes);
    if (opened?.signature.state === 'valid' && !mayBeValid.has(attack.expect)) falselyValid.push(file);
    expect(Object.keys(judges)).toContain(attack.expect);
    await judges[attack.expect]?.(opened, options);
  });

  test('none that must not be is valid, and nothing was asked of any network', () => {
    console.log(`${attacks.length} attacks, falsely valid: ${falselyValid.length}`);
    expect(attacks).toHaveLength(100);
    expect(falselyValid).toEqual([]);
    expect([connect.mock.calls, fetched.mock.calls]).toEqual([[], []]);
  });

  test('decryption fails with one and the same answer, whatever is wrong', async () => {
    const files = [
      'interop/openssl/n-tampered-encryptedkey.eml',
      'attacks-generated/cms/d2-gcm-to-cbc-downgrade.eml',
    ];
    for (const file of files) {
      const opened = await openMessage(vector(file), options);
      expect(opened.encryption).toMatchObject({ state: 'failed', problem: 'decryption-failed' });
      expect(opened.body).toEqual({});
    }
  });
});

async function openOrRefuse(bytes: Uint8Array, options: OpenOptions): Promise<Outcome> {
  try {
    const opened = await openMessage(bytes, options);
    // What comes out must get through to a page by postMessage.
    expect(structuredClone(opened)).toEqual(opened);
    return opened;
  } catch (error) {
    if (!isSmimeError(error)) throw error;
    return undefined;
  }
}
