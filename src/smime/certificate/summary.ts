import { orUndefined } from '../asn1/or-undefined';
import { equal } from '../bytes';
import type { Certificate } from './certificate';
import { readAuthorityKeyIdentifier } from './extensions';
import { issuerChecks } from './issuer-checks';
import type { IssuerChecks } from './issuer-checks';
import { canSign, checkEncryptionCertificate } from './key-usage';
import { firstAttribute } from './names';
import type { Name } from './names';
import { attribute } from './object-identifiers';
import { readCertificateStructure } from './structure';
import type { CertificateStructure } from './structure';
import { isTrial } from './trial-certificate';

/** What a certificate tells people: codes and names, no words. Whether its issuer is believed is another question (validatePath). */
export interface CertificateSummary {
  /** As it stands there, checked or not. Never an address. */
  readonly person?: string;
  readonly organization?: string;
  /** By key and purposes, whatever the date. */
  readonly uses: 'signs-and-encrypts' | 'signs' | 'encrypts' | 'neither';
  readonly proves: Proof;
}

/**
 * Who stands behind it, and for what. `trial`: made here to try Signet;
 * `itself`: its owner alone; `unsaid`: an issuer that does not say what it
 * checked; `mailbox`: that and nothing else; `names`: those given here, too.
 */
export type Proof =
  | { readonly by: 'trial' | 'itself' | 'unsaid' | 'mailbox' }
  | { readonly by: 'names'; readonly person?: string; readonly organization?: string };

/** A list of contacts asks at each letter that is typed. */
const known = new WeakMap<Certificate, Map<string, CertificateSummary>>();

/**
 * @param issuers - certificates above it as far as they are known, its issuer first: what it claims of its
 *   issuer's checks must hold for them too
 */
export function summarizeCertificate(certificate: Certificate, issuers: readonly Certificate[] = []): CertificateSummary {
  const summaries = known.get(certificate) ?? new Map<string, CertificateSummary>();
  known.set(certificate, summaries);
  const key = issuers.map(({ fingerprint }) => fingerprint).join(' ');
  const summary = summaries.get(key) ?? summarize(certificate, issuers);
  summaries.set(key, summary);
  return summary;
}

function summarize(certificate: Certificate, issuers: readonly Certificate[]): CertificateSummary {
  const structure = orUndefined(() => readCertificateStructure(certificate.der));
  const names = structure === undefined ? {} : namesIn(structure.subject, certificate.emailAddresses);
  return { ...names, uses: usesOf(certificate), proves: proofOf(certificate, structure, issuers, names) };
}

type Names = Pick<CertificateSummary, 'person' | 'organization'>;

function namesIn(subject: Name, addresses: readonly string[]): Names {
  const value = (oid: string): string | undefined => nameOrUndefined(firstAttribute(subject, oid), addresses);
  const organization = value(attribute.organization);
  const given = [value(attribute.givenName), value(attribute.surname)].filter((part) => part !== undefined).join(' ');
  const common = value(attribute.commonName);
  // For an organisation's own mailbox the common name is the organisation's.
  const person = common === organization || common === undefined ? given : common;
  return { ...(person === '' ? {} : { person }), ...(organization === undefined ? {} : { organization }) };
}

/** An address among the names would stand there as if somebody had checked it. */
function nameOrUndefined(value: string | undefined, addresses: readonly string[]): string | undefined {
  const text = value?.trim() ?? '';
  return text === '' || text.includes('@') || addresses.includes(text) ? undefined : text;
}

function usesOf(certificate: Certificate): CertificateSummary['uses'] {
  const encrypts = checkEncryptionCertificate(certificate, { at: certificate.notBefore }) === 'ready';
  if (canSign(certificate)) return encrypts ? 'signs-and-encrypts' : 'signs';
  return encrypts ? 'encrypts' : 'neither';
}

function proofOf(
  certificate: Certificate,
  structure: CertificateStructure | undefined,
  issuers: readonly Certificate[],
  names: Names,
): Proof {
  if (isTrial(certificate)) return { by: 'trial' };
  if (structure === undefined) return { by: 'unsaid' };
  if (isSelfSigned(certificate, structure)) return { by: 'itself' };
  const checks = orUndefined(() => issuerChecks([certificate, ...issuers]));
  return checks === undefined ? { by: 'unsaid' } : proofOfNames(checks, names);
}

function proofOfNames(checks: IssuerChecks, { person, organization }: Names): Proof {
  const proved = {
    ...(checks.person && person !== undefined ? { person } : {}),
    ...(checks.organization && organization !== undefined ? { organization } : {}),
  };
  return Object.keys(proved).length === 0 ? { by: 'mailbox' } : { by: 'names', ...proved };
}

/** By what it says: to believe less of somebody who only pretends to have signed it himself does no harm. */
function isSelfSigned({ subjectKeyIdentifier }: Certificate, structure: CertificateStructure): boolean {
  if (!equal(structure.issuer.der, structure.subject.der)) return false;
  const issuerKey = orUndefined(() => readAuthorityKeyIdentifier(structure));
  return issuerKey === undefined || issuerKey === subjectKeyIdentifier;
}
