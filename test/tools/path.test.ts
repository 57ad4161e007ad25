import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { OpensslFolder } from '../support/openssl';
import { describeVectors, vectors, vectorText } from '../support/vectors';

const file = (name: string): string => join(vectors ?? '', name);

function path(...args: readonly string[]): { readonly status: number | null; readonly lines: readonly Record<string, unknown>[]; readonly error: string } {
  const command = ['--import', 'tsx', resolve('tools/smime.ts'), 'path', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { status, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>), error: stderr };
}

test.each([
  [[], 'ERR_NO_FILE'],
  [['--leaf', 'a', '--leaf', 'b'], 'ERR_NO_FILE'],
  [['--leaf', 'a', 'b'], 'ERR_OPTION_UNKNOWN'],
  [['--leaf', 'a', '--at', 'yesterday'], 'ERR_OPTION_VALUE'],
  [['--leaf', 'a', '--purpose', 'serverAuth'], 'ERR_OPTION_VALUE'],
  [['--leaf', 'package.json'], 'ERR_NO_CERTIFICATE'],
  [['--limbo', 'package.json'], 'ERR_LIMBO_FILE'],
])('%j: %s', (args, code) => {
  const { status, lines, error } = path(...args);
  expect(status).toBe(2);
  expect(lines).toEqual([]);
  expect(JSON.parse(error)).toMatchObject({ error: { code } });
}, 30_000);

describeVectors('path', () => {
  const alice = ['--leaf', file('rfc9216/alice.sign.crt'), '--at', '2027-06-01T00:00:00Z'];

  test('a leaf below a trusted issuer', () => {
    const { status, lines } = path(...alice, '--trust', file('rfc9216/ca.rsa.crt'));
    expect(status).toBe(0);
    expect(lines).toEqual([expect.objectContaining({ state: 'valid', problems: [], cost: { signatureChecks: 1, steps: 2 } })]);
    expect(lines[0]?.['path']).toEqual([
      expect.objectContaining({ emailAddresses: ['alice@smime.example'], profileFaults: [] }),
      expect.objectContaining({ profileFaults: [] }),
    ]);
  }, 30_000);

  test('across two authorities, by a certificate between', () => {
    const { lines } = path(...alice, '--intermediate', file('rfc9216/ca.rsa.cross.crt'), '--trust', file('rfc9216/ca.25519.crt'));
    expect(lines[0]).toMatchObject({ state: 'valid', cost: { signatureChecks: 2 } });
  }, 30_000);

  test('for another purpose, and without anybody to trust', () => {
    const encrypting = ['--leaf', file('rfc9216/alice.encrypt.crt'), '--trust', file('rfc9216/ca.rsa.crt'), '--at', '2027-06-01T00:00:00Z'];
    expect(path(...encrypting).lines[0]).toMatchObject({ state: 'not-trusted', problems: ['key-usage'] });
    expect(path(...encrypting, '--purpose', 'any').lines[0]).toMatchObject({ state: 'valid', problems: [] });
    expect(path(...alice).lines[0]).toMatchObject({ state: 'not-trusted', problems: ['untrusted-issuer'] });
  }, 60_000);

  test('cases of x509-limbo, one line each', () => {
    const folder = new OpensslFolder();
    try {
      const { testcases } = JSON.parse(vectorText('x509-limbo/limbo-subset.json')) as { testcases: readonly { id: string }[] };
      const two = testcases.filter(({ id }) => id === 'rfc5280::ee-aia' || id === 'rfc5280::validity::expired-leaf');
      folder.write('limbo.json', JSON.stringify({ version: 1, testcases: two }));
      expect(path('--limbo', folder.path('limbo.json')).lines).toEqual([
        { id: 'rfc5280::validity::expired-leaf', expected: 'FAILURE', actual: 'FAILURE', problems: ['certificate-expired'] },
        { id: 'rfc5280::ee-aia', expected: 'SUCCESS', actual: 'SUCCESS', problems: [] },
      ]);
    } finally {
      folder.remove();
    }
  }, 30_000);
});
