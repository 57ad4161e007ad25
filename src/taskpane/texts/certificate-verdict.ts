import type { VerdictText } from './verdict';

/** What can be said against the certificate of a signature that fits, or against those who vouch for it. */
export const certificateTexts: Readonly<
  Record<
    | 'certificate-expired-since'
    | 'certificate-expired'
    | 'issuer-expired'
    | 'certificate-not-yet-valid'
    | 'untrusted-issuer'
    | 'self-signed'
    | 'path-invalid'
    | 'signer-certificate-missing'
    | 'revoked-later'
    | 'revoked'
    | 'issuer-revoked'
    | 'issuer-revoked-later'
    | 'key-usage'
    | 'weak-key'
    | 'weak-issuer-signature'
    | 'name-not-permitted'
    | 'issuer-distrusted',
    VerdictText
  >
> = {
  'certificate-expired-since': {
    tier: 'note',
    icon: 'HistoryRegular',
    headline: 'Signed, but the certificate has since run out',
    sentence: "It was in date on {signingDate}, the date the signer's computer gave; it ran out on {date}.",
    otherwise: 'It was in date when the message was signed; it ran out on {date}.',
  },
  'certificate-expired': {
    tier: 'caution',
    icon: 'ClockWarningRegular',
    headline: 'Signed with a certificate that had run out',
    sentence: 'It ran out on {date}, before this message was signed.',
  },
  'issuer-expired': {
    tier: 'caution',
    icon: 'ClockWarningRegular',
    headline: 'Signed with a certificate that had run out',
    sentence: 'A certificate of its issuer, {issuer}, had run out before this message was signed.',
  },
  'certificate-not-yet-valid': {
    tier: 'caution',
    icon: 'CalendarClockRegular',
    headline: 'Signed with a certificate not yet in date',
    sentence: 'It starts on {startDate}. Often a clock is wrong; yours says {now}.',
  },
  'untrusted-issuer': {
    tier: 'caution',
    headline: 'Signed, but nobody you trust vouches for it',
    sentence: "The certificate says {certAddress}; its issuer, {issuer}, isn't one you trust yet.",
  },
  'self-signed': {
    tier: 'caution',
    headline: 'Signed, but the signer vouches only for itself',
    sentence: 'Anyone can make such a certificate with any address.',
  },
  'path-invalid': {
    tier: 'caution',
    headline: "Signed, but the issuer's approval doesn't hold",
    sentence: "{issuer} wasn't allowed to issue this certificate.",
  },
  'signer-certificate-missing': {
    tier: 'unknown',
    headline: "Signed, but the certificate wasn't sent along",
    sentence: "Without it Signet can't tell who signed, or whether the message changed.",
  },
  'revoked-later': {
    tier: 'caution',
    icon: 'ProhibitedRegular',
    headline: 'Signed, but the certificate was cancelled later',
    sentence: "It was cancelled {cancelled}. The earlier signing date comes from the signer's own computer. Check with them another way.",
    otherwise: "The earlier signing date comes from the signer's own computer. Check with them another way.",
  },
  revoked: {
    tier: 'danger',
    icon: 'ProhibitedFilled',
    headline: "The signer's certificate was cancelled",
    sentence: 'Its issuer cancelled it {cancelled}. Someone else may have signed. Check with them another way.',
    otherwise: 'Its issuer cancelled it. Someone else may have signed. Check with them another way.',
  },
  'issuer-revoked': {
    tier: 'danger',
    icon: 'ProhibitedFilled',
    headline: 'The certificate of its issuer was cancelled',
    sentence: 'It was cancelled {cancelled}. What that issuer vouched for no longer counts. Check with the sender another way.',
  },
  'issuer-revoked-later': {
    tier: 'caution',
    icon: 'ProhibitedRegular',
    headline: 'Signed, but the certificate of its issuer was cancelled later',
    sentence: "It was cancelled {cancelled}. The earlier signing date comes from the signer's own computer. Check with them another way.",
  },
  'key-usage': {
    tier: 'caution',
    headline: 'Signed with a certificate not meant for email',
    sentence: 'It was issued for {purpose}.',
    otherwise: 'It was issued for something else.',
  },
  'weak-key': {
    tier: 'caution',
    headline: 'Signed with a key that is too weak',
    sentence: '{bits} bits can be broken today.',
    otherwise: "It, or its issuer's key, can be broken today.",
  },
  'weak-issuer-signature': {
    tier: 'caution',
    headline: "Signed, but the issuer's approval can be forged",
    sentence: '{issuer} approved this certificate by an old method that is no longer safe.',
  },
  'name-not-permitted': {
    tier: 'caution',
    headline: "Signed, but the issuer can't vouch for this name",
    sentence: '{issuer} is trusted for some addresses and names only, and this certificate is for another.',
  },
  'issuer-distrusted': {
    tier: 'caution',
    headline: 'Signed, but its issuer is no longer trusted',
    sentence: 'What {issuer} issued by then is still trusted; this certificate is newer.',
  },
};
