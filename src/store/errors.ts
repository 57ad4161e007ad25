/** What can go wrong with what Signet keeps. */
export interface StoreErrorDetails {
  ERR_PASSPHRASE_WRONG: Record<string, never>;
  ERR_STORE_LOCKED: Record<string, never>;
  /** A file was to get the passphrase as its password: it would be all that a thief of both needs. */
  ERR_PASSWORD_IS_PASSPHRASE: Record<string, never>;
  /** A record by a newer Signet. */
  ERR_RECORD_VERSION: { readonly version: number };
  ERR_RECORD_DAMAGED: { readonly record: string };
  /** No room; nothing was written. Characters. */
  ERR_STORE_FULL: { readonly needed: number; readonly free: number };
  /** The settings could not be saved; nothing was changed. */
  ERR_STORE_NOT_SAVED: Record<string, never>;
  ERR_DIGITAL_ID_PRESENT: { readonly fingerprint: string };
  ERR_DIGITAL_ID_ABSENT: { readonly fingerprint: string };
  /** The browser does not let us keep certificates on this device. */
  ERR_CONTACTS_UNAVAILABLE: Record<string, never>;
  /** What is kept for one contact is damaged, or by a newer Signet; nothing was changed. */
  ERR_CONTACT_UNREADABLE: { readonly address: string };
}

export type StoreErrorCode = keyof StoreErrorDetails;

export class StoreError<C extends StoreErrorCode = StoreErrorCode> extends Error {
  readonly code: C;
  readonly details: StoreErrorDetails[C];

  constructor(code: C, details: StoreErrorDetails[C], options?: ErrorOptions) {
    super(code, options);
    this.name = 'StoreError';
    this.code = code;
    this.details = details;
  }
}

/** Pairs each code with its details, so that `switch (error.code)` narrows. */
export type AnyStoreError = { [C in StoreErrorCode]: StoreError<C> }[StoreErrorCode];

export function isStoreError(error: unknown): error is AnyStoreError {
  return error instanceof StoreError;
}
