import type { RevocationAnswer } from './answer';
import type { Crl } from './crl';
import type { CrlEntry } from './crl-entries';
import type { RevocationQuestion } from './question';
import { allReasons, certificateHold } from './reasons';
import type { Reasons } from './reasons';

/** What one CRL, with its deltas, says about the certificate. */
export interface CrlFinding {
  readonly reasons: Reasons;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Signed by a digest that others may imitate, or made against the rules: it may say revoked, and not good. */
  readonly weak: boolean;
  /** Absent: the certificate is not listed. */
  readonly entry?: CrlEntry;
  readonly keepsExpiredSince?: Date;
}

/** Without nextUpdate, which RFC 5280 asks for, nobody knows when there is something newer. */
const defaultLifetime = 7 * 24 * 60 * 60 * 1000;

export function lifetimeEnd({ thisUpdate, nextUpdate }: Crl): Date {
  return nextUpdate ?? new Date(thisUpdate.getTime() + defaultLifetime);
}

/** Clocks differ: a CRL made a few minutes from now is none from the future. */
const clockTolerance = 5 * 60 * 1000;

export function isFromFuture({ thisUpdate }: Crl, now: Date): boolean {
  return thisUpdate.getTime() > now.getTime() + clockTolerance;
}

export function isCurrent(nextUpdate: Date, now: Date): boolean {
  return now <= nextUpdate;
}

/** All that can be said; the caller combines it with what stood in the way. */
export function answerFromFindings(
  findings: readonly CrlFinding[],
  { subject, now }: RevocationQuestion,
): readonly RevocationAnswer[] {
  const newestFirst = [...findings].sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
  const revoked = newestFirst.flatMap((finding) => (isInForce(finding, newestFirst) ? [revokedBy(finding)] : []));
  if (revoked.length > 0) return revoked;
  const unlisted = newestFirst.filter(({ entry, weak }) => entry === undefined && !weak);
  const speaking = unlisted.filter((finding) => !isAfterExpiry(finding, subject.certificate.notAfter));
  const good = covering(speaking.filter(({ nextUpdate }) => isCurrent(nextUpdate, now)));
  if (good !== undefined) return [{ state: 'good', ...good, source: 'crl' }];
  const stale = covering(speaking);
  if (stale !== undefined) return [{ state: 'not-known', why: 'stale', ...stale }];
  if (speaking.length > 0) return [{ state: 'not-known', why: 'some-reasons-only' }];
  if (unlisted.length > 0) return [{ state: 'not-known', why: 'after-expiry' }];
  return findings.length > 0 ? [{ state: 'not-known', why: 'unusable' }] : [];
}

/** A hold ends when something newer, which would say so, no longer lists it. */
function isInForce({ entry, thisUpdate }: CrlFinding, all: readonly CrlFinding[]): boolean {
  if (entry === undefined) return false;
  if (entry.reason !== 'certificateHold') return true;
  return !all.some(
    (other) => other.entry === undefined && !other.weak && other.thisUpdate > thisUpdate && (other.reasons & certificateHold) !== 0,
  );
}

function revokedBy({ entry, thisUpdate }: CrlFinding): RevocationAnswer {
  const { revokedAt = thisUpdate, ...more } = entry ?? {};
  return { state: 'revoked', revokedAt, ...more, thisUpdate, source: 'crl' };
}

/** Issuers may leave out what has ended, once it was on a CRL made after that (RFC 5280 section 3.3). */
function isAfterExpiry({ thisUpdate, keepsExpiredSince }: CrlFinding, notAfter: Date): boolean {
  return thisUpdate > notAfter && !(keepsExpiredSince !== undefined && keepsExpiredSince <= notAfter);
}

/** How old and how long good the newest findings are that cover every reason together. */
function covering(newestFirst: readonly CrlFinding[]): { thisUpdate: Date; nextUpdate: Date } | undefined {
  let reasons: Reasons = 0;
  let nextUpdate: Date | undefined;
  for (const finding of newestFirst) {
    if ((finding.reasons & ~reasons) === 0) continue;
    reasons |= finding.reasons;
    if (nextUpdate === undefined || finding.nextUpdate < nextUpdate) nextUpdate = finding.nextUpdate;
    if (reasons === allReasons) return { thisUpdate: finding.thisUpdate, nextUpdate };
  }
  return undefined;
}
