import { isSmimeError, readPfx } from '../../src/smime';
import { joinEntries } from '../../src/smime/pkcs12/entries';
import { openPfx } from '../../src/smime/pkcs12/read';
import { describeVectors, vector, vectorFiles, vectorText } from '../support/vectors';
import { counts, outcomes, reasons } from './tables/pkcs12';

interface PfxFile {
  readonly file: string;
  readonly password: string;
  /** `ok-or-error`, `no-crash` and the like: either will do. */
  readonly expect: string;
  readonly keys?: number;
  readonly certificates?: number;
  readonly algorithms?: readonly string[];
}

interface Outcome {
  /** The digital IDs, or the honest error, in a line. */
  readonly told: string;
  /** Keys and certificates, where the file opens. */
  readonly count?: readonly [number, number];
}

async function outcome(bytes: Uint8Array, password: string): Promise<Outcome> {
  let count: Outcome['count'];
  try {
    const bags = await openPfx(bytes, password);
    count = [bags.keys.length, bags.certificates.length];
    const { entries } = await joinEntries(bags);
    const told = entries.map(({ certificate, privateKey, chain }) => `${certificate.commonName ?? ''} (${privateKey.algorithm}, ${chain.length})`);
    return { told: told.join(' + '), count };
  } catch (error) {
    if (!isSmimeError(error)) throw error;
    const name = 'name' in error.details ? ` ${error.details.name}` : '';
    return { told: `${error.code}${name}`, ...(count === undefined ? {} : { count }) };
  }
}

describeVectors('PKCS#12 files of other programs', () => {
  const { files } = JSON.parse(vectorText('pkcs12/manifest.json')) as { files: readonly PfxFile[] };
  const named = (file: string): PfxFile => {
    const found = files.find((one) => one.file === file);
    if (found === undefined) throw new Error(`no ${file} in the manifest`);
    return found;
  };

  test('no file is left out', () => {
    expect(files).toHaveLength(100);
    const names = files.map(({ file }) => file).sort();
    expect(Object.keys(outcomes).sort()).toEqual(names);
    // The .pem is what OpenSSL makes of the .p12.
    const others = ['SOURCE.md', 'generated/openssl3-default-aes256.pem', 'manifest.json'];
    expect([...names, ...others].sort()).toEqual(vectorFiles('pkcs12'));
    expect(Object.keys({ ...reasons, ...counts }).filter((file) => !(file in outcomes))).toEqual([]);
  });

  test.each(files)('$file', async ({ file, password, expect: expected, ...counted }) => {
    const { told, count } = await outcome(vector(`pkcs12/${file}`), password);
    expect(told).toBe(outcomes[file]);
    if (expected === 'error') expect(told).toMatch(/^ERR_/);
    if (expected !== 'ok') return;
    // Not for how it is protected: at most for what is in it, no key, or no certificate of the key.
    expect(told).not.toMatch(/^ERR_(?!PFX_NO_KEY$|PFX_KEY_MISMATCH$)/);
    expect(count).toEqual(counts[file] ?? [counted.keys, counted.certificates]);
  }, 60_000);

  const opened = files.filter(({ file, password }) => !(outcomes[file] ?? '').startsWith('ERR_') && password !== '');
  // Those of Python's cryptography are all alike, and cost 60,000 rounds a try; NSS's 3.6 million.
  const cheap = opened.filter(({ file }) => !/pk12util|no-mac|pyca\/(?!name-1-pwd|cert)/.test(file));

  test.each(cheap)('$file, wrong password', async ({ file, password }) => {
    expect(await outcome(vector(`pkcs12/${file}`), `${password}!`)).toEqual({ told: 'ERR_PFX_PASSWORD' });
  });

  test('a wrong password is told as such without a MAC too', async () => {
    expect(await outcome(vector('pkcs12/generated/encrypted-no-mac.p12'), 'Secret')).toEqual({ told: 'ERR_PFX_PASSWORD' });
  });

  test.each([
    ['generated/friendlyname-utf8-bmp.p12', 'Ålice Λovelace 爱丽丝'],
    ['generated/friendlyname-html.p12', '<img src=x onerror=alert(1)>'],
    ['pyca/name-unicode-pwd.p12', '☺'],
    ['pyca/name-2-pwd.p12', undefined],
  ])('%s has the name %s', async (file, name) => {
    const { entries } = await readPfx(vector(`pkcs12/${file}`), named(file).password);
    expect(entries.map(({ friendlyName }) => friendlyName)).toEqual([name]);
  });

  test('a key that lies open is reported', async () => {
    const open = await readPfx(vector('pkcs12/generated/unencrypted-with-mac.p12'), 'secret');
    expect(open.withoutPassword).toBe(true);
    const closed = await readPfx(vector('pkcs12/generated/openssl3-default-aes256.p12'), 'secret');
    expect(closed.withoutPassword).toBe(false);
  });

  test.each(['generated/openssl3-default-aes256.p12', 'generated/windows-like-tripledes-sha1.pfx'])('%s, any octet changed is seen', async (file) => {
    const whole = vector(`pkcs12/${file}`);
    // Every one of the outer structure, which no MAC covers, and samples of the rest.
    for (let offset = 0; offset < whole.length; offset += offset < 60 || offset > whole.length - 90 ? 1 : 97) {
      const changed = whole.map((octet, index) => (index === offset ? octet ^ 0x55 : octet));
      expect((await outcome(changed, 'secret')).told).toMatch(/^ERR_/);
    }
  });

  test('any cut is seen', async () => {
    const whole = vector('pkcs12/generated/openssl3-default-aes256.p12');
    for (let length = 0; length < whole.length; length += 131) {
      const { told } = await outcome(whole.subarray(0, length), 'secret');
      expect(told).toMatch(/^ERR_PFX_(MALFORMED|NOT_PFX)/);
    }
  });
});
