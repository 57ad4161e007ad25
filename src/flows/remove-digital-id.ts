import type { KeyringState } from '../worker/keyring';
import type { Environment } from './environment';
import { keep } from './keep';

/** @throws StoreError ERR_STORE_LOCKED, ERR_DIGITAL_ID_ABSENT, ERR_STORE_NOT_SAVED */
export async function removeDigitalId(env: Environment, fingerprint: string): Promise<KeyringState> {
  return keep(env, () => env.keyring.removeDigitalId(fingerprint));
}
