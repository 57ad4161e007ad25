import { isSmimeError, normalizeAddress, validatePath } from '../../smime/index';
import type { Certificate } from '../../smime/index';
import type { Environment } from '../environment';
import { isFor } from '../own-digital-ids';
import { findCertificate } from './contact';
import type { FoundCertificate } from './contact';
import { judgeCertificate } from './judge-contact';
import { issuersOf, keepCertificates } from './keep-certificates';

/** A file as the browser hands it over. */
export interface CertificateFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** One row of the result: a certificate, or a file in which there is none. */
export type ImportResult = { readonly file: string } & (
  | {
      /** `expired`: kept for old messages. `untrusted`: kept, and not used before it was compared. */
      readonly state: 'added' | 'already' | 'expired' | 'untrusted';
      readonly certificate: Certificate;
      readonly address: string;
    }
  /** Not kept yet: the person says with whom. */
  | { readonly state: 'noAddress'; readonly certificate: Certificate; readonly found: FoundCertificate }
  | { readonly state: 'newContact'; readonly certificate: Certificate; readonly found: FoundCertificate; readonly address: string }
  /** An issuer's certificate is nobody's to write to. */
  | { readonly state: 'issuer'; readonly certificate: Certificate }
  | { readonly state: 'notACertificate' | 'tooLarge' | 'tooMany' }
);

/** The core reads no larger file. */
const mostBytes = 4 * 1024 * 1024;
const mostFiles = 50;
/** Each costs the search for a trusted issuer. */
const mostCertificates = 200;

interface ReadFile {
  readonly file: string;
  readonly certificates: readonly Certificate[];
  readonly problem?: 'notACertificate' | 'tooLarge' | 'tooMany';
}

/**
 * Keeps the certificates of these files for the addresses they name. A file
 * says nothing about whose it is: without a trusted issuer what it holds is
 * kept, but not used. Issuers' certificates only help to find such an issuer.
 * @param options - `address`: the contact on whose page this was asked for;
 *   certificates for others are then not kept without a question
 * @throws StoreError ERR_CONTACTS_UNAVAILABLE
 */
export async function importCertificates(
  env: Environment,
  files: readonly CertificateFile[],
  { address }: { readonly address?: string } = {},
): Promise<readonly ImportResult[]> {
  const read = await readFiles(env, files);
  const all = read.flatMap(({ certificates }) => certificates);
  const results: ImportResult[] = [];
  for (const { file, certificates, problem } of read) {
    if (problem !== undefined) results.push({ file, state: problem });
    for (const certificate of certificates) {
      const result = certificate.isAuthority
        ? ({ file, state: 'issuer', certificate } as const)
        : await importOne(env, { file, found: await withIssuers(env, certificate, all), onlyFor: address });
      results.push(result);
    }
  }
  return results;
}

/**
 * Keeps one certificate where the person said so. It names another address or
 * none: it is used only after it was compared.
 * @throws StoreError ERR_CONTACTS_UNAVAILABLE
 */
export async function keepImported(env: Environment, found: FoundCertificate, address: string): Promise<'added' | 'expired' | 'untrusted'> {
  await keepCertificates(env, address, [found], 'same-issuer');
  return outcome(env, found, address);
}

async function readFiles(env: Environment, files: readonly CertificateFile[]): Promise<readonly ReadFile[]> {
  const read: ReadFile[] = [];
  let left = mostCertificates;
  for (const [at, file] of files.entries()) {
    const result = at < mostFiles ? await readFile(env, file) : tooMany(file);
    left -= result.certificates.length;
    read.push(left < 0 ? tooMany(file) : result);
  }
  return read;
}

function tooMany({ name }: CertificateFile): ReadFile {
  return { file: name, certificates: [], problem: 'tooMany' };
}

async function readFile({ keyring }: Environment, file: CertificateFile): Promise<ReadFile> {
  const { name, size } = file;
  if (size > mostBytes) return { file: name, certificates: [], problem: 'tooLarge' };
  try {
    const certificates = await keyring.readCertificates(new Uint8Array(await file.arrayBuffer()));
    return { file: name, certificates: distinct(certificates) };
  } catch (error) {
    if (!isSmimeError(error) && !isUnreadableFile(error)) throw error;
    return { file: name, certificates: [], problem: 'notACertificate' };
  }
}

/** A folder, or a file that went away meanwhile. */
function isUnreadableFile(error: unknown): boolean {
  return Object(error) instanceof DOMException;
}

function distinct(certificates: readonly Certificate[]): readonly Certificate[] {
  return [...new Map(certificates.map((certificate) => [certificate.fingerprint, certificate])).values()];
}

async function withIssuers(
  { trustAnchors, now }: Environment,
  certificate: Certificate,
  intermediates: readonly Certificate[],
): Promise<FoundCertificate> {
  const { path } = await validatePath({ certificate, intermediates, trustAnchors, at: now() });
  return { certificate, issuers: issuersOf(path, trustAnchors), source: 'file' };
}

interface One {
  readonly file: string;
  readonly found: FoundCertificate;
  readonly onlyFor: string | undefined;
}

async function importOne(env: Environment, { file, found, onlyFor }: One): Promise<ImportResult> {
  const { certificate } = found;
  const named = certificate.emailAddresses[0];
  if (named === undefined) return { file, state: 'noAddress', certificate, found };
  const address = onlyFor ?? (await bestAddress(env, certificate, named));
  if (!isFor(certificate, address)) return { file, state: 'newContact', certificate, found, address: normalizeAddress(named) };
  const already = { file, state: 'already', certificate, address } as const;
  const contact = await env.contacts.find(address);
  const known = contact === null ? undefined : findCertificate(contact, certificate.fingerprint);
  const state = await outcome(env, found, address);
  if (known !== undefined && !(state === 'added' && (await judgeCertificate(env, address, known)) === 'untrusted')) return already;
  // Also one that is there, when only now its issuers come along.
  await keepCertificates(env, address, [found], 'same-issuer');
  return { file, state, certificate, address };
}

/** One that is a contact already, else the first; the others can be added on the contact's page. */
async function bestAddress(env: Environment, certificate: Certificate, first: string): Promise<string> {
  for (const address of certificate.emailAddresses) {
    if ((await env.contacts.find(address)) !== null) return normalizeAddress(address);
  }
  return normalizeAddress(first);
}

async function outcome(env: Environment, found: FoundCertificate, address: string): Promise<'added' | 'expired' | 'untrusted'> {
  const state = await judgeCertificate(env, address, found);
  if (state === 'expired') return 'expired';
  const needsComparison = state === 'untrusted' || state === 'otherAddress';
  return needsComparison ? 'untrusted' : 'added';
}
