import { MailboxError } from '../mailbox/errors';
import type { SettingsStore } from '../mailbox/types';
import type { SettingsChanges } from '../worker/keyring';
import { StoreError } from './errors';
import { settingsPrefix, storeKey } from './keys';
import { policyKey } from './policy';
import { preferencesKey } from './preferences';

/** What is ours in the mailbox's settings. */
export function readSettings(store: SettingsStore): Record<string, string> {
  const settings: Record<string, string> = {};
  // Those that decide what is required are asked for by name, whatever the list of names says.
  for (const key of new Set([storeKey, policyKey, preferencesKey, ...store.keys()])) {
    const value = key.startsWith(settingsPrefix) ? store.get(key) : undefined;
    if (value !== undefined) settings[key] = value;
  }
  return settings;
}

/**
 * One save of all changes.
 * @throws StoreError ERR_STORE_FULL (before anything was written) or ERR_STORE_NOT_SAVED
 */
export async function saveSettings(store: SettingsStore, changes: SettingsChanges): Promise<void> {
  const needed = store.measure(changes);
  if (needed > store.limitCharacters) throw storeFull(needed, store.limitCharacters);
  try {
    await store.save(changes);
  } catch (cause) {
    if (isSettingsFull(cause)) {
      throw storeFull(cause.details.characters, cause.details.limit, cause);
    }
    throw new StoreError('ERR_STORE_NOT_SAVED', {}, { cause });
  }
}

function isSettingsFull(error: unknown): error is MailboxError<'ERR_SETTINGS_FULL'> {
  return error instanceof MailboxError && error.code === 'ERR_SETTINGS_FULL';
}

function storeFull(characters: number, limit: number, cause?: unknown): StoreError {
  return new StoreError('ERR_STORE_FULL', { needed: characters - limit, free: 0 }, { cause });
}
