import type { SignatureProblem } from '../../smime/index';
import { certificateTexts } from './certificate-verdict';

/** Worst first; the worst of all findings decides the headline. */
export const tiers = ['danger', 'caution', 'unknown', 'locked', 'note', 'good', 'none'] as const;
export type Tier = (typeof tiers)[number];

/** Everything that can be said about a message. */
export type VerdictCode =
  | 'valid'
  | SignatureProblem
  | 'self-signed'
  | 'issuer-expired'
  | 'issuer-revoked'
  | 'issuer-revoked-later'
  | 'not-signed'
  | 'encrypted-not-signed'
  | 'signed-outside-only'
  | 'weak-cipher'
  | 'weak-cipher-not-signed'
  | 'subject-changed'
  | 'headers-changed'
  | 'locked'
  | 'no-matching-digital-id'
  | 'no-digital-id'
  | 'decryption-failed'
  | 'encryption-malformed'
  | 'encryption-algorithm-unsupported'
  | 'certificates-only'
  | 'not-handed-over'
  | 'no-sender'
  | 'file-address-mismatch'
  | 'encrypted-part';

export type VerdictIcon =
  | 'ShieldDismissFilled'
  | 'WarningShieldFilled'
  | 'ShieldQuestionRegular'
  | 'InfoShieldRegular'
  | 'ShieldCheckmarkFilled'
  | 'MailRegular'
  | 'LockClosedRegular'
  | 'HistoryRegular'
  | 'ClockWarningRegular'
  | 'CalendarClockRegular'
  | 'ClockRegular'
  | 'ProhibitedRegular'
  | 'ProhibitedFilled'
  | 'PersonSwapRegular'
  | 'PersonQuestionMarkRegular'
  | 'PersonProhibitedRegular'
  | 'DocumentSearchRegular'
  | 'LockOpenRegular'
  | 'WarningRegular'
  | 'KeyRegular'
  | 'DocumentErrorRegular'
  | 'PlugDisconnectedRegular'
  | 'MailAttachRegular'
  | 'CertificateRegular';

export const tierIcons: Readonly<Record<Tier, VerdictIcon>> = {
  danger: 'ShieldDismissFilled',
  caution: 'WarningShieldFilled',
  unknown: 'ShieldQuestionRegular',
  locked: 'LockClosedRegular',
  note: 'InfoShieldRegular',
  good: 'ShieldCheckmarkFilled',
  none: 'MailRegular',
};

/** Filled in from the report. Whoever names a person here must show it as data, never as our own words. */
export type VerdictName =
  | 'address'
  | 'date'
  | 'signingDate'
  | 'startDate'
  | 'cancelled'
  | 'now'
  | 'issuer'
  | 'from'
  | 'certAddress'
  | 'purpose'
  | 'bits'
  | 'digest'
  | 'method'
  | 'cipher'
  | 'protectedSubject'
  | 'shownSubject'
  | 'changed'
  | 'certificates';

export interface VerdictText {
  readonly tier: Tier;
  readonly icon?: VerdictIcon;
  /** Only in tier good may an address stand in the headline. */
  readonly headline: string;
  readonly sentence: string;
  /** When a name of the sentence is not known. */
  readonly otherwise?: string;
}

const locked = {
  tier: 'locked',
  headline: 'Encrypted. Unlock to read it',
  sentence: 'It was encrypted to your digital ID for {address}.',
  otherwise: 'It was encrypted to one of your digital IDs.',
} as const;

const badSignature: Readonly<Record<'digest-mismatch' | 'signature-mismatch' | 'malformed' | 'ambiguous-structure', VerdictText>> = {
  'digest-mismatch': {
    tier: 'danger',
    headline: 'Changed after it was signed',
    sentence: "What you see isn't what was signed. A mail system may have added a footer, or someone forged it.",
  },
  'signature-mismatch': {
    tier: 'danger',
    headline: "This signature doesn't fit",
    sentence: "It wasn't made with the certificate it names.",
  },
  malformed: { tier: 'danger', headline: 'The signature is damaged', sentence: 'Treat this message as not signed.' },
  'ambiguous-structure': {
    tier: 'danger',
    headline: 'The signature is built to mislead',
    sentence: 'It could be read as covering different texts, so nothing here counts as signed.',
  },
};

const signatureTexts: Readonly<Record<SignatureProblem | 'valid' | 'self-signed' | 'issuer-expired' | 'issuer-revoked' | 'issuer-revoked-later', VerdictText>> = {
  ...badSignature,
  ...certificateTexts,
  valid: {
    tier: 'good',
    headline: 'Signed by {address}',
    sentence: "It hasn't changed since it was signed on {signingDate}.",
    otherwise: "It hasn't changed since it was signed.",
  },
  'signing-time-implausible': {
    tier: 'note',
    icon: 'ClockRegular',
    headline: "Signed, but the date doesn't fit",
    sentence: "The signature says {signingDate}; that doesn't agree with the message.",
  },
  'address-mismatch': {
    tier: 'caution',
    icon: 'PersonSwapRegular',
    headline: "The signer isn't the sender shown",
    sentence: 'Outlook shows {from}; the signature belongs to {certAddress}.',
  },
  'address-missing': {
    tier: 'caution',
    icon: 'PersonQuestionMarkRegular',
    headline: 'Signed, but for no email address',
    sentence: 'Nothing in the certificate ties it to {from}.',
  },
  'marked-not-theirs': {
    tier: 'caution',
    icon: 'PersonProhibitedRegular',
    headline: 'Signed with a certificate you marked as not theirs',
    sentence: "You compared it, and it wasn't the one of {from}. If that was a mistake, compare it again under Contacts.",
  },
  'from-ambiguous': {
    tier: 'danger',
    icon: 'PersonProhibitedRegular',
    headline: "The sender line can't be trusted",
    sentence: 'This message names more than one sender, a known trick.',
  },
  'misleading-name': {
    tier: 'caution',
    icon: 'PersonSwapRegular',
    headline: "The sender's name shows another address",
    sentence: 'Anyone can choose their name. The signature proves only {certAddress}.',
  },
  'weak-digest': {
    tier: 'caution',
    headline: 'Signed in a way that can be forged',
    sentence: 'It fits, but this old method ({digest}) is no longer safe.',
  },
  'covers-part-only': {
    tier: 'caution',
    icon: 'DocumentSearchRegular',
    headline: 'Only part of this message is signed',
    sentence: "Other parts, perhaps text you see, aren't covered.",
  },
  'algorithm-unsupported': {
    tier: 'unknown',
    headline: "Signed in a way Signet can't check",
    sentence: 'The method is {method}.',
    otherwise: "The method is one Signet doesn't know.",
  },
  'too-many-signatures': {
    tier: 'unknown',
    headline: 'Signed too often to be checked',
    sentence: 'It carries more signatures than any message needs, so Signet stopped checking them.',
  },
  'not-exact-bytes': {
    tier: 'unknown',
    headline: "The signature can't be checked here",
    sentence: 'Outlook gave Signet a rewritten copy of this message.',
  },
};

/** Texts of ux.md, S31. */
export const verdicts: Readonly<Record<VerdictCode, VerdictText>> = {
  ...signatureTexts,
  locked,
  'not-signed': {
    tier: 'none',
    headline: 'Not signed',
    sentence: 'Nothing shows who wrote it or whether it changed. Most email is like this.',
  },
  'encrypted-not-signed': {
    tier: 'note',
    icon: 'LockClosedRegular',
    headline: 'Encrypted, but not signed',
    sentence: "Others couldn't read it on the way, but anyone could have written it.",
  },
  'signed-outside-only': {
    tier: 'caution',
    headline: 'Encrypted, but not signed inside',
    sentence: 'The signature covers only the locked envelope, not what is in it.',
  },
  'subject-changed': {
    tier: 'caution',
    icon: 'WarningRegular',
    headline: 'The subject was changed on the way',
    sentence: 'Protected subject: "{protectedSubject}". Shown outside: "{shownSubject}".',
    otherwise: 'It was protected without a subject. Shown outside: "{shownSubject}".',
  },
  'headers-changed': {
    tier: 'caution',
    icon: 'WarningRegular',
    headline: 'The lines above this message were changed on the way',
    sentence: "Not as the sender protected them: {changed}. Go by what Signet shows, not by what stands above the message.",
  },
  'weak-cipher': {
    tier: 'note',
    icon: 'LockOpenRegular',
    headline: 'Encrypted in an old, weak way',
    sentence: 'The method ({cipher}) no longer protects well.',
  },
  'weak-cipher-not-signed': {
    tier: 'note',
    icon: 'LockOpenRegular',
    headline: 'Encrypted in an old, weak way, and not signed',
    sentence: 'The method ({cipher}) no longer protects well, and anyone could have written it.',
  },
  'no-matching-digital-id': {
    tier: 'unknown',
    icon: 'KeyRegular',
    headline: "Encrypted for a digital ID that isn't here",
    sentence:
      'None of your digital IDs is among those it was encrypted to. It may have been sent to you by mistake, or to an ID from another program.',
  },
  'no-digital-id': {
    tier: 'unknown',
    icon: 'KeyRegular',
    headline: "Encrypted for a digital ID that isn't here",
    sentence: 'There is no digital ID in Signet yet. Import yours to read this message.',
  },
  'decryption-failed': {
    tier: 'unknown',
    icon: 'DocumentErrorRegular',
    headline: "This message couldn't be opened",
    sentence: "It's damaged, or was changed on the way. Signet shows nothing of it.",
  },
  'encryption-malformed': {
    tier: 'unknown',
    icon: 'DocumentErrorRegular',
    headline: "This message couldn't be opened",
    sentence: "It's damaged, or was changed on the way. Signet shows nothing of it.",
  },
  'encryption-algorithm-unsupported': {
    tier: 'unknown',
    headline: "Encrypted in a way Signet can't open",
    sentence: 'The method is {method}.',
    otherwise: "The method is one Signet doesn't know.",
  },
  'certificates-only': {
    tier: 'none',
    icon: 'CertificateRegular',
    headline: 'This message carries certificates',
    sentence: 'It has {certificates} and no signed text.',
  },
  'not-handed-over': {
    tier: 'unknown',
    icon: 'PlugDisconnectedRegular',
    headline: "Outlook didn't hand over this message",
    sentence: 'Outlook may say "Restricted item" first; close that, then try again.',
  },
  'file-address-mismatch': {
    tier: 'caution',
    icon: 'PersonSwapRegular',
    headline: "The signer isn't the sender shown",
    sentence: 'The file says {from}; the signature belongs to {certAddress}.',
  },
  'no-sender': {
    tier: 'note',
    icon: 'PersonQuestionMarkRegular',
    headline: 'Signed, but the file names no sender',
    sentence: "It hasn't changed since it was signed with the certificate of {certAddress}. There is no sender to compare that with.",
  },
  'encrypted-part': {
    tier: 'none',
    icon: 'MailAttachRegular',
    headline: 'Not signed. It carries an encrypted file',
    sentence: 'Signet never opens encrypted pieces inside an open message by itself.',
  },
};

/** Added to the headline in tier good only: encryption never raises a tier. */
export const andEncrypted = ' and encrypted';
