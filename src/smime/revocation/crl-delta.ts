import { nameKey } from '../certificate/name-comparison';
import type { Crl } from './crl';
import { isCurrent, isFromFuture, lifetimeEnd } from './crl-findings';
import type { CrlFinding } from './crl-findings';
import { lookUp, worseEntry } from './crl-lookup';
import { checkSignature } from './crl-signer';
import type { ReadCertificate, RevocationQuestion } from './question';

export interface DeltaSearch {
  readonly question: RevocationQuestion;
  /** Whoever signed the complete CRL, and must have signed the deltas. */
  readonly signer: ReadCertificate;
  /** Where deltas may be found, among others. */
  readonly all: readonly Crl[];
}

/**
 * What delta CRLs change about what a complete CRL says (RFC 5280 sections 5.2.4
 * and 6.3.3). One that has passed, or whose signature is weak, only ever makes it worse.
 */
export async function applyDeltas(
  complete: Crl,
  finding: CrlFinding,
  { question, signer, all }: DeltaSearch,
): Promise<CrlFinding> {
  let changed = finding;
  const deltas = all.filter((crl) => continues(crl, complete) && !isFromFuture(crl, question.now));
  for (const delta of deltas.sort(byNumber)) {
    const signature = await checkSignature(delta, signer, question.budget);
    if (signature !== 'fits' && signature !== 'fits-weakly') continue;
    const entry = lookUp(delta, question.subject.structure);
    if (entry === 'unusable') continue;
    const mayMend = signature === 'fits' && isCurrent(lifetimeEnd(delta), question.now);
    if (entry !== undefined && entry.reason !== 'removeFromCRL') {
      changed = { ...changed, entry: worseEntry(entry, changed.entry), thisUpdate: delta.thisUpdate };
    } else if (mayMend) {
      changed = mended(changed, delta, entry !== undefined);
    }
  }
  return changed;
}

/** From the oldest: what a newer one says holds. */
function byNumber(a: Crl, b: Crl): number {
  const [left = 0n, right = 0n] = [a.extensions.number, b.extensions.number];
  return left < right ? -1 : left > right ? 1 : 0;
}

function continues({ issuer, extensions }: Crl, complete: Crl): boolean {
  const { baseNumber, number } = extensions;
  const from = complete.extensions.number;
  if (baseNumber === undefined || number === undefined || from === undefined) return false;
  if (nameKey(issuer) !== nameKey(complete.issuer) || extensions.identity !== complete.extensions.identity) return false;
  return baseNumber <= from && from < number;
}

/** It says that there is nothing new, or that a hold has ended; any other revocation has no end. */
function mended(finding: CrlFinding, delta: Crl, isRemoved: boolean): CrlFinding {
  const { entry, ...others } = finding;
  const ended = isRemoved && entry?.reason === 'certificateHold';
  const end = lifetimeEnd(delta);
  return {
    ...others,
    ...(entry === undefined || ended ? {} : { entry }),
    thisUpdate: delta.thisUpdate,
    nextUpdate: end < finding.nextUpdate ? end : finding.nextUpdate,
  };
}
