import { readSettings } from '../store/settings';
import type { KeyringState } from '../worker/keyring';
import type { Environment } from './environment';

/**
 * Hands what the mailbox keeps to the keyring. First thing in a pane, and again
 * after each save.
 */
export async function start(env: Environment): Promise<KeyringState> {
  return env.keyring.load(readSettings(env.mailbox.settings), env.mailbox.address);
}
