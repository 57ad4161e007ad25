import { StoreError } from '../store/errors';
import type { KeyringState } from '../worker/keyring';

/** @throws StoreError ERR_STORE_LOCKED, or why the store cannot be read */
export function requireUnlocked({ status, reason }: KeyringState): void {
  if (status === 'unlocked') return;
  if (status !== 'unreadable') throw new StoreError('ERR_STORE_LOCKED', {});
  throw reason === 'newer-version'
    ? new StoreError('ERR_RECORD_VERSION', { version: 2 })
    : new StoreError('ERR_RECORD_DAMAGED', { record: 'signet.store' });
}
