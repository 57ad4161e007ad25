import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tag } from '../../src/smime/asn1/values';
import { bitString, encode, explicit, integer, objectIdentifier, octetString, sequence } from '../../src/smime/asn1/write';
import { parseCertificate } from '../../src/smime/certificate/parse';
import type { Certificate } from '../../src/smime/certificate/certificate';
import { nameDer } from './made-names';
import type { MadeAttribute } from './made-names';

/** Certificates with any octets in them, right or wrong, each signed by the key of whoever is its issuer. */
export interface MadeCertificate {
  /** RDNs. */
  readonly subject: readonly (readonly MadeAttribute[])[];
  readonly isAuthority?: boolean;
  readonly extensions?: readonly MadeExtension[];
}

export interface MadeExtension {
  readonly oid: string;
  readonly critical?: boolean;
  /** What the OCTET STRING holds. */
  readonly value: Uint8Array;
}

/** By place in the path; every path has the same. */
const keys = Array.from({ length: 8 }, () => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
const keyAt = (index: number) => {
  const pair = keys[index];
  if (pair === undefined) throw new Error('The path is too long.');
  return { ...pair, spki: new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' })) };
};
const ecdsaWithSha256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const utcTime = (text: string) => encode(tag.utcTime, new TextEncoder().encode(text));
const truth = encode(tag.boolean, Uint8Array.of(0xff));

/** The DER of each, from the anchor (self-signed) to the leaf. */
export function makePath(certificates: readonly MadeCertificate[]): readonly Uint8Array<ArrayBuffer>[] {
  return certificates.map((made, index) => {
    const above = Math.max(0, index - 1);
    return signed(
      keyAt(above).privateKey,
      sequence(
        explicit(0, integer(2)),
        integer(index + 1),
        ecdsaWithSha256,
        nameDer(...(certificates[above] ?? made).subject),
        sequence(utcTime('200101000000Z'), utcTime('491231235959Z')),
        nameDer(...made.subject),
        keyAt(index).spki,
        explicit(3, sequence(...extensionsOf(made, index < certificates.length - 1))),
      ),
    );
  });
}

function extensionsOf(made: MadeCertificate, isIssuer: boolean): readonly Uint8Array[] {
  const isAuthority = made.isAuthority ?? isIssuer;
  const basic = { oid: '2.5.29.19', critical: true, value: isAuthority ? sequence(truth) : sequence() };
  return [basic, ...(made.extensions ?? [])].map(({ oid, critical = false, value }) =>
    sequence(objectIdentifier(oid), ...(critical ? [truth] : []), octetString(value)),
  );
}

function signed(key: KeyObject, tbs: Uint8Array): Uint8Array<ArrayBuffer> {
  return sequence(tbs, ecdsaWithSha256, bitString(new Uint8Array(sign('sha256', tbs, key))));
}

export interface ReadPath {
  readonly certificate: Certificate;
  readonly intermediates: readonly Certificate[];
  readonly trustAnchors: readonly { readonly certificate: Certificate }[];
}

export async function readPath(ders: readonly Uint8Array[]): Promise<ReadPath> {
  const [anchor, ...below] = await Promise.all(ders.map(parseCertificate));
  const leaf = below.pop();
  if (anchor === undefined || leaf === undefined) throw new Error('A path has an anchor and a leaf.');
  return { certificate: leaf, intermediates: below, trustAnchors: [{ certificate: anchor }] };
}

/** Whether OpenSSL accepts the path. */
export function opensslAccepts(ders: readonly Uint8Array[], at: Date, ...parameters: readonly string[]): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'signet-made-'));
  const pem = (der: Uint8Array) => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;
  const write = (name: string, members: readonly Uint8Array[]): string => {
    writeFileSync(join(folder, name), members.map(pem).join(''));
    return join(folder, name);
  };
  try {
    const trusted = write('anchor.pem', ders.slice(0, 1));
    const untrusted = write('intermediates.pem', ders.slice(1, -1));
    const files = ['-CAfile', trusted, ...(ders.length > 2 ? ['-untrusted', untrusted] : []), write('leaf.pem', ders.slice(-1))];
    const time = ['-attime', String(at.getTime() / 1000)];
    execFileSync('openssl', ['verify', ...time, ...parameters, ...files], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
