import { nameKey } from '../certificate/name-comparison';
import type { Crl } from './crl';
import { isCurrent } from './crl-findings';
import type { CrlFinding } from './crl-findings';

/** A CRL that its signer may have made, and what it says about the certificate. */
export interface JudgedCrl {
  readonly crl: Crl;
  readonly finding: CrlFinding;
  /** Fingerprint of the certificate that it was verified with. */
  readonly signer: string;
}

/**
 * What a complete CRL says with the newest delta CRL that continues it (RFC 5280
 * sections 5.2.4 and 6.3.3): that there is nothing new, or that a hold has ended. What
 * a delta lists as revoked is true by itself and needs no complete one; a delta that has
 * passed, or whose signature is weak, tells nothing else.
 */
export function withDelta(complete: JudgedCrl, deltas: readonly JudgedCrl[], now: Date): CrlFinding {
  const following = deltas.filter((delta) => continues(delta, complete) && isCurrent(delta.finding.nextUpdate, now) && !delta.finding.weak);
  const newest = following.reduce<JudgedCrl | undefined>((a, b) => (a === undefined || numberOf(b) > numberOf(a) ? b : a), undefined);
  if (newest === undefined) return complete.finding;
  const { entry, ...others } = complete.finding;
  const ended = newest.finding.entry?.reason === 'removeFromCRL' && entry?.reason === 'certificateHold';
  const { thisUpdate, nextUpdate } = newest.finding;
  // Listed again, by the newest: that finding stands beside this one.
  if (newest.finding.entry !== undefined && !ended) return complete.finding;
  return {
    ...others,
    ...(entry === undefined || ended ? {} : { entry }),
    thisUpdate,
    nextUpdate: nextUpdate < complete.finding.nextUpdate ? nextUpdate : complete.finding.nextUpdate,
  };
}

function numberOf({ crl }: JudgedCrl): bigint {
  return crl.extensions.number ?? 0n;
}

function continues(delta: JudgedCrl, complete: JudgedCrl): boolean {
  const { baseNumber, number, identity } = delta.crl.extensions;
  const from = complete.crl.extensions.number;
  if (baseNumber === undefined || number === undefined || from === undefined) return false;
  if (delta.signer !== complete.signer || nameKey(delta.crl.issuer) !== nameKey(complete.crl.issuer)) return false;
  return identity === complete.crl.extensions.identity && baseNumber <= from && from < number;
}
