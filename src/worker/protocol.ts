import { SmimeError, isSmimeError } from '../smime/index';
import type { SmimeErrorCode, SmimeErrorDetails } from '../smime/index';
import { StoreError, isStoreError } from '../store/errors';
import type { StoreErrorCode, StoreErrorDetails } from '../store/errors';
import type { Keyring, KeyringState, SettingsChanges } from './keyring';

/** What travels between the page and the worker: calls there, answers and news back. */
export type Method = Exclude<keyof Keyring, 'onStateChanged' | 'keepAlive' | 'onSaved'>;

export const methods: ReadonlySet<string> = new Set<Method>([
  'load',
  'state',
  'unlock',
  'lock',
  'inspectPfx',
  'importDigitalId',
  'exportDigitalIds',
  'provePfx',
  'removeDigitalId',
  'setPolicy',
  'setPreferences',
  'changePassphrase',
  'protect',
  'open',
  'openDetached',
  'readCertificates',
  'saved',
  'heard',
]);

/** Methods that take a signal after their two arguments; it stays on its side, `cancel` travels for it. */
export const cancellable: ReadonlySet<string> = new Set<Method>(['open', 'inspectPfx', 'provePfx']);

export type Call =
  | { readonly id: number; readonly method: Method; readonly args: readonly unknown[] }
  /** Nobody waits any more for the answer to the call of this number. */
  | { readonly method: 'cancel'; readonly call: number }
  | { readonly method: 'keepAlive' };

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: WireError }
  | { readonly state: KeyringState }
  | { readonly saved: SettingsChanges };

/** One end of a channel: a Worker, the worker's own scope, or a MessagePort. */
export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message' | 'messageerror' | 'error', listener: (event: Event) => void): void;
}

export type WireError =
  | { readonly kind: 'SmimeError'; readonly code: SmimeErrorCode; readonly details: SmimeErrorDetails[SmimeErrorCode] }
  | { readonly kind: 'StoreError'; readonly code: StoreErrorCode; readonly details: StoreErrorDetails[StoreErrorCode] }
  | { readonly kind: 'TypeError'; readonly name: string }
  | { readonly kind: 'Error'; readonly name: string };

/** A fault that nobody foresaw travels by its name only: its message could quote what it stumbled over. */
export function toWire(error: unknown): WireError {
  if (isSmimeError(error)) return { kind: 'SmimeError', code: error.code, details: error.details };
  if (isStoreError(error)) return { kind: 'StoreError', code: error.code, details: error.details };
  // By its name, not its class: a DOMException is no Error in every engine.
  const { name } = Object(error) as { name?: unknown };
  return { kind: error instanceof TypeError ? 'TypeError' : 'Error', name: typeof name === 'string' ? name : 'unknown' };
}

export function fromWire(error: WireError): Error {
  switch (error.kind) {
    case 'SmimeError':
      return new SmimeError(error.code, error.details);
    case 'StoreError':
      return new StoreError(error.code, error.details);
    case 'TypeError':
      return new TypeError('The keyring was called in a wrong way.');
    case 'Error':
      return new Error(`The keyring failed unexpectedly (${error.name}).`);
  }
}

const worthMoving = 64 * 1024;

/**
 * The buffers of large byte arrays in a plain value, to be moved instead of
 * copied. Only whole buffers: moving a part would take the rest along.
 */
export function transferables(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(value, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteLength } = value;
    const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
    if (isWhole && byteLength >= worthMoving) found.add(buffer);
    return;
  }
  for (const part of Object.values(value) as unknown[]) collect(part, found);
}
