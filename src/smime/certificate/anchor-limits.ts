import type { Certificate, PathProblem, TrustAnchor } from './certificate';
import { normalizeAddress, normalizeDomain } from './email-addresses';

/** What is asked of a path that goes through an authority which is an anchor. */
export interface BelowAnchor {
  readonly leaf: Certificate;
  /** From the leaf up to the anchor, which is left out. */
  readonly issued: readonly Certificate[];
  readonly purpose: string;
}

/** An authority may be given several times; it is believed as far as one of them says. */
export function judgeAnchorLimits(anchors: readonly TrustAnchor[], below: BelowAnchor): readonly PathProblem[] {
  const [first, ...more] = anchors.map((anchor) => problemsOf(anchor, below));
  return more.reduce((best, problems) => (problems.length < best.length ? problems : best), first ?? []);
}

function problemsOf({ domains, distrustAfter, purposes }: TrustAnchor, { leaf, issued, purpose }: BelowAnchor): readonly PathProblem[] {
  const problems: PathProblem[] = [];
  if (domains !== undefined && !leaf.emailAddresses.every((address) => isWithin(address, domains))) problems.push('name-not-permitted');
  if (distrustAfter !== undefined && !issued.every(({ notBefore }) => notBefore <= distrustAfter)) problems.push('issuer-distrusted');
  if (purpose !== 'any' && purposes?.includes(purpose) === false) problems.push('untrusted-issuer');
  return problems;
}

function isWithin(address: string, domains: readonly string[]): boolean {
  const domain = normalizeAddress(address).slice(normalizeAddress(address).lastIndexOf('@') + 1);
  return domains.map(normalizeDomain).some((own) => (own.startsWith('.') ? domain.endsWith(own) && domain !== own : domain === own));
}
