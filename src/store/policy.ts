import { parseObject, requireBoolean, requireObject, requireVersion } from './kept-object';

/**
 * What is required of every message sent from this mailbox, and what was
 * promised for one message. Plain values: the send check reads them too, so
 * this file stays free of cryptography.
 */
export interface SendPolicy {
  readonly signAll: boolean;
  readonly encryptAll: boolean;
}
export const noPolicy: SendPolicy = { signAll: false, encryptAll: false };
/** For settings that somebody altered: they may have lost a rule, so every rule counts. */
export const strictestPolicy: SendPolicy = { signAll: true, encryptAll: true };

/** What was decided for one message, by the person or because of what it answers; kept with the item. */
export interface SendPromise {
  readonly sign: boolean;
  readonly encrypt: boolean;
  /** Sign or Encrypt was switched off for this message, against "sign all"/"encrypt all". */
  readonly signDeclined?: boolean;
  readonly encryptDeclined?: boolean;
  /**
   * Encrypt is on because everyone can read it. That is no promise: Outlook's
   * own Send asks; Signet's sends encrypted or not at all.
   */
  readonly encryptSuggested?: boolean;
  /** The person switched Encrypt off here: nothing switches it on again by itself. */
  readonly encryptOffByHand?: boolean;
  /** It answers an encrypted message. */
  readonly answersEncrypted?: boolean;
}

export const policyKey = 'signet.policy';
/** Name of the mark on the compose item. */
export const promiseMark = 'signet.promise';

const version = 1;

export function formatPolicy(policy: SendPolicy): string {
  return JSON.stringify({ version, policy: { signAll: policy.signAll, encryptAll: policy.encryptAll } });
}

/**
 * The policy as it is kept. Only a missing text means "nothing required": a
 * text that cannot be understood could have required something.
 * @throws StoreError ERR_RECORD_DAMAGED or ERR_RECORD_VERSION
 */
export function parsePolicy(text: string | null | undefined): SendPolicy {
  if (text === null || text === undefined) return noPolicy;
  const kept = parseObject(text, policyKey);
  requireVersion(kept['version'], version, policyKey);
  const policy = requireObject(kept['policy'], policyKey);
  return {
    signAll: requireBoolean(policy['signAll'], policyKey),
    encryptAll: requireBoolean(policy['encryptAll'], policyKey),
  };
}

export function formatPromise(promise: SendPromise): string {
  return JSON.stringify(promise);
}

/**
 * The promise kept with an item; `null` when none was made.
 * @throws StoreError ERR_RECORD_DAMAGED for a mark that cannot be understood: something was promised.
 */
export function parsePromise(text: string | null): SendPromise | null {
  if (text === null) return null;
  const kept = parseObject(text, promiseMark);
  return {
    sign: requireBoolean(kept['sign'], promiseMark),
    encrypt: requireBoolean(kept['encrypt'], promiseMark),
    signDeclined: requireBoolean(kept['signDeclined'] ?? false, promiseMark),
    encryptDeclined: requireBoolean(kept['encryptDeclined'] ?? false, promiseMark),
    encryptSuggested: requireBoolean(kept['encryptSuggested'] ?? false, promiseMark),
    encryptOffByHand: requireBoolean(kept['encryptOffByHand'] ?? false, promiseMark),
    answersEncrypted: requireBoolean(kept['answersEncrypted'] ?? false, promiseMark),
  };
}
