/**
 * A certificate (RFC 5280) read once into a plain value: it can be cloned to
 * and from a worker, kept, compared and shown without ASN.1 at hand.
 */
export interface Certificate {
  /** The exact DER encoding; every other field is derived from it. */
  readonly der: Uint8Array;
  /** RFC 4514-like text, most specific attribute first, e.g. `CN=Anna Berg, O=Contoso`. */
  readonly subject: string;
  readonly issuer: string;
  readonly commonName?: string;
  readonly organization?: string;
  /** Lower-case hex, as many digits as the encoding has (no leading zero octet of the sign). */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** rfc822Name and SmtpUTF8Mailbox of subjectAltName; only without any, emailAddress of the subject (RFC 8550 section 3). */
  readonly emailAddresses: readonly string[];
  /** Absent extension: `undefined`, which allows every use. */
  readonly keyUsage?: readonly KeyUsage[];
  /** Names for the ones we know, dotted OIDs for others; absent extension: `undefined`. */
  readonly extendedKeyUsage?: readonly string[];
  readonly isAuthority: boolean;
  readonly pathLength?: number;
  /** Lower-case hex. */
  readonly subjectKeyIdentifier?: string;
  readonly publicKey: PublicKeySummary;
  /** SHA-256 of `der`, lower-case hex. */
  readonly fingerprint: string;
}

export type KeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'
  | 'encipherOnly'
  | 'decipherOnly';

export interface PublicKeySummary {
  /** `rsa`, `ec`, `rsa-pss`, `ed25519`, … or a dotted OID. */
  readonly algorithm: string;
  /** Modulus or field size; 0 when the algorithm is unknown. */
  readonly bits: number;
  /** For `ec`: `P-256` …, or a dotted OID. */
  readonly curve?: string;
  /** An RSA key whose numbers let anybody do what only its owner should: no key, whatever its size. */
  readonly forgeable?: true;
}

/**
 * Whoever is believed about who owns which address, and how far. The limits hold
 * for the authority, its name and key, whatever certificate of it a path goes
 * through. An authority given twice is believed as far as either says.
 */
export interface TrustAnchor {
  readonly certificate: Certificate;
  /**
   * Every address of a certificate must be of one of them; absent: any may be.
   * `contoso.com` is that domain alone and `.contoso.com` all domains below it,
   * without itself, as in name constraints (RFC 5280 section 4.2.1.10).
   */
  readonly domains?: readonly string[];
  /** Nothing below it is believed whose notBefore is later. */
  readonly distrustAfter?: Date;
  /** Names of key purposes, as in `extendedKeyUsage`; absent: all. */
  readonly purposes?: readonly string[];
}

/** From the leaf to the anchor, both included. */
export type CertificatePath = readonly Certificate[];

export type PathProblem =
  | 'untrusted-issuer'
  | 'path-invalid'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'key-usage'
  | 'weak-key'
  /** SHA-1: whoever has time and money makes another certificate with the same signature. */
  | 'weak-issuer-signature'
  /** An issuer may not vouch for a name or an address in it. */
  | 'name-not-permitted'
  /** The anchor is not believed for what was issued that late. */
  | 'issuer-distrusted'
  /** One of the path, or the time at which it is judged cannot be told from one after its revocation. */
  | 'revoked'
  /** One of the path, after the time for which it is judged. */
  | 'revoked-later';
