import type { RevocationAnswer } from '../revocation/answer';
import type { Certificate, CertificatePath, PathProblem } from '../certificate/certificate';

/** A certificate named by issuer and serial number, or by its key identifier (RFC 5652 section 6.2). */
export interface CertificateIdentifier {
  readonly issuer?: string;
  /** Lower-case hex. */
  readonly serialNumber?: string;
  /** Lower-case hex. */
  readonly subjectKeyIdentifier?: string;
}

/** Why a signature that fits does not prove who sent the message. */
export type TrustProblem =
  | PathProblem
  | 'weak-digest'
  | 'address-mismatch'
  | 'address-missing'
  | 'from-ambiguous'
  | 'covers-part-only'
  | 'signing-time-implausible'
  /** Whoever asked knows that it is somebody else's; the core never says so by itself. */
  | 'marked-not-theirs';

/** Why a signature does not fit, or cannot be said to. */
export type IntegrityProblem =
  | 'digest-mismatch'
  | 'signature-mismatch'
  | 'malformed'
  | 'ambiguous-structure'
  | 'from-ambiguous';

/** Why it could not be found out. */
export type CheckObstacle = 'signer-certificate-missing' | 'algorithm-unsupported' | 'not-exact-bytes' | 'too-many-signatures';

/** Said beside a valid signature. */
export type SignatureRemark =
  | 'certificate-expired-since'
  /** The name beside the author's address shows another address. */
  | 'misleading-name';

/** What CRLs and OCSP responses that are at hand say about who signed. */
export interface SignerRevocation {
  /** The signer's certificate, or that of an issuer above it when that one is revoked. */
  readonly of: Certificate;
  readonly answer: RevocationAnswer;
  /** At the time that the signer states; it is his word alone. */
  readonly atSigningTime: 'good' | 'revoked' | 'not-known';
}

export type SignatureProblem = TrustProblem | IntegrityProblem | CheckObstacle | SignatureRemark;

export type NonEmpty<T> = readonly [T, ...(readonly T[])];

/** The signer as the signature and the certificate name it. */
export interface Signer {
  readonly certificate: Certificate;
  /** Names as in the contract of the command line, e.g. `sha-256`, `rsassa-pkcs1-v1_5`. */
  readonly digestAlgorithm: string;
  readonly signatureAlgorithm: string;
  /** Whether the signature covers the whole message or one part of it. */
  readonly covers: 'whole' | 'part';
}

/**
 * Crypto result and trust are different answers: `broken` is about the bytes,
 * `not-trusted` about the person.
 */
export type SignatureReport =
  | { readonly state: 'not-signed' }
  | {
      readonly state: 'valid';
      readonly signer: Signer;
      readonly path: CertificatePath;
      readonly signingTime?: Date;
      /** Absent: nobody was asked. */
      readonly revocation?: SignerRevocation;
      readonly remarks: readonly SignatureRemark[];
    }
  | {
      readonly state: 'not-trusted';
      readonly signer: Signer;
      readonly problems: NonEmpty<TrustProblem>;
      readonly signingTime?: Date;
      readonly revocation?: SignerRevocation;
    }
  | { readonly state: 'broken'; readonly problems: NonEmpty<IntegrityProblem>; readonly signer?: Signer }
  | {
      readonly state: 'cannot-check';
      readonly problems: NonEmpty<CheckObstacle>;
      readonly signer?: Signer;
      /** The name or OID of what is not supported, when that is the obstacle. */
      readonly algorithm?: string;
    };

export type EncryptionProblem = 'no-matching-digital-id' | 'decryption-failed' | 'malformed' | 'algorithm-unsupported';

export type EncryptionReport =
  | { readonly state: 'not-encrypted' }
  | {
      /** It is for a digital ID of this person that is not unlocked. */
      readonly state: 'locked';
      readonly digitalId: Certificate;
      readonly recipients: readonly CertificateIdentifier[];
    }
  | {
      readonly state: 'decrypted';
      /** E.g. `aes-256-cbc`. */
      readonly algorithm: string;
      /** Whether the cipher itself would have shown a change (AES-GCM); CBC cannot. */
      readonly authenticated: boolean;
      /** Whether others may have read it on the way: the cipher is too old (3DES, RC2, DES). */
      readonly weak: boolean;
      readonly recipients: readonly CertificateIdentifier[];
      /** The certificate of the digital ID that opened it. */
      readonly openedWith: Certificate;
    }
  | {
      readonly state: 'failed';
      readonly problem: EncryptionProblem;
      readonly recipients: readonly CertificateIdentifier[];
      /** The name or OID of what is not supported, when that is the problem. */
      readonly algorithm?: string;
    };
