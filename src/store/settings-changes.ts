import type { SettingsChanges } from '../worker/keyring';
import { settingsPrefix } from './keys';

/** Outlook's whole bag holds no more characters; one save changes three settings. */
const mostCharacters = 32 * 1024;
const mostKeys = 64;

/** Ours, and nothing that could not be the name of a setting; `signet.keys` is the bag's own list. */
function isName(key: string): boolean {
  return key.startsWith(settingsPrefix) && /^[\x21-\x7e]{8,64}$/.test(key) && key !== 'signet.keys';
}

/**
 * Whether something that another pane sent can be a save of Signet. Judges the
 * shape only: whether to believe the texts is for seal and MAC to say.
 */
export function isSettingsChanges(value: unknown): value is SettingsChanges {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const changes = Object.entries(value as Readonly<Record<string, unknown>>);
  if (changes.length > mostKeys) return false;
  let characters = 0;
  for (const [key, text] of changes) {
    if (!isName(key) || (text !== null && typeof text !== 'string')) return false;
    characters += key.length + (text?.length ?? 0);
  }
  return characters <= mostCharacters;
}
