import type { OpenOptions, OpenedMessage } from '../../src/smime';
import { isSmimeError, openMessage } from '../../src/smime';
import { usualOptions } from '../support/identities';
import { describeVectors, vector, vectors, vectorText } from '../support/vectors';

interface Attack {
  readonly file: string;
  readonly expect: string;
  readonly reason: string;
}

const attacks: readonly Attack[] =
  vectors === undefined ? [] : JSON.parse(vectorText('attacks-generated/manifest.json')).cases;

/** Of the words in the manifest those that allow a valid signature over the whole message. */
const mayBeValid = new Set([
  'valid',
  'valid-or-mismatch',
  'invalid-or-valid',
  'valid-signed-not-encrypted',
  'signed-not-encrypted',
  'valid-detached-content-or-invalid',
  'valid-or-invalid',
  'valid-or-error',
  'ok-or-error',
]);
const mustBeValid = new Set(['valid', 'valid-signed-not-encrypted', 'signed-not-encrypted']);

const milliseconds = 5000;

describeVectors('attacks', () => {
  let options: OpenOptions;
  const falselyValid: string[] = [];

  beforeAll(async () => {
    options = await usualOptions();
  });

  test.each(attacks.map((attack) => [attack.file, attack] as const))('%s', async (file, attack) => {
    const start = performance.now();
    const opened = await openOrRefuse(vector(`attacks-generated/${file}`), options);
    expect(performance.now() - start).toBeLessThan(milliseconds);
    if (opened?.signature.state === 'valid' && !mayBeValid.has(attack.expect)) falselyValid.push(file);
    if (mustBeValid.has(attack.expect)) expect(opened?.signature.state).toBe('valid');
    if (attack.expect === 'signed-not-encrypted') expect(opened?.encryption.state).toBe('not-encrypted');
    if (attack.expect === 'not-signed') expect(opened?.signature.state).toBe('not-signed');
    if (attack.expect === 'invalid') expect(opened?.signature.state).toBe('broken');
    if (attack.expect === 'address-mismatch')
      expect(opened?.signature).toMatchObject({ state: 'not-trusted' });
    if (attack.expect === 'partly-signed') {
      expect(opened?.signature).toMatchObject({ state: 'not-trusted', problems: ['covers-part-only'] });
    }
    if (attack.expect === 'error') expectError(opened);
  });

  test('none that must not be is valid', () => {
    console.log(`${attacks.length} attacks, falsely valid: ${falselyValid.length}`);
    expect(attacks).toHaveLength(100);
    expect(falselyValid).toEqual([]);
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

/** `undefined`: refused with a typed error. */
async function openOrRefuse(bytes: Uint8Array, options: OpenOptions): Promise<OpenedMessage | undefined> {
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

function expectError(opened: OpenedMessage | undefined): void {
  if (opened === undefined) return;
  const bad =
    opened.encryption.state === 'failed' || ['broken', 'cannot-check'].includes(opened.signature.state);
  expect(bad).toBe(true);
  expect(opened.body).toEqual({});
}
