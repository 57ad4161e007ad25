import type { KeyUsage, PublicKeySummary } from './certificate';

/** A request for a certificate (RFC 2986), read into plain values. Nothing in it has been checked by anybody. */
export interface CertificateRequest {
  readonly der: Uint8Array;
  /** As in a certificate; empty for a request that names only addresses. */
  readonly subject: string;
  readonly commonName?: string;
  readonly organization?: string;
  readonly emailAddresses: readonly string[];
  /** What the key shall be used for; absent: nothing was asked. */
  readonly keyUsage?: readonly KeyUsage[];
  readonly extendedKeyUsage?: readonly string[];
  readonly publicKey: PublicKeySummary;
  /** SubjectPublicKeyInfo. */
  readonly publicKeySpkiDer: Uint8Array;
  /** Whether the one who asks has the private key. */
  readonly signature: 'fits' | 'does-not-fit' | 'unsupported';
}

/** The attribute that carries the extensions asked for (RFC 2985 section 5.4.2). */
export const extensionRequest = '1.2.840.113549.1.9.14';
/** The same from older Windows. */
export const microsoftExtensionRequest = '1.3.6.1.4.1.311.2.1.14';
