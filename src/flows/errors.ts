import type { SendBlock } from './check-send-policy';

/** Why something that a person asked for was not done. Nothing was changed or sent. */
export interface FlowErrorDetails {
  /** No digital ID at all. */
  ERR_NO_DIGITAL_ID: Record<string, never>;
  /** Digital IDs, but none for the From address (or none that can do what is needed). */
  ERR_DIGITAL_ID_FOR_SENDER: { readonly address: string };
  ERR_DIGITAL_ID_EXPIRED: { readonly notAfter: Date };
  /** Every recipient for whom there is no certificate to encrypt to. */
  ERR_RECIPIENT_CERTIFICATE_MISSING: { readonly addresses: readonly string[] };
  ERR_NO_RECIPIENT: Record<string, never>;
  /** A name that Outlook has not turned into an address. */
  ERR_RECIPIENT_UNRESOLVED: { readonly name: string };
  /** A list cannot be encrypted to: its members are unknown. */
  ERR_RECIPIENT_IS_LIST: { readonly name: string };
  ERR_BCC_WITH_ENCRYPTION: Record<string, never>;
  /** Less protection was asked for than a policy or a promise requires. */
  ERR_POLICY: { readonly reason: SendBlock };
  /** The message was edited while it was being protected. */
  ERR_DRAFT_CHANGED: Record<string, never>;
  ERR_CANCELLED: Record<string, never>;
  /** config.json is not what it should be; `field` names the place. */
  ERR_CONFIG_INVALID: { readonly field: string };
  /** A chosen file is larger than Signet reads; sizes in octets. */
  ERR_FILE_TOO_LARGE: { readonly size: number; readonly limit: number };
  /** The browser could not read a chosen file: it was moved, or is somebody else's. */
  ERR_FILE_UNREADABLE: { readonly name: string };
  /** The S/MIME part of the message could not be had from Outlook by any way. */
  ERR_MESSAGE_UNAVAILABLE: Record<string, never>;
}

export type FlowErrorCode = keyof FlowErrorDetails;

export class FlowError<C extends FlowErrorCode = FlowErrorCode> extends Error {
  readonly code: C;
  readonly details: FlowErrorDetails[C];

  constructor(code: C, details: FlowErrorDetails[C], options?: ErrorOptions) {
    super(code, options);
    this.name = 'FlowError';
    this.code = code;
    this.details = details;
  }
}

export type AnyFlowError = { [C in FlowErrorCode]: FlowError<C> }[FlowErrorCode];

export function isFlowError(error: unknown): error is AnyFlowError {
  return error instanceof FlowError;
}
