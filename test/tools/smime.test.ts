import { spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runCert } from '../../tools/smime/cert';
import { runId } from '../../tools/smime/id';
import { runOpen } from '../../tools/smime/open';
import { runProtect } from '../../tools/smime/protect';
import { OpensslFolder, describeOpenssl } from '../support/openssl';
import { describeVectors, vectors } from '../support/vectors';

const collection = (path: string) => join(vectors ?? '', path);

interface Result {
  readonly status: number | null;
  readonly lines: readonly Record<string, unknown>[];
  readonly errors: readonly Record<string, unknown>[];
  readonly output: string;
}

function smime(...args: string[]): Result {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', resolve('tools/smime.ts'), ...args],
    {
      encoding: 'utf8',
    },
  );
  const parse = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { status, lines: parse(stdout), errors: parse(stderr), output: stdout };
}

describe('the command line', () => {
  test.each([
    [['open', '--bad', 'x'], 'ERR_OPTION_UNKNOWN', '--bad'],
    [['open', '--crl', 'package.json', 'y'], 'ERR_REVOCATION_DATA_MALFORMED', 'no CRL'],
    [['open', '--at', 'yesterday', 'x'], 'ERR_OPTION_VALUE', '--at'],
    [['open', '--id', 'x', 'y'], 'ERR_OPTION_VALUE', '--id'],
    [['open'], 'ERR_NO_FILE', 'MESSAGE'],
    [['protect', '--protect-headers', 'x'], 'ERR_OPTION_VALUE', '--sign'],
    [['cert'], 'ERR_NO_FILE', 'FILE'],
    [['frobnicate'], 'ERR_COMMAND_UNKNOWN', 'frobnicate'],
  ])(
    'says what is wrong: %j',
    (args, code, named) => {
      const { status, errors } = smime(...args);
      expect(status).toBe(2);
      const [{ error }] = errors as [{ error: { code: string; message: string } }];
      expect(error.code).toBe(code);
      expect(error.message).toContain(named);
    },
    30_000,
  );

  test.each([[['--help']], [['protect', '--help']]])(
    'lists its options: %j',
    (args) => {
      const { status, output } = smime(...args);
      expect(status).toBe(0);
      for (const { options } of [runOpen, runProtect, runId, runCert]) {
        for (const option of Object.keys(options)) expect(output).toContain(option);
      }
    },
    30_000,
  );
});

describeVectors('the command line with messages', () => {
  describeOpenssl('and .p12 files made by OpenSSL', () => {
    const folder = new OpensslFolder();
    const trust = ['--trust', collection('rfc9216/ca.rsa.crt'), '--at', '2027-06-01T00:00:00Z'];
    const id = (name: string) => [
      '--id',
      folder.path(`${name}.p12`),
      '--password-file',
      folder.path('password'),
    ];

    beforeAll(() => {
      writeFileSync(folder.path('password'), 'päss wörd\n');
      for (const path of ['rfc9216/bob.encrypt', 'rfc9216/alice.sign', 'interop/ids/erin']) {
        const name = path.split('/').at(-1) ?? '';
        folder.run(
          'pkcs12',
          '-export',
          '-in',
          collection(`${path}.crt`),
          '-inkey',
          collection(`${path}.key`),
          '-out',
          `${name}.p12`,
          '-passout',
          'file:password',
        );
      }
    });
    afterAll(() => folder.remove());

    test('open prints the contract, one line a file, and goes on after a file it cannot read', () => {
      const good = collection('interop/openssl/se-rsa-sha256-clear-aes256.eml');
      const { status, lines, errors } = smime(
        'open',
        ...id('bob.encrypt'),
        ...id('erin'),
        ...trust,
        folder.path('missing.eml'),
        good,
      );
      expect(status).toBe(2);
      expect(lines).toHaveLength(2);
      expect(lines[0]).toMatchObject({ file: folder.path('missing.eml'), error: { code: 'ENOENT' } });
      expect(lines[1]).toMatchObject({
        file: good,
        layers: ['enveloped-data', 'signed-data'],
        encryption: {
          state: 'decrypted',
          algorithm: 'aes-256-cbc',
          authenticated: false,
          weak: false,
          recipients: [
            { issuer: expect.any(String) as unknown, serialNumber: '307c47400f86263a1c62d2eb832f96c0d78694' },
          ],
        },
        signature: {
          state: 'valid',
          problems: [],
          signer: {
            emailAddresses: ['alice@smime.example'],
            serialNumber: '37410579ed757f42a9a25c3af4f86ace9aa9d7',
          },
          signingTime: '2026-11-23T13:22:06.000Z',
          digestAlgorithm: 'sha-256',
          signatureAlgorithm: 'rsassa-pkcs1-v1_5',
          covers: 'whole',
        },
        headers: {
          subject: 'se-rsa-sha256-clear-aes256',
          from: 'Alice <alice@smime.example>',
          to: ['bob@smime.example'],
        },
        attachments: [],
        content: { sha256: '7ae121b9de9205572868ae570d6bc1b705363f6c13fa643d7cebba0ff9fa39a7' },
      });
      expect(errors.map((line) => (line['error'] as { code: string }).code)).toEqual(['ENOENT']);
    });

    test('without --trust nothing is trusted', () => {
      const { status, lines } = smime(
        'open',
        '--at',
        '2027-06-01',
        collection('interop/openssl/s-rsa-sha256-clear.eml'),
      );
      expect(status).toBe(0);
      expect(lines[0]).toMatchObject({ signature: { state: 'not-trusted', problems: ['untrusted-issuer'] } });
    });

    test('protect makes what OpenSSL reads', () => {
      const message = folder.write(
        'plain.eml',
        'From: alice@smime.example\nTo: bob@smime.example\nSubject: x\n\nHello\n',
      );
      const { status, lines } = smime(
        ...['protect', '--sign', ...id('alice.sign'), '--encrypt-to', collection('rfc9216/bob.encrypt.crt')],
        ...['--at', '2027-05-31T12:00:00Z', '--out', folder.path('made.eml'), message],
      );
      expect(status).toBe(0);
      expect(lines).toEqual([expect.objectContaining({ signed: true, encrypted: true })]);
      folder.run(
        'cms',
        '-decrypt',
        '-in',
        'made.eml',
        '-recip',
        collection('rfc9216/bob.encrypt.crt'),
        '-inkey',
        collection('rfc9216/bob.encrypt.key'),
        '-out',
        'inner',
      );
      folder.run(
        'cms',
        '-verify',
        '-in',
        'inner',
        '-CAfile',
        collection('rfc9216/ca.rsa.crt'),
        '-out',
        'content',
      );
      expect(new TextDecoder().decode(folder.read('content'))).toContain('Hello\r\n');
      expect(smime('protect', '--sign', ...id('alice.sign'), message).output).toMatch(
        /^From: alice@smime\.example\r\n/,
      );
    });

    test('protect puts the headers inside; open says so', () => {
      const message = folder.write('offer.eml', 'From: alice@smime.example\nTo: bob@smime.example\nSubject: The offer\n\nHello\n');
      const at = ['--at', '2027-05-31T12:00:00Z'];
      const how = ['protect', '--sign', '--protect-headers', ...id('alice.sign'), ...at];
      const hidden = folder.path('hidden.eml');
      expect(smime(...how, '--encrypt-to', collection('rfc9216/bob.encrypt.crt'), '--out', hidden, message).status).toBe(0);
      expect(new TextDecoder().decode(folder.read('hidden.eml'))).not.toContain('offer');
      const trust = ['--trust', collection('rfc9216/ca.rsa.crt')];
      expect(smime('open', ...id('bob.encrypt'), ...trust, ...at, hidden).lines).toEqual([
        expect.objectContaining({
          headers: expect.objectContaining({ subject: 'The offer' }),
          outerHeaders: expect.objectContaining({ subject: '[...]' }),
          headerProtection: expect.objectContaining({ state: 'protected', form: 'rfc9788', hp: 'cipher', subjectHidden: true }),
          body: { text: 'Hello\n' },
        }),
      ]);
      const clear = folder.path('clear.eml');
      smime(...how, '--out', clear, message);
      const { lines } = smime('open', ...trust, ...at, clear);
      expect(lines).toEqual([expect.objectContaining({ headerProtection: expect.objectContaining({ hp: 'clear', subjectHidden: false, differsOutside: [] }) })]);
    }, 60_000);

    test('protect by options, with an EC digital ID: what open says fits', () => {
      const message = folder.write('plain.eml', 'From: erin@smime.example\nTo: erin@smime.example\nSubject: x\n\nHello\n');
      const at = ['--at', '2027-05-31T12:00:00Z'];
      const how = ['--sign', '--opaque', '--digest', 'sha-512', '--cipher', 'aes-128-cbc'];
      const to = ['--encrypt-to', collection('interop/ids/erin.crt'), '--encrypt-to', collection('rfc9216/bob.encrypt.crt')];
      const made = folder.path('ec.eml');
      expect(smime('protect', ...how, ...to, ...id('erin'), ...at, '--out', made, message).status).toBe(0);
      for (const reader of ['erin', 'bob.encrypt']) {
        expect(smime('open', ...id(reader), ...trust, made).lines[0]).toMatchObject({
          layers: ['enveloped-data', 'signed-data'],
          encryption: { state: 'decrypted', algorithm: 'aes-128-cbc' },
          signature: { state: 'valid', digestAlgorithm: 'sha-512', signatureAlgorithm: 'ecdsa', covers: 'whole' },
        });
      }
      const [{ error }] = smime('protect', '--sign', ...id('erin'), '--cipher', 'rc2', message).errors as [
        { error: { code: string; message: string } },
      ];
      expect(error).toMatchObject({ code: 'ERR_OPTION_UNSUPPORTED', message: expect.stringContaining('aes-128-cbc') as unknown });
    });

    test('cert shows what a file holds, one line a certificate', () => {
      const bundle = ['-certfile', collection('rfc9216/bob.encrypt.crt'), '-certfile', collection('interop/ids/erin.crt')];
      folder.run('crl2pkcs7', '-nocrl', ...bundle, '-outform', 'DER', '-out', 'two.p7b');
      const { status, lines } = smime('cert', folder.path('two.p7b'));
      expect(status).toBe(0);
      expect(lines).toHaveLength(2);
      expect(lines).toContainEqual(
        expect.objectContaining({
          emailAddresses: ['erin@smime.example'],
          publicKey: { algorithm: 'ec', bits: 256, curve: 'P-256' },
          isCa: false,
        }),
      );
      expect(lines).toContainEqual(
        expect.objectContaining({ serialNumber: '307c47400f86263a1c62d2eb832f96c0d78694', keyUsage: ['keyEncipherment'] }),
      );
    });

    test('cert shows a request, and what a certificate says about its issuer', () => {
      folder.run('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'r.key', '-subj', '/CN=Anna', '-addext', 'subjectAltName=email:anna@contoso.com', '-out', 'r.csr');
      expect(smime('cert', folder.path('r.csr')).lines).toMatchObject([
        { request: { signature: 'fits' }, subject: 'CN=Anna', emailAddresses: ['anna@contoso.com'], publicKey: { algorithm: 'rsa', bits: 2048 } },
      ]);
      expect(smime('cert', folder.path('r.key')).errors).toMatchObject([{ error: { code: 'ERR_NO_CERTIFICATE' } }]);
      const about = ['-addext', 'certificatePolicies=2.23.140.1.5.2.2', '-addext', 'crlDistributionPoints=URI:http://crl.example/a.crl'];
      folder.run('req', '-x509', '-key', 'r.key', '-subj', '/CN=Anna', ...about, '-out', 'r.pem');
      expect(smime('cert', folder.path('r.pem')).lines).toMatchObject([
        { summary: { person: 'Anna', proves: { by: 'itself' } }, accessPoints: { crls: ['http://crl.example/a.crl'], ocsp: [] } },
      ]);
    });

    test('id shows every digital ID of a file, and says why it cannot', () => {
      const show = (file: string, password: string) => smime('id', file, '--password-file', folder.write('its-password', password));
      const alice = show(collection('rfc9216/alice.p12'), 'alice\n');
      expect(alice.lines).toMatchObject([
        {
          digitalIds: [
            { emailAddresses: ['alice@smime.example'], friendlyName: 'alice', key: 'rsa-2048', encryption: 'ready', chain: [{ emailAddresses: [] }] },
            { emailAddresses: ['alice@smime.example'], friendlyName: 'alice', key: 'rsa-2048', encryption: 'sign-only', chain: [{ emailAddresses: [] }] },
          ],
          ...{ withoutPassword: false, unsupportedKeys: [], unsupportedParts: [] },
        },
      ]);
      const code = (file: string, password: string) => show(collection(file), password).errors[0]?.['error'];
      expect(code('rfc9216/alice.p12', 'bob')).toMatchObject({ code: 'ERR_PFX_PASSWORD' });
      const half = (file: string) => show(collection(file), 'secret').lines[0];
      expect(half('pkcs12/generated/certs-only.p12')).toMatchObject({ digitalIds: [], problem: 'ERR_PFX_NO_KEY', certificates: [{}, {}] });
      expect(half('pkcs12/generated/key-only.p12')).toMatchObject({ digitalIds: [], problem: 'ERR_PFX_KEY_MISMATCH', certificates: [] });
      expect(code('mimekit-smime/dsa/smime.pfx', 'no.secret')).toMatchObject({ code: 'ERR_KEY_UNSUPPORTED' });
    }, 60_000);

    test('id shows a file and exports it', () => {
      const { status, lines } = smime(
        ...['id', folder.path('alice.sign.p12'), '--password-file', folder.path('password')],
        ...[
          '--export',
          'modern',
          '--out',
          folder.path('copy.p12'),
          '--out-password-file',
          folder.path('password'),
        ],
      );
      expect(status).toBe(0);
      expect(lines[0]).toMatchObject({
        digitalIds: [{ emailAddresses: ['alice@smime.example'], encryption: 'sign-only' }],
      });
      expect(folder.run('pkcs12', '-in', 'copy.p12', '-passin', 'file:password', '-nokeys')).toContain(
        'Alice Lovelace',
      );
    }, 30_000);

    test('id exports for old programs, and writes over nothing', () => {
      folder.write('made-by-mktemp', '');
      const id = ['id', folder.path('alice.sign.p12'), '--password-file', folder.path('password')];
      const exporting = ['--export', 'compatible', '--out', folder.path('made-by-mktemp'), '--out-password-file', folder.path('password')];
      const { status, lines } = smime(...id, ...exporting);
      expect(status).toBe(0);
      expect(lines[0]?.['exported']).toMatchObject({ out: folder.path('made-by-mktemp'), format: 'compatible' });
      expect(statSync(folder.path('made-by-mktemp')).mode & 0o777).toBe(0o600);
      const written = folder.read('made-by-mktemp');
      expect(folder.run('pkcs12', '-in', 'made-by-mktemp', '-passin', 'file:password', '-nokeys')).toContain('Alice Lovelace');

      const again = smime(...id, ...exporting);
      expect([again.status, again.output]).toEqual([2, '']);
      expect(again.errors[0]).toMatchObject({ error: { code: 'ERR_FILE_EXISTS' } });
      expect(folder.read('made-by-mktemp')).toEqual(written);
    }, 60_000);

    test.each([
      [['--export', 'strong', '--out', 'x', '--out-password-file', 'password'], 'ERR_OPTION_VALUE', 'strong'],
      [['--export', 'modern', '--out', 'x'], 'ERR_OPTION_VALUE', '--out-password-file'],
      [['--out', 'x'], 'ERR_OPTION_VALUE', '--export'],
      [['--export', 'modern', '--out', 'x', '--out-password-file', 'empty'], 'ERR_PFX_PASSWORD_EMPTY', '{}'],
    ])('id says what is wrong with an export: %j', (options, code, named) => {
      folder.write('empty', '\n');
      const paths = options.map((option) => (/^[a-z]+$/.test(option) && !/modern|strong/.test(option) ? folder.path(option) : option));
      const { status, errors } = smime('id', folder.path('alice.sign.p12'), '--password-file', folder.path('password'), ...paths);
      expect(status).toBe(2);
      expect(errors[0]).toMatchObject({ error: { code, message: expect.stringContaining(named) as unknown } });
      expect(existsSync(folder.path('x'))).toBe(false);
    }, 30_000);
  });
});
