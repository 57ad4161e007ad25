import type { KeyringState } from '../worker/keyring';
import type { Environment } from './environment';
import { keep } from './keep';

/**
 * Wraps the same master key for another passphrase, in one save; unlocks when
 * it is locked. Whoever has an old copy of the settings still opens that copy
 * with the old passphrase.
 * @throws StoreError ERR_PASSPHRASE_WRONG, ERR_STORE_FULL, ERR_STORE_NOT_SAVED
 */
export async function changePassphrase(env: Environment, current: string, next: string): Promise<KeyringState> {
  return keep(env, async () => {
    const { status } = await env.keyring.state();
    if (status === 'locked') await env.keyring.unlock(current);
    return env.keyring.changePassphrase(current, next);
  });
}
