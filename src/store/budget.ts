import type { SettingsChanges } from '../worker/keyring';
import { StoreError } from './errors';
import { recordPrefix } from './keys';

/** Characters that digital IDs may take of the 32 K; the rest is for settings and index. */
export const recordsLimitCharacters = 24 * 1024;

/** What one entry costs in the bag, which is JSON of JSON: quotes and backslashes are escaped twice. */
export function costOfSetting(key: string, value: string): number {
  return JSON.stringify({ [key]: JSON.stringify(value) }).length - 1;
}

/**
 * Called before anything is written.
 * @throws StoreError ERR_STORE_FULL
 */
export function requireRoomForRecords(settings: Readonly<Record<string, string>>, changes: SettingsChanges): void {
  let used = 0;
  for (const [key, value] of Object.entries(settings)) {
    if (key.startsWith(recordPrefix) && !(key in changes)) used += costOfSetting(key, value);
  }
  let needed = 0;
  for (const [key, value] of Object.entries(changes)) {
    if (key.startsWith(recordPrefix) && value !== null) needed += costOfSetting(key, value);
  }
  const free = Math.max(0, recordsLimitCharacters - used);
  if (needed > free) throw new StoreError('ERR_STORE_FULL', { needed, free });
}
