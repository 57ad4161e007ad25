/**
 * What is known about one header field (RFC 9788 section 4.3.1). `signed-…`: a
 * signature that fits covers it; whether its signer can be believed, says the
 * SignatureReport alone.
 */
export type HeaderState =
  /** Anybody on the way can have written it; it stands outside, or inside without signature and readable outside, too. */
  | 'unprotected'
  /** Covered by the signature, and readable on the way. */
  | 'signed-only'
  | 'signed-and-encrypted'
  /** Nobody could read it on the way; who wrote it is not known. */
  | 'encrypted-only';

export interface HeaderFieldReport {
  /** Lower case, e.g. `subject`. */
  readonly name: string;
  /** For people: unfolded, encoded words decoded, and like all of a message hostile. */
  readonly value: string;
  readonly state: HeaderState;
}

/** How the fields came inside: RFC 9788; a whole message inside (RFC 8551 section 3.1); `protected-headers="v1"`. */
export type HeaderProtectionForm = 'rfc9788' | 'rfc8551' | 'draft';

/**
 * Whether header fields are inside the signature or the encryption. Only ever
 * `protected` with an encryption that was opened, or a signature over the whole
 * message that fits.
 */
export type HeaderProtection =
  | { readonly state: 'none' }
  | {
      readonly state: 'protected';
      readonly form: HeaderProtectionForm;
      /** Whether the sender meant to encrypt; only with `rfc9788`, the others do not say. */
      readonly hp?: 'clear' | 'cipher';
      /**
       * In their order: those inside, and behind them as `unprotected` those of
       * author, recipients, subject, date and reply address that stand only outside.
       */
      readonly fields: readonly HeaderFieldReport[];
      /**
       * The subject was kept from whoever can read on the way. Nothing may
       * give it away later: a reply hides it as well (RFC 9788 section 6.1).
       */
      readonly subjectHidden: boolean;
      /**
       * Fields (as in `fields`, first of each name) that stand outside
       * otherwise than the sender left them there: they were changed,
       * added or taken away on the way. Of people only the addresses count, because servers write names anew.
       */
      readonly differsOutside: readonly string[];
    };

/**
 * How header fields are protected that we write. An encrypted message with
 * `hidden-subject` travels with the subject `[...]`; one that is only signed
 * keeps its subject readable with either.
 */
export type ProtectHeaders = 'visible-subject' | 'hidden-subject';
