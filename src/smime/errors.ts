import type { LooksLike } from './certificate/looks-like';

/**
 * What the core throws when it could not do what was asked. Statuses (a bad
 * signature, a message for somebody else) are values, never errors.
 */
export interface SmimeErrorDetails {
  /** The bytes are not the MIME structure they claim to be. */
  ERR_MIME_MALFORMED: { readonly reason: string };
  /** A limit on size, depth or count was reached (hostile input). */
  ERR_MIME_TOO_COMPLEX: { readonly limit: string };
  /** A header value that would break out of its header (CR, LF, NUL). */
  ERR_MIME_HEADER_INVALID: { readonly header: string };
  /** Not CMS, or CMS that breaks RFC 5652. */
  ERR_CMS_MALFORMED: { readonly reason: string };
  /** Certificate bytes that cannot be read (RFC 5280). */
  ERR_CERTIFICATE_MALFORMED: { readonly reason: string };
  /** A file for certificates that holds none; `looksLike` says what it seems to be. */
  ERR_NO_CERTIFICATE: { readonly looksLike: LooksLike };
  ERR_CERTIFICATES_TOO_MANY: { readonly limit: number };
  /** In octets. */
  ERR_CERTIFICATES_TOO_LARGE: { readonly size: number; readonly limit: number };
  /** No request for a certificate (RFC 2986), or one that cannot be read. */
  ERR_REQUEST_MALFORMED: { readonly reason: string };
  /** What a certificate shall say about its owner cannot stand in one. */
  ERR_SUBJECT_INVALID: { readonly field: 'address' | 'name'; readonly value: string };
  /** No CRL or OCSP response that can be read (RFC 5280, RFC 6960). */
  ERR_REVOCATION_DATA_MALFORMED: { readonly reason: string };
  /** An algorithm we do not (yet) do; `name` is its usual name or its OID. */
  ERR_ALGORITHM_UNSUPPORTED: { readonly name: string };
  /** A certificate that must not be used to encrypt to (key usage, key type). */
  ERR_RECIPIENT_CERTIFICATE_UNUSABLE: { readonly subject: string; readonly reason: string };
  /** What we made did not read back as what was asked for. Nothing may be sent. */
  ERR_SELF_CHECK_FAILED: { readonly reason: string };
  /** The bytes are no PKCS#12 file at all; `looksLike` names what they seem to be. */
  ERR_PFX_NOT_PFX: { readonly looksLike: 'private-key' | 'certificate' | 'message' | 'text' | 'unknown' };
  ERR_PFX_MALFORMED: { readonly reason: string };
  /** Neither the integrity check (MAC) nor what is encrypted fits the password, or the file is damaged. */
  ERR_PFX_PASSWORD: Record<string, never>;
  /** A file is to be made without a password. */
  ERR_PFX_PASSWORD_EMPTY: Record<string, never>;
  /** The integrity check fits the password, but something inside does not open with it. */
  ERR_PFX_PASSWORDS_DIFFER: Record<string, never>;
  ERR_PFX_ALGORITHM_UNSUPPORTED: { readonly name: string };
  /** The file asks for more key-derivation work than we allow. */
  ERR_PFX_TOO_COSTLY: { readonly iterations: number; readonly limit: number };
  ERR_PFX_TOO_LARGE: { readonly size: number; readonly limit: number };
  /** Certificates but no private key. */
  ERR_PFX_NO_KEY: { readonly certificates: number };
  /** No certificate fits the private key, or none came with it. */
  ERR_PFX_KEY_MISMATCH: { readonly certificates: number };
  ERR_KEY_UNSUPPORTED: { readonly name: string };
}

export type SmimeErrorCode = keyof SmimeErrorDetails;

export class SmimeError<C extends SmimeErrorCode = SmimeErrorCode> extends Error {
  readonly code: C;
  readonly details: SmimeErrorDetails[C];

  constructor(code: C, details: SmimeErrorDetails[C], options?: ErrorOptions) {
    super(code, options);
    this.name = 'SmimeError';
    this.code = code;
    this.details = details;
  }
}

/** Pairs each code with its details, so that `switch (error.code)` narrows. */
export type AnySmimeError = { [C in SmimeErrorCode]: SmimeError<C> }[SmimeErrorCode];

export function isSmimeError(error: unknown): error is AnySmimeError {
  return error instanceof SmimeError;
}
