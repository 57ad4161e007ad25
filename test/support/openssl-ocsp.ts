import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from '../../src/smime/index';
import type { TestAuthority } from './openssl-identities';

/** Somebody who signs OCSP responses: PEM files. */
export interface Responder {
  readonly certificate: string;
  readonly key: string;
}

export interface ResponderOptions {
  /** Lines of extensions, OpenSSL's way. Default: what RFC 6960 wants of a delegated responder. */
  readonly extensions?: string;
  readonly days?: number;
  readonly key?: readonly string[];
  /** Of the signature on its certificate. */
  readonly digest?: string;
  readonly name?: string;
}

export interface AnswerOptions {
  readonly responder: Responder;
  /** OpenSSL's index: `V`, or `R` with a date (yymmddhhmmssZ) and a reason; default: not in it. */
  readonly status?: { readonly is: 'V' } | { readonly is: 'R'; readonly at: string; readonly reason?: string };
  /** From now on; absent: no nextUpdate. */
  readonly days?: number;
  /** More of what `openssl ocsp` takes, e.g. `-resp_key_id`. */
  readonly more?: readonly string[];
  /** Of the CertID. */
  readonly digest?: string;
}

export const delegated = 'extendedKeyUsage=OCSPSigning\nkeyUsage=critical,digitalSignature\nnoCheck=ignored\n';

/** OpenSSL answers in the name of an authority, so that nothing of ours tests itself. */
export class OpensslResponder {
  private readonly authority: TestAuthority;
  private made = 0;

  constructor(authority: TestAuthority) {
    this.authority = authority;
  }

  /** The authority's own key. */
  get issuer(): Responder {
    return { certificate: this.path('ca.crt'), key: this.path('ca.key') };
  }

  /** A responder that the authority names. */
  delegate({ extensions = delegated, days = 30, key = ['rsa:2048'], digest = 'sha256', name = 'Responder' }: ResponderOptions = {}): Responder {
    const file = `responder${++this.made}`;
    writeFileSync(this.path(`${file}.cnf`), `[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=${name}\n`);
    writeFileSync(this.path(`${file}.ext`), extensions);
    this.openssl(...['req', '-new', '-newkey', ...key, '-nodes', '-config', `${file}.cnf`, '-keyout', `${file}.key`, '-out', `${file}.csr`]);
    this.openssl(
      ...['x509', '-req', '-in', `${file}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', `-${digest}`],
      ...['-extfile', `${file}.ext`, '-days', String(days), '-out', `${file}.crt`],
    );
    return { certificate: this.path(`${file}.crt`), key: this.path(`${file}.key`) };
  }

  /** An OCSPResponse about one certificate, in DER. */
  answer({ serialNumber }: Pick<Certificate, 'serialNumber'>, { responder, status, days, more = [], digest = 'sha1' }: AnswerOptions): Uint8Array {
    writeFileSync(this.path('index.txt'), status === undefined ? '' : indexLine(serialNumber, status));
    this.openssl(
      ...['ocsp', '-index', 'index.txt', '-CA', 'ca.crt', '-rsigner', responder.certificate, '-rkey', responder.key],
      ...[`-${digest}`, '-issuer', 'ca.crt', '-serial', `0x${serialNumber}`, '-no_nonce', '-noverify'],
      ...(days === undefined ? [] : ['-ndays', String(days)]),
      ...[...more, '-respout', 'response.der'],
    );
    return new Uint8Array(readFileSync(this.path('response.der')));
  }

  private path(file: string): string {
    return join(this.authority.folder, file);
  }

  private openssl(...parameters: readonly string[]): void {
    execFileSync('openssl', [...parameters], { cwd: this.authority.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }
}

function indexLine(serialNumber: string, status: NonNullable<AnswerOptions['status']>): string {
  const revoked = status.is === 'V' ? '' : [status.at, status.reason].filter((part) => part !== undefined).join(',');
  return `${[status.is, '450101000000Z', revoked, serialNumber.toUpperCase(), 'unknown', '/CN=Somebody'].join('\t')}\n`;
}
