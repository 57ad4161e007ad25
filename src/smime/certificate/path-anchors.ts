import type { TrustAnchor } from './certificate';
import { readCertificateForPath } from './path-step';
import type { PathStep, ReadCertificate } from './path-step';

/** The anchors of a search, so that each certificate is compared with all of them at once. */
export interface Anchors {
  readonly fingerprints: ReadonlySet<string>;
  /** By name and key. */
  readonly byAuthority: ReadonlyMap<string, readonly TrustAnchor[]>;
}

export async function indexAnchors(trustAnchors: readonly TrustAnchor[]): Promise<Anchors> {
  const byAuthority = new Map<string, readonly TrustAnchor[]>();
  for (const anchor of trustAnchors) {
    const read = await readCertificateForPath(anchor.certificate);
    if (read !== undefined) byAuthority.set(authorityOf(read), [...(byAuthority.get(authorityOf(read)) ?? []), anchor]);
  }
  return { fingerprints: new Set(trustAnchors.map(({ certificate }) => certificate.fingerprint)), byAuthority };
}

/** One name and key is one authority, whatever certificates it has. */
export function authorityOf({ subject, key }: Pick<ReadCertificate, 'subject' | 'key'>): string {
  return `${subject} ${key}`;
}

/** `undefined` for a certificate that cannot be read. */
export async function stepOf(certificate: PathStep['certificate'], anchors: Anchors): Promise<PathStep | undefined> {
  const read = await readCertificateForPath(certificate);
  if (read === undefined) return undefined;
  return {
    ...read,
    certificate,
    isAnchor: anchors.fingerprints.has(certificate.fingerprint),
    believedAs: anchors.byAuthority.get(authorityOf(read)) ?? [],
  };
}
