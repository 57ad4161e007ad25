import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OptionError, readOptions } from '../../sandbox/options';
import { localPolicy, withLocalOffice } from '../../sandbox/server/addin-server';
import { localhostCertificate } from '../../sandbox/server/certificate';
import { fileBelow } from '../../sandbox/server/static-files';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signet-servers-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('files of the add-in', () => {
  test('nothing outside of the folder is served', async () => {
    const dist = join(directory, 'dist');
    await mkdir(dist);
    await writeFile(join(dist, 'in.txt'), 'in');
    await writeFile(join(directory, 'out.txt'), 'out');
    await symlink(join(directory, 'out.txt'), join(dist, 'link.txt'));
    expect(await fileBelow(dist, '/in.txt')).toEqual(Buffer.from('in'));
    for (const path of ['/../out.txt', '/%2e%2e/out.txt', '/..%2fout.txt', '/link.txt', '/in.txt%00', '/..\\out.txt', '/', '/%zz']) {
      expect(await fileBelow(dist, path)).toBeUndefined();
    }
  });

  test('only the address of office.js is changed in a page, and the supplement follows it', () => {
    const page = (scripts: string): Buffer => Buffer.from(`<head><script src="a.js"></script>${scripts}</head>`);
    const office = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';
    const unquoted = page(`<script src=${office}></script>`);
    expect(withLocalOffice(unquoted).toString()).toContain('<script src="/office-js/office.js"></script>');
    const html = page(`<script defer src="${office}"></script>`);
    expect(withLocalOffice(html).toString()).toBe(
      page(
        '<script defer src="/office-js/office.js"></script><script defer src="/sandbox-supplement.js"></script>',
      ).toString(),
    );
  });

  test('the policy allows the Graph stub and the Outlook page, and the CDN no more', () => {
    const policy = "script-src 'self' https://appsforoffice.microsoft.com; connect-src 'self'; frame-ancestors 'none'";
    expect(localPolicy(policy, 'https://localhost:1')).toBe(
      "script-src 'self'; connect-src 'self' https://localhost:1; frame-ancestors 'self' https://localhost:1",
    );
  });
});

test('the certificate stays the same', async () => {
  const first = await localhostCertificate(join(directory, 'tls'));
  expect(first.spki).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  expect(await localhostCertificate(join(directory, 'tls'))).toEqual(first);
});

describe('options', () => {
  test('read', () => {
    const none = { smtp: true, mailboxes: [], trust: [] };
    expect(readOptions([])).toEqual({ ...none, open: true, data: '.sandbox', reset: false, help: false });
    expect(readOptions(['--port', '9000', '--no-open', '--data', 'd', '--reset', '--smtp-port', '2525'])).toEqual({
      ...{ ...none, port: 9000, open: false, data: 'd', reset: true, help: false, smtpPort: 2525 },
    });
    expect(readOptions(['--no-smtp']).smtp).toBe(false);
  });

  test.each([
    ['localhost:2525', { host: '127.0.0.1', port: 2525 }],
    ['127.0.0.1:25', { host: '127.0.0.1', port: 25 }],
    ['[::1]:2525', { host: '::1', port: 2525 }],
  ])('mail for others may go to %s', (text, smtpOut) => {
    expect(readOptions(['--smtp-out', text]).smtpOut).toEqual(smtpOut);
  });

  test.each(['mail.example.com:25', '10.0.0.1:25', '0.0.0.0:25', 'localhost.example.com:25', '[::2]:25', '127.0.0.1@evil.example:25'])(
    'mail for others never goes to %s',
    (text) => expect(() => readOptions(['--smtp-out', text])).toThrow(/a server on this computer/),
  );

  test('a PEM file gives its certificates one by one; a folder becomes a mailbox', () => {
    const authority = join(__dirname, '../../sandbox/fixtures/authority');
    const both = join(directory, 'both.pem');
    const names = ['signet-sandbox-ca.pem', 'stranger-root.pem'];
    const pems = names.map((name) => readFileSync(join(authority, name), 'utf8').trim());
    writeFileSync(both, `subject=one\n${pems.join('\nsubject=two\n')}\n`);
    const options = readOptions(['--trust', both, '--mailbox', `Odd=${authority}`]);
    expect(options.trust).toEqual(pems);
    expect(options.mailboxes).toEqual([{ name: 'odd', folder: authority }]);
  });

  test.each([
    [['--port', 'x']],
    [['--port', '65535']],
    [['--wrong']],
    [['--smtp-port', '0']],
    [['--smtp-port', '2525', '--no-smtp']],
    [['--smtp-out', 'localhost']],
    [['--smtp-out', 'localhost:x']],
    [['--trust', __filename]],
    [['--trust', '/nowhere.pem']],
    [['--mailbox', __dirname]],
    [['--mailbox', 'odd=/nowhere']],
    [['--mailbox', `alice=${__dirname}`]],
    [['--mailbox', `../x=${__dirname}`]],
    [['--mailbox', `odd=${__dirname}`, '--mailbox', `ODD=${__dirname}`]],
  ])('%j is refused', (args) => {
    expect(() => readOptions(args)).toThrow(OptionError);
  });
});
