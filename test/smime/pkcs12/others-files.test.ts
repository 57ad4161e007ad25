import { isSmimeError } from '../../../src/smime/errors';
import { readPfx } from '../../../src/smime/pkcs12/read';
import { describeVectors, vector, vectorText } from '../../support/vectors';

interface PfxFile {
  readonly file: string;
  readonly password: string;
  readonly expect: string;
  readonly algorithms?: readonly string[];
}

/** What a file gives, in a line: the entries, or the honest error. */
async function outcome(bytes: Uint8Array, password: string): Promise<string> {
  try {
    const { entries } = await readPfx(bytes, password);
    return `${entries.length} of ${entries.map(({ certificate }) => certificate.commonName ?? '').join(', ')}`;
  } catch (error) {
    if (!isSmimeError(error)) throw error;
    const name = 'name' in error.details ? ` ${error.details.name}` : '';
    return `${error.code}${name}`;
  }
}

/** Files of algorithms that this version reads, and those that must be refused for another reason. */
const told: Readonly<Record<string, string>> = {
  'generated/bad-mac-altered.p12': 'ERR_PFX_PASSWORD',
  'generated/bad-mac-iterations-negative.p12': 'ERR_PFX_MALFORMED',
  'generated/bad-pbkdf2-iterations-changed.p12': 'ERR_PFX_PASSWORD',
  'generated/bad-pfx-version-2.p12': 'ERR_PFX_MALFORMED',
  'generated/bad-random.p12': 'ERR_PFX_NOT_PFX',
  'generated/bad-truncated.p12': 'ERR_PFX_MALFORMED',
  'generated/base64-text.p12': '1 of Alice Lovelace',
  'generated/camellia256.p12': 'ERR_PFX_ALGORITHM_UNSUPPORTED Camellia-256-CBC',
  'generated/cert-plain-key-encrypted.p12': '1 of Alice Lovelace',
  'generated/certs-only.p12': 'ERR_PFX_NO_KEY',
  'generated/dos-mac-iterations-2147483647.p12': 'ERR_PFX_TOO_COSTLY',
  'generated/ec-p256.p12': '1 of Erin P256',
  'generated/ed25519.p12': '1 of Carlos Turing',
  'generated/encrypted-no-mac.p12': '1 of Alice Lovelace',
  'generated/expired-cert.p12': '1 of Expired Person',
  'generated/friendlyname-html.p12': '1 of Alice Lovelace',
  'generated/friendlyname-utf8-bmp.p12': '1 of Alice Lovelace',
  'generated/java17-keytool-default.p12': '1 of Alice Lovelace',
  'generated/java17-two-keys.p12': '2 of Erin P256, Alice Lovelace',
  'generated/key-only.p12': 'ERR_PFX_KEY_MISMATCH',
  'generated/openssl3-default-aes256.p12': '1 of Alice Lovelace',
  'generated/password-emoji.p12': '1 of Alice Lovelace',
  'generated/pem-armoured.p12': '1 of Alice Lovelace',
  'generated/rsa4096.p12': '1 of Ivan RSA4096',
  'generated/rsapss-key.p12': '1 of Heidi RSA-PSS key',
  'generated/unencrypted-no-mac.p12': '1 of Alice Lovelace',
  'generated/unencrypted-with-mac.p12': '1 of Alice Lovelace',
  'generated/windows-like-aes256-sha256.pfx': '1 of Alice Lovelace',
  'nss/PKCS5WithImplicitKDF.p12': '1 of John Doe',
  'nss/TestOldAES128CA.p12': 'ERR_PFX_MALFORMED',
  'nss/TestOldCA.p12': 'ERR_PFX_PASSWORD',
  'openssl/bad1.p12': 'ERR_PFX_MALFORMED',
  'openssl/bad2.p12': 'ERR_PFX_MALFORMED',
  'openssl/bad3.p12': 'ERR_PFX_MALFORMED',
  'openssl/garbage-pkcs12.p12': 'ERR_PFX_NOT_PFX',
  'pyca/cert-aes256cbc-no-key.p12': 'ERR_PFX_NO_KEY',
  'pyca/cert-key-aes256cbc.p12': '1 of cryptography CA',
  'pyca/no-cert-key-aes256cbc.p12': 'ERR_PFX_KEY_MISMATCH',
};

/** The old ciphers and PBMAC1 come later; until then they are named. */
const later = /^ERR_PFX_ALGORITHM_UNSUPPORTED (TripleDES|RC2-40|PBMAC1|1\.2\.840\.113549\.1\.7\.3)$|^ERR_(KEY_UNSUPPORTED|PFX_NO_KEY)/;

/** By the Python library cryptography, all of one EC key. */
const unencrypted = /^pyca\/(cert-none-key-none|(name-.*|no-name)-no-pwd)\.p12$/;

describeVectors('readPfx, files of other programs', () => {
  const { files } = JSON.parse(vectorText('pkcs12/manifest.json')) as { files: readonly PfxFile[] };

  test('there are a hundred, and every one told about is there', () => {
    expect(files.length).toBe(100);
    const names = files.map(({ file }) => file);
    expect(Object.keys(told).filter((file) => !names.includes(file))).toEqual([]);
  });

  test.each(files)('$file', async ({ file, password, expect: expected }) => {
    const started = performance.now();
    const answer = await outcome(vector(`pkcs12/${file}`), password);
    if (file in told) expect(answer).toBe(told[file]);
    else expect(answer).toMatch(unencrypted.test(file) ? '1 of cryptography CA' : later);
    if (expected === 'error') expect(answer).toMatch(/^ERR_/);
    expect(performance.now() - started).toBeLessThan(20_000);
    // The MAC of NSS takes 600 000 rounds.
  });

  test.each(files.filter(({ file, password }) => (told[file] ?? '').includes(' of ') && password !== ''))(
    '$file, wrong password',
    async ({ file, password }) => {
      const plain = file === 'generated/unencrypted-no-mac.p12';
      if (!plain) expect(await outcome(vector(`pkcs12/${file}`), `${password}!`)).toBe('ERR_PFX_PASSWORD');
    },
  );

  test.each(['alice', 'bob'])('the TripleDES file of RFC 9216 for %s is named as such', async (name) => {
    expect(await outcome(vector(`rfc9216/${name}.p12`), name)).toMatch(/^ERR_PFX_ALGORITHM_UNSUPPORTED (TripleDES|RC2-40)$/);
  });

  test('a key that lies open is reported', async () => {
    const open = await readPfx(vector('pkcs12/generated/unencrypted-with-mac.p12'), 'secret');
    expect(open.withoutPassword).toBe(true);
    const closed = await readPfx(vector('pkcs12/generated/openssl3-default-aes256.p12'), 'secret');
    expect(closed.withoutPassword).toBe(false);
  });

  test('any octet changed is seen', async () => {
    const whole = vector('pkcs12/generated/openssl3-default-aes256.p12');
    // Every one of the outer structure, which no MAC covers, and samples of the rest.
    for (let offset = 0; offset < whole.length; offset += offset < 60 || offset > whole.length - 90 ? 1 : 97) {
      const changed = whole.map((octet, index) => (index === offset ? octet ^ 0x55 : octet));
      expect(await outcome(changed, 'secret')).toMatch(/^ERR_/);
    }
  });

  test('any cut is seen', async () => {
    const whole = vector('pkcs12/generated/openssl3-default-aes256.p12');
    for (let length = 0; length < whole.length; length += 131) {
      expect(await outcome(whole.subarray(0, length), 'secret')).toMatch(/^ERR_PFX_(MALFORMED|NOT_PFX)/);
    }
  });
});
