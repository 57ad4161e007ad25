import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCertificate } from '../../src/smime/index';
import type { Certificate } from '../../src/smime/index';

/** Somebody's .pfx file, as OpenSSL makes it, and what is in it. */
export interface MadeIdentity {
  readonly address: string;
  readonly pfx: Uint8Array;
  readonly password: string;
  readonly certificate: Certificate;
  /** PEM. */
  readonly privateKey: string;
}

export interface TestAuthority {
  readonly certificate: Certificate;
  issue(address: string, options?: { readonly keyUsage?: string }): Promise<MadeIdentity>;
  /** A folder for whoever wants OpenSSL to check something. */
  readonly folder: string;
  remove(): void;
}

const password = 'Secret of the file';

/** A certification authority in a folder of its own, by OpenSSL, so that nothing of ours tests itself. */
export async function createTestAuthority(): Promise<TestAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'signet-test-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const subject = (name: string) => `[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=${name}\n`;
  const extensions = 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n';
  writeFileSync(join(folder, 'ca.cnf'), `${subject('Test Authority')}[v3]\n${extensions}`);
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-config', 'ca.cnf', '-extensions', 'v3'],
    ...['-keyout', 'ca.key', '-out', 'ca.crt', '-days', '7000'],
  );
  const read = async (file: string) => parseCertificate(der(readFileSync(join(folder, file), 'utf8')));
  let issued = 0;
  const issue = async (address: string, { keyUsage = 'digitalSignature,keyEncipherment' } = {}) => {
    issued += 1;
    const name = `person${issued}`;
    const own = `basicConstraints=CA:false\nkeyUsage=critical,${keyUsage}\nextendedKeyUsage=emailProtection\n`;
    writeFileSync(join(folder, `${name}.cnf`), subject(address));
    writeFileSync(join(folder, `${name}.ext`), `${own}subjectAltName=email:${address}\nsubjectKeyIdentifier=hash\n`);
    openssl(
      ...['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-config', `${name}.cnf`],
      ...['-keyout', `${name}.key`, '-out', `${name}.csr`],
    );
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'],
      ...['-extfile', `${name}.ext`, '-days', '6000', '-out', `${name}.crt`],
    );
    openssl(
      ...['pkcs12', '-export', '-inkey', `${name}.key`, '-in', `${name}.crt`, '-name', `ID of ${address}`],
      ...['-passout', `pass:${password}`, '-out', `${name}.pfx`],
    );
    const pfx = new Uint8Array(readFileSync(join(folder, `${name}.pfx`)));
    const privateKey = readFileSync(join(folder, `${name}.key`), 'utf8');
    return { address, pfx, password, certificate: await read(`${name}.crt`), privateKey };
  };
  return { certificate: await read('ca.crt'), issue, folder, remove: () => rmSync(folder, { recursive: true }) };
}

function der(pem: string): Uint8Array {
  const body = /-----BEGIN CERTIFICATE-----([^-]+)-----END/.exec(pem)?.[1] ?? '';
  return new Uint8Array(Buffer.from(body, 'base64'));
}
