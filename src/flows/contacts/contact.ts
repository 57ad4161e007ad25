import type { Certificate } from '../../smime/index';

/** A correspondent's certificates on this device, and what is known about each. */
export interface Contact {
  /** In its one form (`normalizeAddress`). */
  readonly address: string;
  /** The one that was added last comes first. */
  readonly certificates: readonly ContactCertificate[];
  /** Fingerprint of the one to encrypt to; absent: the first that is ready. */
  readonly chosen?: string;
  /** What is kept can't be read: damaged, or from a newer Signet. It stays as it is until it is removed. */
  readonly isUnreadable?: true;
}

export interface ContactCertificate {
  readonly certificate: Certificate;
  /** Of its issuers, as far as they came along: whoever is trusted is looked for through them at each use. */
  readonly issuers: readonly Certificate[];
  readonly source: 'signed-message' | 'file';
  /** Absent for those kept before this was written down. */
  readonly firstSeen?: Date;
  readonly lastSeen?: Date;
  /** What the person found who compared the fingerprint with the owner's. */
  readonly comparison?: Comparison;
}

export interface Comparison {
  readonly result: 'match' | 'mismatch';
  readonly on: Date;
}

/** What came in, before it is put with what is known. */
export type FoundCertificate = Pick<ContactCertificate, 'certificate' | 'issuers' | 'source'>;

/**
 * More than anybody renews in a lifetime; a bound for what strangers can make us
 * keep. What the person chose or compared does not count: no flood washes it away.
 */
const mostCertificates = 40;

/**
 * The contact with these added in front, the last of `found` first. What is
 * known of one already stays: when it was first seen, and what comparing it gave.
 */
export function withCertificates(
  address: string,
  before: Contact | null,
  found: readonly FoundCertificate[],
  at: Date,
): Contact {
  const kept = before?.certificates ?? [];
  const added = [...found].reverse().map((one): ContactCertificate => {
    const known = kept.find(({ certificate }) => certificate.fingerprint === one.certificate.fingerprint);
    return { firstSeen: at, ...known, ...one, issuers: one.issuers.length > 0 ? one.issuers : (known?.issuers ?? []), lastSeen: at };
  });
  const fingerprints = new Set(added.map(({ certificate }) => certificate.fingerprint));
  const others = kept.filter(({ certificate }) => !fingerprints.has(certificate.fingerprint));
  return { ...before, address, certificates: bounded([...added, ...others], before?.chosen) };
}

function bounded(certificates: readonly ContactCertificate[], chosen: string | undefined): readonly ContactCertificate[] {
  let left = mostCertificates;
  return certificates.filter(({ certificate, comparison }) => {
    if (comparison !== undefined || certificate.fingerprint === chosen) return true;
    left -= 1;
    return left >= 0;
  });
}

/** `null` when it was the last one. */
export function withoutCertificates(contact: Contact, fingerprints: readonly string[]): Contact | null {
  const left = contact.certificates.filter(({ certificate }) => !fingerprints.includes(certificate.fingerprint));
  if (left.length === 0) return null;
  const { chosen, ...rest } = contact;
  const isChosenLeft = chosen !== undefined && !fingerprints.includes(chosen);
  return { ...rest, certificates: left, ...(isChosenLeft ? { chosen } : {}) };
}

export function withComparison(contact: Contact, fingerprint: string, comparison: Comparison): Contact {
  const certificates = contact.certificates.map((kept) =>
    kept.certificate.fingerprint === fingerprint ? { ...kept, comparison } : kept,
  );
  return { ...contact, certificates };
}

/** Whether the person compared it, and it is somebody else's. */
export function isRejected(contact: Contact, { fingerprint }: Pick<Certificate, 'fingerprint'>): boolean {
  return findCertificate(contact, fingerprint)?.comparison?.result === 'mismatch';
}

export function findCertificate(contact: Contact, fingerprint: string): ContactCertificate | undefined {
  return contact.certificates.find(({ certificate }) => certificate.fingerprint === fingerprint);
}
