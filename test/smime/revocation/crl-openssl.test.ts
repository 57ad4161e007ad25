/** @jest-environment node */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { concat } from '../../../src/smime/bytes';
import { validatePath } from '../../../src/smime/certificate/path-validation';
import { isSmimeError, readRevocationData } from '../../../src/smime/index';
import type { RevocationData } from '../../../src/smime/index';
import { describeOpenssl } from '../../support/openssl';
import { createTestAuthority } from '../../support/openssl-identities';
import type { MadeIdentity, TestAuthority } from '../../support/openssl-identities';

/** CRLs as `openssl ca` makes them, and the files that they come in. */

const configuration = `[ca]
default_ca=own
[own]
database=index.txt
certificate=ca.crt
private_key=ca.key
default_md=sha256
default_crl_days=7
crlnumber=number
[numbered]
authorityKeyIdentifier=keyid
[users]
issuingDistributionPoint=critical,@point
[point]
onlyuser=TRUE
`;

describeOpenssl('CRLs made by OpenSSL', () => {
  let authority: TestAuthority;
  let anna: MadeIdentity;
  let ben: MadeIdentity;
  let carl: MadeIdentity;

  beforeAll(async () => {
    authority = await createTestAuthority();
    [anna, ben, carl] = [await authority.issue('anna@example.com', { key: 'P-256' }), await authority.issue('ben@example.com', { key: 'P-256' }), await authority.issue('carl@example.com', { key: 'P-256' })];
    const line = ({ certificate }: MadeIdentity, reason: string) => `R\t400101000000Z\t260102030405Z,${reason}\t${certificate.serialNumber.toUpperCase()}\tunknown\t/CN=x\n`;
    write('index.txt', line(ben, 'keyCompromise') + line(carl, 'certificateHold'));
    write('ca.cnf', configuration);
  }, 60_000);

  afterAll(() => authority.remove());

  const path = (file: string) => join(authority.folder, file);
  const write = (file: string, text: string) => writeFileSync(path(file), text);
  const openssl = (...parameters: readonly string[]) => execFileSync('openssl', parameters, { cwd: authority.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const read = (file: string) => new Uint8Array(readFileSync(path(file)));

  function crl(...parameters: readonly string[]): Uint8Array {
    write('number', '05\n');
    openssl('ca', '-config', 'ca.cnf', '-gencrl', '-out', 'list.pem', ...parameters);
    return read('list.pem');
  }

  async function answer({ certificate }: MadeIdentity, revocation: RevocationData) {
    const trustAnchors = [{ certificate: authority.certificate }];
    const result = await validatePath({ certificate, intermediates: [], trustAnchors, at: new Date(), revocation });
    return { problems: result.problems, answer: result.revocation[0] };
  }

  test.each<readonly [string, readonly string[]]>([
    ['with a number', ['-crlexts', 'numbered']],
    ['of users alone', ['-crlexts', 'users']],
    ['without extensions', []],
  ])('%s', async (_, parameters) => {
    const data = readRevocationData(crl(...parameters));
    expect(await answer(anna, data)).toMatchObject({ problems: [], answer: { state: 'good', source: 'crl' } });
    const revokedAt = new Date('2026-01-02T03:04:05Z');
    expect(await answer(ben, data)).toMatchObject({ problems: ['revoked'], answer: { state: 'revoked', reason: 'keyCompromise', revokedAt } });
    expect(await answer(carl, data)).toMatchObject({ problems: ['revoked'], answer: { reason: 'certificateHold' } });
  });

  test('files: DER, PEM with words around it, several, base64 alone, BER, and beside certificates', async () => {
    const pem = crl('-crlexts', 'numbered');
    openssl('crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.crl');
    openssl('crl2pkcs7', '-in', 'list.pem', '-certfile', 'ca.crt', '-outform', 'DER', '-out', 'list.p7b');
    const der = read('list.crl');
    const text = new TextEncoder();
    const indefinite = concat(Uint8Array.of(0x30, 0x80), der.subarray(4), new Uint8Array(2));
    const base64 = text.encode(Buffer.from(der).toString('base64'));
    const twice = concat(text.encode('The list of May:\n'), pem, pem);
    for (const [file, count] of [[der, 1], [pem, 1], [twice, 2], [base64, 1], [indefinite, 1], [read('list.p7b'), 1]] as const) {
      const data = readRevocationData(file);
      expect(data.crls.map((one) => Buffer.compare(one, der))).toEqual(Array.from({ length: count }, () => 0));
      expect((await answer(ben, data)).problems).toEqual(['revoked']);
    }
  });

  test.each<readonly [string, () => Uint8Array]>([
    ['a certificate', () => authority.certificate.der],
    ['nothing', () => new Uint8Array()],
    ['text', () => new TextEncoder().encode('Hello')],
    ['a list cut off', () => readRevocationData(crl()).crls.map((der) => der.subarray(0, 100))[0] ?? new Uint8Array()],
    ['PEM of something else', () => new Uint8Array(readFileSync(path('ca.crt')))],
    ['damaged base64', () => new TextEncoder().encode('-----BEGIN X509 CRL-----\nA\n-----END X509 CRL-----\n')],
  ])('no file of ours: %s', (_, file) => {
    const caught = (() => {
      try {
        return readRevocationData(file());
      } catch (error) {
        return error;
      }
    })();
    expect(isSmimeError(caught) && caught.code).toBe('ERR_REVOCATION_DATA_MALFORMED');
  });
});
