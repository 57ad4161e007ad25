import type { KeyringState } from '../worker/keyring';
import type { Environment } from './environment';
import { followOtherPanes, load } from './keep';

/**
 * Hands what the mailbox keeps to the keyring, and takes over from now on what
 * other panes keep. First thing in a pane.
 */
export async function start(env: Environment): Promise<KeyringState> {
  followOtherPanes(env);
  return load(env);
}
