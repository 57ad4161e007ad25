import { damaged, parseObject, requireBoolean, requireObject, requireVersion } from './kept-object';

/** How long unlocked keys stay without anybody working with them. */
export type KeepUnlocked = 'quarterHour' | 'hour' | 'untilClosed';

/**
 * What the person prefers where nothing is required; kept apart from the
 * policy, which the send check reads.
 */
export interface Preferences {
  /** Encrypt is switched on by itself as long as everyone can read it. */
  readonly suggestEncryption: boolean;
  /** Signed messages can be read without S/MIME (multipart/signed); else they are one opaque file. */
  readonly clearSigned: boolean;
  /** A message that answers an encrypted one is promised to be encrypted. */
  readonly answerEncrypted: boolean;
  /** Certificates of valid signatures are added to contacts without asking. */
  readonly addSenders: boolean;
  /** The subject of encrypted messages travels inside only; outside stands `[...]`. */
  readonly hideSubject: boolean;
  readonly keepUnlocked: KeepUnlocked;
}

export const defaultPreferences: Preferences = {
  suggestEncryption: true,
  clearSigned: true,
  answerEncrypted: true,
  addSenders: false,
  hideSubject: false,
  keepUnlocked: 'untilClosed',
};

/** For settings that somebody altered: of each choice the one that protects more. */
export const strictestPreferences: Preferences = { ...defaultPreferences, hideSubject: true, keepUnlocked: 'quarterHour' };

export const preferencesKey = 'signet.preferences';

const version = 1;
const keepUnlockedChoices: readonly KeepUnlocked[] = ['quarterHour', 'hour', 'untilClosed'];

export function formatPreferences({
  suggestEncryption,
  clearSigned,
  answerEncrypted,
  addSenders,
  hideSubject,
  keepUnlocked,
}: Preferences): string {
  const preferences = { suggestEncryption, clearSigned, answerEncrypted, addSenders, hideSubject, keepUnlocked };
  return JSON.stringify({ version, preferences });
}

/**
 * The preferences as they are kept; a missing text means the defaults.
 * @throws StoreError ERR_RECORD_DAMAGED or ERR_RECORD_VERSION
 */
export function parsePreferences(text: string | undefined): Preferences {
  if (text === undefined) return defaultPreferences;
  const kept = parseObject(text, preferencesKey);
  requireVersion(kept['version'], version, preferencesKey);
  const fields = requireObject(kept['preferences'], preferencesKey);
  return {
    suggestEncryption: requireBoolean(fields['suggestEncryption'], preferencesKey),
    clearSigned: requireBoolean(fields['clearSigned'], preferencesKey),
    answerEncrypted: requireBoolean(fields['answerEncrypted'], preferencesKey),
    addSenders: requireBoolean(fields['addSenders'], preferencesKey),
    // Kept before there was such a choice: the subject stays as it was.
    hideSubject: 'hideSubject' in fields && requireBoolean(fields['hideSubject'], preferencesKey),
    keepUnlocked: requireKeepUnlocked(fields['keepUnlocked']),
  };
}

function requireKeepUnlocked(value: unknown): KeepUnlocked {
  const found = keepUnlockedChoices.find((choice) => choice === value);
  if (found === undefined) throw damaged(preferencesKey);
  return found;
}
