import { StoreError } from './errors';

/** Reading back what was kept as JSON. The send check uses this too, so it stays free of cryptography. */
export type KeptObject = Readonly<Record<string, unknown>>;

/** @throws StoreError ERR_RECORD_DAMAGED */
export function parseObject(text: string, record: string): KeptObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(record, cause);
  }
  return requireObject(value, record);
}

/** @throws StoreError ERR_RECORD_DAMAGED */
export function requireObject(value: unknown, record: string): KeptObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as KeptObject;
  throw damaged(record);
}

/** What a newer Signet wrote may mean something else. @throws StoreError ERR_RECORD_VERSION, ERR_RECORD_DAMAGED */
export function requireVersion(found: unknown, newest: number, record: string): void {
  if (typeof found !== 'number' || !Number.isInteger(found) || found < 1) throw damaged(record);
  if (found > newest) throw new StoreError('ERR_RECORD_VERSION', { version: found });
}

/** @throws StoreError ERR_RECORD_DAMAGED */
export function requireBoolean(value: unknown, record: string): boolean {
  if (typeof value !== 'boolean') throw damaged(record);
  return value;
}

export function damaged(record: string, cause?: unknown): StoreError {
  return new StoreError('ERR_RECORD_DAMAGED', { record }, { cause });
}
