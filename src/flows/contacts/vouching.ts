import { validatePath } from '../../smime/index';
import type { TrustAnchor } from '../../smime/index';
import type { Environment } from '../environment';
import type { ContactCertificate } from './contact';

/** A finding and the time (milliseconds) for which it holds. */
interface Finding {
  readonly isVouchedFor: boolean;
  readonly from: number;
  readonly until: number;
}

/** Forgotten with the list of trusted issuers, and so never used for another. */
const known = new WeakMap<readonly TrustAnchor[], Map<string, Finding>>();

/** A bad finding is looked at again after this time; a good one holds as long as its path is in date. */
const lookAgainAfter = 60_000;

/** Rather looked at anew than kept without end. */
const mostFindings = 2_000;

/**
 * Whether somebody trusted vouches for this certificate now. Asked at each use:
 * an issuer that runs out, or is no longer trusted, takes its certificates
 * along. Remembered, so that asking at every letter typed costs nothing.
 */
export async function isVouchedFor(
  { trustAnchors, now }: Pick<Environment, 'trustAnchors' | 'now'>,
  kept: Pick<ContactCertificate, 'certificate' | 'issuers'>,
): Promise<boolean> {
  const at = now();
  const findings = findingsFor(trustAnchors);
  const key = [kept.certificate, ...kept.issuers].map(({ fingerprint }) => fingerprint).join(' ');
  const before = findings.get(key);
  if (before !== undefined && before.from <= at.getTime() && at.getTime() <= before.until) return before.isVouchedFor;
  const finding = await find(kept, trustAnchors, at);
  if (findings.size >= mostFindings) findings.clear();
  findings.set(key, finding);
  return finding.isVouchedFor;
}

function findingsFor(trustAnchors: readonly TrustAnchor[]): Map<string, Finding> {
  const there = known.get(trustAnchors) ?? new Map<string, Finding>();
  known.set(trustAnchors, there);
  return there;
}

async function find(
  { certificate, issuers }: Pick<ContactCertificate, 'certificate' | 'issuers'>,
  trustAnchors: readonly TrustAnchor[],
  at: Date,
): Promise<Finding> {
  const { path, problems } = await validatePath({ certificate, intermediates: issuers, trustAnchors, at });
  // That it may not sign is no objection to encrypting to it.
  if (problems.some((problem) => problem !== 'key-usage')) {
    return { isVouchedFor: false, from: at.getTime(), until: at.getTime() + lookAgainAfter };
  }
  return {
    isVouchedFor: true,
    from: Math.max(...path.map(({ notBefore }) => notBefore.getTime())),
    until: Math.min(...path.map(({ notAfter }) => notAfter.getTime())),
  };
}
