/**
 * What is required of every message sent from this mailbox, and what was
 * promised for one message. Plain values: the send check reads them too.
 */
export interface SendPolicy {
  readonly signAll: boolean;
  readonly encryptAll: boolean;
}
export const noPolicy: SendPolicy = { signAll: false, encryptAll: false };

/** The person's own act for one message, kept with the item. */
export interface SendPromise {
  readonly sign: boolean;
  readonly encrypt: boolean;
  /** Sign or Encrypt was switched off for this message, against "sign all"/"encrypt all". */
  readonly signDeclined?: boolean;
  readonly encryptDeclined?: boolean;
}

export const policyKey = 'signet.policy';
/** Name of the mark on the compose item. */
export const promiseMark = 'signet.promise';
