import type { SendPolicy } from '../store/policy';
import type { Preferences } from '../store/preferences';
import type { KeyringState } from '../worker/keyring';
import type { Environment } from './environment';
import { keep } from './keep';

export type { KeepUnlocked } from '../store/preferences';

/** When Encrypt is on by itself: one choice to a person, kept as policy and preference. */
export type EncryptionChoice = 'always' | 'whenPossible' | 'whenChosen';

export function encryptionChoice({ policy, preferences }: Pick<KeyringState, 'policy' | 'preferences'>): EncryptionChoice {
  if (policy.encryptAll) return 'always';
  return preferences.suggestEncryption ? 'whenPossible' : 'whenChosen';
}

/** @throws StoreError ERR_STORE_LOCKED, ERR_RECORD_VERSION, ERR_STORE_FULL, ERR_STORE_NOT_SAVED */
export async function setEncryptionChoice(env: Environment, choice: EncryptionChoice): Promise<KeyringState> {
  const policy: Partial<SendPolicy> = { encryptAll: choice === 'always' };
  // "Always" needs no suggestion; what is suggested after it is the default again.
  return keep(env, () => env.keyring.setPreferences({ suggestEncryption: choice !== 'whenChosen' }, policy));
}

/**
 * What is left out stays as it is. The person's own words also end the state `settingsIntegrity: 'changed'`.
 * @throws StoreError ERR_STORE_LOCKED, ERR_RECORD_VERSION, ERR_STORE_FULL, ERR_STORE_NOT_SAVED
 */
export async function setPreferences(env: Environment, preferences: Partial<Preferences>): Promise<KeyringState> {
  return keep(env, () => env.keyring.setPreferences(preferences));
}
