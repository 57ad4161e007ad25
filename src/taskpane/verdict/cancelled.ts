import type { RevocationAnswer, SignatureReport, SignerRevocation } from '../../smime/index';
import { showDate } from '../texts/amounts';
import { cancelled as texts, reasons } from '../texts/cancelled';
import { fill } from '../texts/words';
import type { Values } from '../texts/words';
import { shortName } from './signer';

/** What "Cancelled?" is answered with: templates, and what is to be put in. */
export interface CancelledAnswer {
  readonly kind: 'yes' | 'unsure' | 'no';
  readonly word: string;
  readonly sentences: readonly string[];
  readonly values: Values;
}

type Answered<S extends RevocationAnswer['state']> = Extract<RevocationAnswer, { readonly state: S }>;

export function revocationOf(signature: SignatureReport): SignerRevocation | undefined {
  return signature.state === 'valid' || signature.state === 'not-trusted' ? signature.revocation : undefined;
}

/** A signature that doesn't fit was not followed to an issuer: nothing was checked. */
export function cancelledAnswer(signature: SignatureReport): CancelledAnswer {
  const revocation = revocationOf(signature);
  const { word, why } = texts.notChecked;
  if (revocation === undefined) return { kind: 'unsure', word, sentences: [why], values: {} };
  const { answer } = revocation;
  if (answer.state === 'good') return notCancelled(answer);
  return answer.state === 'revoked' ? cancelled(answer, revocation, signature) : notKnown(answer, revocation);
}

function notCancelled({ thisUpdate, source }: Answered<'good'>): CancelledAnswer {
  const { word, list, answer } = texts.no;
  return { kind: 'yes', word, sentences: [source === 'crl' ? list : answer], values: { date: showDate(thisUpdate) } };
}

function notKnown({ why, thisUpdate }: Answered<'not-known'>, { atSigningTime }: SignerRevocation): CancelledAnswer {
  const { notChecked, notThen, unsure } = texts;
  const values = thisUpdate === undefined ? {} : { date: showDate(thisUpdate) };
  const answer = (word: string, sentence: string): CancelledAnswer => ({ kind: 'unsure', word, sentences: [sentence], values });
  if (why === 'no-evidence') return answer(notChecked.word, notChecked.why);
  if (why === 'after-expiry') return answer(unsure.word, unsure.afterExpiry);
  if (why !== 'stale' || thisUpdate === undefined) return answer(unsure.word, unsure.unusable);
  return atSigningTime === 'good' ? answer(notThen.word, notThen.why) : answer(unsure.word, unsure.stale);
}

function cancelled(answer: Answered<'revoked'>, { of }: SignerRevocation, signature: SignatureReport): CancelledAnswer {
  const { word, held, because, noReason, invalidSince } = texts.yes;
  const reason = reasons[answer.reason ?? 'unspecified'];
  const isHeld = answer.reason === 'certificateHold';
  return {
    kind: 'no',
    word: isHeld ? held : word,
    sentences: [
      ...(isIssuerCancelled(signature) ? [texts.yes.of] : []),
      ...(isHeld ? [] : [reason === undefined ? noReason : because]),
      ...(answer.invalidSince === undefined ? [] : [invalidSince]),
    ],
    values: {
      date: showDate(answer.revokedAt),
      issuer: shortName(of.subject),
      ...(reason === undefined ? {} : { reason }),
      ...(answer.invalidSince === undefined ? {} : { since: showDate(answer.invalidSince) }),
    },
  };
}

/** `on 5 May 2026, because another certificate took its place`; nothing when it was not cancelled. */
export function cancelledWhen(signature: SignatureReport): string | undefined {
  const answer = revocationOf(signature)?.answer;
  if (answer?.state !== 'revoked') return undefined;
  const date = showDate(answer.revokedAt);
  const reason = reasons[answer.reason ?? 'unspecified'];
  return reason === undefined ? fill(texts.on, { date }) : fill(texts.onBecause, { date, reason });
}

/** Whether it is the certificate of an issuer, and not the signer's own, that was cancelled. */
export function isIssuerCancelled(signature: SignatureReport): boolean {
  if (signature.state !== 'valid' && signature.state !== 'not-trusted') return false;
  const { revocation, signer } = signature;
  return revocation?.answer.state === 'revoked' && revocation.of.fingerprint !== signer.certificate.fingerprint;
}
