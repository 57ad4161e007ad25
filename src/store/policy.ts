import { StoreError } from './errors';

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
  requireVersion(kept['version'], policyKey);
  const policy = kept['policy'];
  if (!isObject(policy)) throw damaged(policyKey);
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
  };
}

function parseObject(text: string, record: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(record, cause);
  }
  if (!isObject(value)) throw damaged(record);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function requireVersion(found: unknown, record: string): void {
  if (typeof found !== 'number' || !Number.isInteger(found) || found < 1) throw damaged(record);
  if (found > version) throw new StoreError('ERR_RECORD_VERSION', { version: found });
}

function requireBoolean(value: unknown, record: string): boolean {
  if (typeof value !== 'boolean') throw damaged(record);
  return value;
}

function damaged(record: string, cause?: unknown): StoreError {
  return new StoreError('ERR_RECORD_DAMAGED', { record }, { cause });
}
