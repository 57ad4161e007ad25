import type { KeyringState } from '../worker/keyring';
import type { Environment } from './environment';

/** @throws StoreError ERR_PASSPHRASE_WRONG, ERR_RECORD_VERSION, ERR_RECORD_DAMAGED */
export async function unlockDigitalIds(env: Environment, passphrase: string): Promise<KeyringState> {
  return env.keyring.unlock(passphrase);
}

/** Locks in every pane of this browser. */
export async function lockDigitalIds(env: Environment): Promise<KeyringState> {
  return env.keyring.lock();
}
