import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from '../../src/smime/index';
import type { TestAuthority } from './openssl-identities';

export interface Revoked {
  readonly certificate: Certificate;
  /** yymmddhhmmssZ */
  readonly at?: string;
  /** As OpenSSL calls it. */
  readonly reason?: string;
}

/** A list for the next 30 days, by `openssl ca`. */
export function opensslCrl({ folder }: TestAuthority, ...revoked: readonly Revoked[]): Uint8Array {
  const lines = revoked.map(({ certificate, at = '250102030405Z', reason = 'keyCompromise' }) =>
    ['R', '450101000000Z', `${at},${reason}`, certificate.serialNumber.toUpperCase(), 'unknown', '/CN=Somebody\n'].join('\t'),
  );
  writeFileSync(join(folder, 'revoked.txt'), lines.join(''));
  writeFileSync(join(folder, 'crl.cnf'), '[ca]\ndefault_ca=own\n[own]\ndatabase=revoked.txt\ndefault_md=sha256\ndefault_crl_days=30\n');
  const run = (...parameters: readonly string[]) => execFileSync('openssl', [...parameters], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  run('ca', '-config', 'crl.cnf', '-gencrl', '-keyfile', 'ca.key', '-cert', 'ca.crt', '-out', 'list.pem');
  run('crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.der');
  return new Uint8Array(readFileSync(join(folder, 'list.der')));
}
