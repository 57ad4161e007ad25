import type { Certificate } from '../certificate/certificate';
import type { CertificateIdentifier } from './report';

/** The public half of a digital ID: certificate and the issuers' certificates that came with it. */
export interface DigitalId {
  readonly certificate: Certificate;
  /** Intermediate certificates, issuer of the leaf first; without the root. */
  readonly chain: readonly Certificate[];
}

/** A private key in the least form that gives it back: all big-endian unsigned octets. */
export interface RsaPrivateKey {
  readonly algorithm: 'rsa';
  readonly p: Uint8Array;
  readonly q: Uint8Array;
  readonly e: Uint8Array;
}
export type PrivateKey = RsaPrivateKey;

/** The key material of a RecipientInfo (RFC 5652 section 6.2.1), as far as it is read. */
export interface KeyTransRecipientInfo {
  readonly kind: 'key-transport';
  readonly recipient: CertificateIdentifier;
  /** DER of the issuer Name, when named by issuer and serial number (for an exact comparison). */
  readonly issuerDer?: Uint8Array;
  /** `rsaes-pkcs1-v1_5`, or the name or OID of something else. */
  readonly keyEncryptionAlgorithm: string;
  readonly encryptedKey: Uint8Array;
}
/** A recipient we can list but not use. */
export interface OtherRecipientInfo {
  readonly kind: 'other';
  readonly recipient: CertificateIdentifier;
  readonly issuerDer?: Uint8Array;
  readonly keyEncryptionAlgorithm: string;
}
export type RecipientInfo = KeyTransRecipientInfo | OtherRecipientInfo;

/** Digests that we sign with; the names of the command line's contract. */
export type SignatureDigest = 'sha-256' | 'sha-384' | 'sha-512';

/**
 * A digital ID in use. The key stays inside: only what it does comes out.
 */
export interface UnlockedDigitalId extends DigitalId {
  /** RSASSA-PKCS1-v1_5 over `bytes` with the named digest (RFC 8017 section 8.2). */
  sign(bytes: Uint8Array, digest: SignatureDigest): Promise<Uint8Array>;
  /**
   * The content-encryption key, or `null` when the recipientInfo is not this ID's.
   * A damaged one gives a random key of `keyLength` octets, never an error, so
   * that nobody can learn from our answer (implicit rejection, RFC 5652 and RFC 3218).
   * @param keyLength - octets that the content cipher needs
   * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED when it is ours, but by a method we do not do.
   */
  unwrapContentEncryptionKey(recipientInfo: RecipientInfo, keyLength: number): Promise<Uint8Array | null>;
}
