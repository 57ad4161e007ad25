import { isSmimeError, readPfx } from '../../src/smime';
import type { PfxContents, PrivateKey } from '../../src/smime';
import { toHex } from '../../src/smime/bytes';
import { pfxOf, safesOf } from '../support/made-pfx';
import { describeVectors, vectorText } from '../support/vectors';
import { binaryChanges, changed } from './support/changes';
import { changedFiles, filesOf, octetsOf } from './support/corpus';
import { holds, slowTimeout } from './support/runs';

interface Listed {
  readonly file: string;
  readonly password: string;
  readonly algorithms?: readonly string[];
}

/** The real limits allow seconds of work, which is what their owner asked for. */
const limits = { maxNativeRounds: 60_000, maxSoftwareRounds: 60_000 };

/** A key as one line, by which it differs from every other. */
function lineOf(key: PrivateKey): string {
  const numbers = key.algorithm === 'rsa' ? [key.p, key.q, key.e] : [key.d];
  return [key.algorithm, ...numbers.map(toHex)].join(' ');
}

async function contentsOrRefused(octets: Uint8Array, password: string): Promise<PfxContents | undefined> {
  try {
    return await readPfx(octets, password, limits);
  } catch (error) {
    if (isSmimeError(error)) return undefined;
    throw error;
  }
}

describeVectors('a changed PKCS#12 file, opened with its own password', () => {
  const { files } = JSON.parse(vectorText('pkcs12/manifest.json')) as { files: readonly Listed[] };
  const passwords = new Map(files.map(({ file, password }) => [`pkcs12/${file}`, password]));
  const isAuthenticated = new Set(files.filter(({ algorithms }) => algorithms?.some((name) => name.startsWith('MAC'))).map(({ file }) => `pkcs12/${file}`));
  // But those that ask for more than the limits.
  const corpus = filesOf(['pkcs12'], /\.(?:p12|pfx)$/).filter((path) => !/dos-mac|nss-pk12util|bouncycastle|test-BER|(?<!-no)-pwd/.test(path));
  const keysOf = new Map<string, readonly string[]>();

  beforeAll(async () => {
    for (const path of corpus) {
      const contents = await contentsOrRefused(octetsOf(path), passwords.get(path) ?? '');
      keysOf.set(path, contents?.entries.map(({ privateKey }) => lineOf(privateKey)) ?? []);
    }
  }, slowTimeout);

  test('holds digital IDs or is refused', async () => {
    await holds(changedFiles(corpus, binaryChanges), 400, async (input) => {
      const contents = await contentsOrRefused(changed(input), passwords.get(input.file) ?? '');
      if (contents === undefined) return;
      expect(contents.entries.length).toBeGreaterThan(0);
      for (const { certificate, chain } of contents.entries) {
        expect(certificate.fingerprint).toMatch(/^[0-9a-f]{64}$/);
        expect(chain.length).toBeLessThan(200);
      }
    });
  }, slowTimeout);

  test('without a MAC and in the clear, so that all of it is read, holds digital IDs or is refused', async () => {
    const inTheClear = corpus.filter((path) => /unencrypted|no-pwd|none-key-none/.test(path));
    expect(inTheClear.length).toBeGreaterThan(10);
    await holds(changedFiles(inTheClear, binaryChanges), 600, async (input) => {
      const contents = await contentsOrRefused(changed(input, pfxOf(...safesOf(octetsOf(input.file)))), '');
      if (contents !== undefined) expect(contents).toMatchObject({ withoutPassword: true });
    });
  }, slowTimeout);

  test('with a MAC: never gives another key', async () => {
    const authenticated = corpus.filter((path) => isAuthenticated.has(path) && keysOf.get(path)?.length !== 0);
    expect(authenticated.length).toBeGreaterThan(30);
    // Not by taking parts from another file: those are good keys of that file under their own MAC.
    const kinds = binaryChanges.filter((kind) => !/splice|other/.test(kind));
    await holds(changedFiles(authenticated, kinds), 400, async (input) => {
      const contents = await contentsOrRefused(changed(input), passwords.get(input.file) ?? '');
      for (const { privateKey } of contents?.entries ?? []) expect(keysOf.get(input.file)).toContain(lineOf(privateKey));
    });
  }, slowTimeout);
});
