import type { KeyringState } from '../worker/keyring';
import type { Environment } from './environment';
import { keep } from './keep';

export interface ImportDigitalIdOptions {
  /** Of the certificate to import, out of the file that `keyring.inspectPfx` opened last. */
  readonly fingerprint: string;
  readonly name: string;
  /** Makes the store for the very first digital ID; unlocks it when it is locked. */
  readonly passphrase?: string;
}

/**
 * Seals one digital ID of the inspected file and keeps it, in one save.
 * @throws StoreError ERR_PASSPHRASE_WRONG, ERR_STORE_LOCKED, ERR_STORE_FULL, ERR_STORE_NOT_SAVED,
 *   ERR_DIGITAL_ID_PRESENT, ERR_DIGITAL_ID_ABSENT (no such digital ID in the file, or it was opened too long ago)
 */
export async function importDigitalId(env: Environment, options: ImportDigitalIdOptions): Promise<KeyringState> {
  return keep(env, async () => {
    const { status } = await env.keyring.state();
    if (status === 'locked' && options.passphrase !== undefined) await env.keyring.unlock(options.passphrase);
    return env.keyring.importDigitalId(options);
  });
}
