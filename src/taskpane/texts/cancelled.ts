import type { RevocationReason } from '../../smime/index';

/** S32, "Cancelled?", and what the verdicts about cancelled certificates say. */
export const cancelled = {
  question: 'Cancelled?',
  /** Nothing is asked of anybody: it would tell issuers whose mail is read. */
  notChecked: { word: 'Not checked', why: "Signet doesn't ask issuers about this, and nothing that came with the message counts as an answer." },
  no: { word: 'Not cancelled, as of {date}', list: "Its issuer's list says so; it came with the message.", answer: "Its issuer's answer says so; it came with the message." },
  /** Said after the signing date; it has run out since. */
  notThen: { word: 'Not cancelled, as of {date}', why: 'That is after the signing date, but too long ago to tell about today.' },
  unsure: {
    word: "Couldn't be checked",
    stale: 'The answer that came with the message is of {date}, which is too old to count.',
    afterExpiry: 'Once a certificate has run out, its issuer may no longer know whether it was cancelled.',
    unusable: "What came with the message about this can't be relied on.",
  },
  yes: {
    word: 'Cancelled on {date}',
    held: 'On hold since {date}',
    of: 'It is the certificate of its issuer, {issuer}.',
    because: 'The reason given: {reason}.',
    noReason: 'No reason was given.',
    invalidSince: 'The certificate may have been in the wrong hands since {since}.',
  },
  /** In a sentence of a verdict. */
  on: 'on {date}',
  onBecause: 'on {date}, because {reason}',
} as const;

/** Why an issuer cancels a certificate, behind "because". The reasons that say nothing are left out. */
export const reasons: Readonly<Partial<Record<RevocationReason, string>>> = {
  keyCompromise: 'its secret part was exposed',
  cACompromise: "its issuer's secret part was exposed",
  aACompromise: "its issuer's secret part was exposed",
  affiliationChanged: "its owner's name or organisation changed",
  superseded: 'another certificate took its place',
  cessationOfOperation: 'it was no longer needed',
  certificateHold: 'it was put on hold',
  privilegeWithdrawn: 'its owner may no longer use it',
};
