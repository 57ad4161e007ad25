import type { Certificate } from '../certificate/certificate';
import type { CertificateIdentifier } from './report';

/** The public half of a digital ID: certificate and the issuers' certificates that came with it. */
export interface DigitalId {
  readonly certificate: Certificate;
  /** Intermediate certificates, issuer of the leaf first; without the root. */
  readonly chain: readonly Certificate[];
}

/**
 * A private key in the least form that gives it back, as all of these: big-endian unsigned octets. Whether it is
 * for RSASSA-PSS alone (id-RSASSA-PSS) says the certificate.
 */
export interface RsaPrivateKey {
  readonly algorithm: 'rsa';
  readonly p: Uint8Array;
  readonly q: Uint8Array;
  readonly e: Uint8Array;
}
/** The scalar, as long as the field. The point follows from the certificate. */
export interface EcPrivateKey {
  readonly algorithm: 'ec';
  readonly curve: 'P-256' | 'P-384' | 'P-521';
  readonly d: Uint8Array;
}
/** 32 octets (RFC 7748 section 5). */
export interface X25519PrivateKey {
  readonly algorithm: 'x25519';
  readonly d: Uint8Array;
}
/** 32 octets (RFC 8032 section 5.1.5). */
export interface Ed25519PrivateKey {
  readonly algorithm: 'ed25519';
  readonly d: Uint8Array;
}
export type PrivateKey = RsaPrivateKey | EcPrivateKey | X25519PrivateKey | Ed25519PrivateKey;

/** The key material of a RecipientInfo (RFC 5652 section 6.2.1), as far as it is read. */
export interface KeyTransRecipientInfo {
  readonly kind: 'key-transport';
  readonly recipient: CertificateIdentifier;
  /** `rsaes-pkcs1-v1_5`, `rsaes-oaep`, or the name or OID of something else. */
  readonly keyEncryptionAlgorithm: string;
  /** Exactly with `rsaes-oaep`. */
  readonly oaep?: OaepParameters;
  readonly encryptedKey: Uint8Array;
}
/** How RSAES-OAEP encodes (RFC 8017 appendix A.2.1), by names of digests. */
export interface OaepParameters {
  readonly digest: string;
  /** Of MGF1; need not be the same. */
  readonly maskDigest: string;
  /** Mostly empty. */
  readonly label: Uint8Array;
}
/** One recipient of a KeyAgreeRecipientInfo (RFC 5652 section 6.2.2, RFC 5753). */
export interface KeyAgreeRecipientInfo {
  readonly kind: 'key-agreement';
  readonly recipient: CertificateIdentifier;
  /** E.g. `ecdh-sha256-kdf`, or the OID of something else. */
  readonly keyEncryptionAlgorithm: string;
  /** E.g. `aes-256-wrap` with its AlgorithmIdentifier in DER, which the key is derived from too. */
  readonly keyWrap: { readonly algorithm: string; readonly der: Uint8Array };
  readonly originatorKey: OriginatorKey;
  readonly userKeyingMaterial?: Uint8Array;
  readonly encryptedKey: Uint8Array;
}
/** The sender's key for one message. Nothing of it has been verified, least of all that it is on the curve. */
export interface OriginatorKey {
  /** `ec`, `x25519`, or the name or OID of something else. */
  readonly algorithm: string;
  /** Name or OID; absent: that of the recipient's key. */
  readonly curve?: string;
  readonly octets: Uint8Array;
}
/** A recipient we can list but not use. */
export interface OtherRecipientInfo {
  readonly kind: 'other';
  readonly recipient: CertificateIdentifier;
  readonly keyEncryptionAlgorithm: string;
}
/** One that cannot be read; the others of the message are none the worse for it. */
export interface MalformedRecipientInfo {
  readonly kind: 'malformed';
  /** As far as it could be read. */
  readonly recipient: CertificateIdentifier;
}
export type RecipientInfo = KeyTransRecipientInfo | KeyAgreeRecipientInfo | OtherRecipientInfo | MalformedRecipientInfo;

/** Digests that we sign with; the names of the command line's contract. */
export type SignatureDigest = 'sha-256' | 'sha-384' | 'sha-512';

/**
 * A digital ID in use. The key stays inside: only what it does comes out.
 */
export interface UnlockedDigitalId extends DigitalId {
  /**
   * A signature over `bytes` with the named digest: RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2) by an RSA key,
   * RSASSA-PSS (section 8.1) by one that is for it alone, ECDSA in DER (RFC 3279 section 2.2.3) by an EC key,
   * Ed25519 (RFC 8032), which has its own digest.
   * @throws SmimeError ERR_KEY_UNSUPPORTED when such keys do not sign (X25519)
   */
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
