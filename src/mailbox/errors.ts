/** What can go wrong between us and Outlook, or the server that sends. */
export interface MailboxErrorDetails {
  /** Outlook answered a call with an error; names and numbers as they came. */
  ERR_OFFICE_CALL: { readonly call: string; readonly officeCode: number; readonly officeName: string };
  ERR_OFFICE_TIMEOUT: { readonly call: string; readonly milliseconds: number };
  /** This Outlook has no such call. */
  ERR_OFFICE_UNSUPPORTED: { readonly call: string };
  ERR_ATTACHMENT_UNREADABLE: { readonly name: string; readonly reason: 'cloud' | 'item' | 'empty' | 'refused' };
  ERR_SETTINGS_FULL: { readonly characters: number; readonly limit: number };
  /** No permission to send yet, and none can be asked for here. */
  ERR_SIGN_IN_REQUIRED: Record<string, never>;
  /** The server refused; nothing was sent. */
  ERR_SEND_REFUSED: { readonly status: number; readonly serverCode?: string };
  ERR_SEND_TOO_LARGE: { readonly bytes: number; readonly limit: number };
  /** No connection was made; nothing was sent. */
  ERR_SEND_OFFLINE: Record<string, never>;
  /** The answer is missing or makes no sense: it may have been sent. */
  ERR_SEND_OUTCOME_UNKNOWN: { readonly status?: number };
}

export type MailboxErrorCode = keyof MailboxErrorDetails;

export class MailboxError<C extends MailboxErrorCode = MailboxErrorCode> extends Error {
  readonly code: C;
  readonly details: MailboxErrorDetails[C];

  constructor(code: C, details: MailboxErrorDetails[C], options?: ErrorOptions) {
    super(code, options);
    this.name = 'MailboxError';
    this.code = code;
    this.details = details;
  }
}

export type AnyMailboxError = { [C in MailboxErrorCode]: MailboxError<C> }[MailboxErrorCode];
