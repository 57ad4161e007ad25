import type { SendPolicy } from '../store/policy';
import type { KeyringState } from '../worker/keyring';
import type { Environment } from './environment';
import { keep } from './keep';

/**
 * "Sign all" and "encrypt all"; a switch that is left out stays as it is. The person's own words also end the state
 * `settingsIntegrity: 'changed'`.
 * @throws StoreError ERR_STORE_LOCKED, ERR_RECORD_VERSION, ERR_STORE_NOT_SAVED
 */
export async function setSendPolicy(env: Environment, policy: Partial<SendPolicy>): Promise<KeyringState> {
  return keep(env, () => env.keyring.setPolicy(policy));
}
