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

export interface IssueOptions {
  readonly keyUsage?: string;
  /** `RSA`, `RSA-PSS` (for that alone), `ED25519`, or the curve of an EC key. */
  readonly key?: string;
}

export interface TestAuthority {
  readonly certificate: Certificate;
  issue(address: string, options?: IssueOptions): Promise<MadeIdentity>;
  /** A folder for whoever wants OpenSSL to check something. */
  readonly folder: string;
  remove(): void;
}

const password = 'Secret of the file';

const newKeys: Readonly<Record<string, readonly string[]>> = {
  RSA: ['rsa:2048'],
  'RSA-PSS': ['rsa-pss', '-pkeyopt', 'rsa_keygen_bits:2048'],
  ED25519: ['ed25519'],
};

/** A certification authority in a folder of its own, by OpenSSL, so that nothing of ours tests itself. */
export async function createTestAuthority(name = 'Test Authority'): Promise<TestAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'signet-test-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const subject = (commonName: string) => `[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=${commonName}\n`;
  const extensions = 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n';
  writeFileSync(join(folder, 'ca.cnf'), `${subject(name)}[v3]\n${extensions}`);
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-config', 'ca.cnf', '-extensions', 'v3'],
    ...['-keyout', 'ca.key', '-out', 'ca.crt', '-days', '7000'],
  );
  const read = async (file: string) => parseCertificate(der(readFileSync(join(folder, file), 'utf8')));
  let issued = 0;
  const issue = async (address: string, { keyUsage = 'digitalSignature,keyEncipherment', key = 'RSA' }: IssueOptions = {}) => {
    issued += 1;
    const person = `person${issued}`;
    const own = `basicConstraints=CA:false\nkeyUsage=critical,${keyUsage}\nextendedKeyUsage=emailProtection\n`;
    writeFileSync(join(folder, `${person}.cnf`), subject(address));
    writeFileSync(join(folder, `${person}.ext`), `${own}subjectAltName=email:${address}\nsubjectKeyIdentifier=hash\n`);
    openssl(
      ...['req', '-new', '-newkey', ...(newKeys[key] ?? ['ec', '-pkeyopt', `ec_paramgen_curve:${key}`])],
      ...['-nodes', '-config', `${person}.cnf`],
      ...['-keyout', `${person}.key`, '-out', `${person}.csr`],
    );
    openssl(
      ...['x509', '-req', '-in', `${person}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'],
      ...['-extfile', `${person}.ext`, '-days', '6000', '-out', `${person}.crt`],
    );
    openssl(
      ...['pkcs12', '-export', '-inkey', `${person}.key`, '-in', `${person}.crt`, '-name', `ID of ${address}`],
      ...['-passout', `pass:${password}`, '-out', `${person}.pfx`],
    );
    const pfx = new Uint8Array(readFileSync(join(folder, `${person}.pfx`)));
    const privateKey = readFileSync(join(folder, `${person}.key`), 'utf8');
    return { address, pfx, password, certificate: await read(`${person}.crt`), privateKey };
  };
  return { certificate: await read('ca.crt'), issue, folder, remove: () => rmSync(folder, { recursive: true }) };
}

function der(pem: string): Uint8Array {
  const body = /-----BEGIN CERTIFICATE-----([^-]+)-----END/.exec(pem)?.[1] ?? '';
  return new Uint8Array(Buffer.from(body, 'base64'));
}
