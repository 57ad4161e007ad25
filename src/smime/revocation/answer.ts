/** CRLs and OCSP responses in DER, as somebody gave them: nothing of them has been verified. */
export interface RevocationData {
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

export type RevocationSource = 'crl' | 'ocsp';

/** CRLReason (RFC 5280 section 5.3.1) by its names there. */
export type RevocationReason =
  | 'unspecified'
  | 'keyCompromise'
  | 'cACompromise'
  | 'affiliationChanged'
  | 'superseded'
  | 'cessationOfOperation'
  | 'certificateHold'
  | 'removeFromCRL'
  | 'privilegeWithdrawn'
  | 'aACompromise';

/** By number; 7 is not used. Both CRL entries and OCSP responses have the number. */
const reasons: readonly (RevocationReason | undefined)[] = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  undefined,
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
];

/** `undefined` for a number that names no reason. */
export function revocationReason(number: number): RevocationReason | undefined {
  return reasons[number];
}

/**
 * What is known about one certificate, as of the clock of whoever asked. Only
 * signed evidence of somebody who may give it counts; without it, nothing is known.
 */
export type RevocationAnswer =
  | {
      readonly state: 'good';
      /** When that was said: the answer is as old as this. */
      readonly thisUpdate: Date;
      /** When there will be something newer, at the latest. */
      readonly nextUpdate?: Date;
      readonly source: RevocationSource;
    }
  | {
      readonly state: 'revoked';
      /** May lie in the future of the time asked for, or of the clock. */
      readonly revokedAt: Date;
      readonly reason?: RevocationReason;
      /** Since when the key may have been somebody else's (invalidityDate, RFC 5280 section 5.3.2). */
      readonly invalidSince?: Date;
      /** When that was said. */
      readonly thisUpdate: Date;
      readonly source: RevocationSource;
    }
  | {
      readonly state: 'not-known';
      readonly why: RevocationObstacle;
      /** Of the evidence that is `stale`: until `nextUpdate` the certificate was good. */
      readonly thisUpdate?: Date;
      readonly nextUpdate?: Date;
    };

/** Why nothing is known, from the least telling to the most. */
export type RevocationObstacle =
  /** Nothing at hand is about this certificate. */
  | 'no-evidence'
  /** What is there cannot be used: damaged, forged, by somebody who may not say so, from the future, or not understood. */
  | 'unusable'
  /** It covers only some of the reasons to revoke. */
  | 'some-reasons-only'
  /** It was made after the certificate's end, when issuers may forget what they revoked. */
  | 'after-expiry'
  /** Signed evidence, and past its nextUpdate. */
  | 'stale'
  /** There was more to check than anybody needs; not all of it was looked at. */
  | 'too-costly';

const obstacles: readonly RevocationObstacle[] = [
  'no-evidence',
  'unusable',
  'some-reasons-only',
  'after-expiry',
  'stale',
  'too-costly',
];

/** Reasons that make every time that the key's holder claims worthless: it may be a thief's claim. */
const compromises: ReadonlySet<RevocationReason> = new Set(['keyCompromise', 'cACompromise', 'aACompromise']);

/**
 * Whether a certificate counts as revoked at `at`, a time that perhaps only its
 * holder claims.
 * @param now - a date of revocation after it is a mistake of the issuer's, and no respite
 */
export function isRevokedAt(answer: RevocationAnswer, at: Date, now: Date): boolean {
  if (answer.state !== 'revoked') return false;
  const { revokedAt, invalidSince = revokedAt, reason } = answer;
  if (reason !== undefined && compromises.has(reason)) return true;
  return revokedAt <= at || invalidSince <= at || revokedAt > now;
}

/** A certificate on hold may come back (RFC 5280 section 5.3.1); any other revocation is for good. */
export function isForGood(answer: RevocationAnswer): boolean {
  return answer.state === 'revoked' && answer.reason !== 'certificateHold';
}

/**
 * One answer from several about one certificate. Whoever says revoked is right
 * against everybody who says good; only a hold ends with newer evidence.
 */
export function combineAnswers(answers: readonly RevocationAnswer[]): RevocationAnswer {
  const [first = { state: 'not-known', why: 'no-evidence' } as const, ...more] = answers;
  return more.reduce((chosen, answer) => (outweighs(answer, chosen) ? answer : chosen), first);
}

/**
 * The same for evidence that all of it was to be looked at: what nobody had the
 * time for may be that the certificate was revoked.
 */
export function combineWhole(answers: readonly RevocationAnswer[]): RevocationAnswer {
  const combined = combineAnswers(answers);
  const hidden = answers.find((answer) => answer.state === 'not-known' && answer.why === 'too-costly');
  return combined.state === 'good' && hidden !== undefined ? hidden : combined;
}

function outweighs(a: RevocationAnswer, b: RevocationAnswer): boolean {
  if (a.state === 'not-known' && b.state === 'not-known') return isMoreTelling(a, b);
  if (a.state === 'not-known' || b.state === 'not-known') return b.state === 'not-known';
  if (isForGood(a) !== isForGood(b)) return isForGood(a);
  if (a.state === 'revoked' && b.state === 'revoked' && isForGood(a)) return a.revokedAt < b.revokedAt;
  // Holds and good ones: the newer one, whichever it is; of two of the same second the hold.
  if (a.thisUpdate.getTime() !== b.thisUpdate.getTime()) return a.thisUpdate > b.thisUpdate;
  return a.state === 'revoked';
}

type NotKnown = RevocationAnswer & { readonly state: 'not-known' };

function isMoreTelling(a: NotKnown, b: NotKnown): boolean {
  if (a.why !== b.why) return obstacles.indexOf(a.why) > obstacles.indexOf(b.why);
  return (a.nextUpdate?.getTime() ?? 0) > (b.nextUpdate?.getTime() ?? 0);
}
