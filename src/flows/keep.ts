import { saveSettings } from '../store/settings';
import type { KeyringState, SettingsChanges } from '../worker/keyring';
import type { Environment } from './environment';
import { start } from './start';

/** Saves what the keyring sealed, then lets the keyring read what was really kept. */
export async function keep(env: Environment, changes: SettingsChanges): Promise<KeyringState> {
  await saveSettings(env.mailbox.settings, changes);
  return start(env);
}
