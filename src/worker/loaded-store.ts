import { StoreError, isStoreError } from '../store/errors';
import type { AnyStoreError } from '../store/errors';
import { parseHeader, passphraseSlots } from '../store/header';
import type { StoreHeader } from '../store/header';
import { recordPrefix, storeKey } from '../store/keys';
import { noPolicy, parsePolicy, policyKey } from '../store/policy';
import type { SendPolicy } from '../store/policy';
import { defaultPreferences, parsePreferences, preferencesKey } from '../store/preferences';
import type { Preferences } from '../store/preferences';
import { readRecord } from '../store/record';
import type { SealedDigitalId } from '../store/record';
import type { UnreadableRecord } from './keyring';

type Settings = Readonly<Record<string, string>>;

/** What the settings bag holds, read without any key. */
export interface LoadedStore {
  readonly settings: Settings;
  readonly mailbox: string;
  /** Absent: no store yet, or one that cannot be read (`problem`). */
  readonly header?: StoreHeader;
  readonly problem?: StoreError;
  readonly records: readonly SealedDigitalId[];
  readonly unreadable: readonly UnreadableRecord[];
  readonly policy: SendPolicy;
  readonly policyText?: string;
  readonly preferences: Preferences;
  readonly preferencesText?: string;
  /** The text of policy or preferences cannot be understood. */
  readonly textProblem?: StoreError;
}

export async function readStore(settings: Settings, mailbox: string): Promise<LoadedStore> {
  const policyText = settings[policyKey];
  const preferencesText = settings[preferencesKey];
  return {
    settings,
    mailbox,
    ...readHeader(settings),
    ...(await readRecords(settings)),
    ...readTexts(policyText, preferencesText),
    ...(policyText === undefined ? {} : { policyText }),
    ...(preferencesText === undefined ? {} : { preferencesText }),
  };
}

export function unreadableReason(problem: StoreError): 'newer-version' | 'damaged' {
  return problem.code === 'ERR_RECORD_VERSION' ? 'newer-version' : 'damaged';
}

/** The header, or why there is none: anything but "nothing is kept" must never be overwritten. */
function readHeader(settings: Settings): Pick<LoadedStore, 'header' | 'problem'> {
  const text = settings[storeKey];
  if (text === undefined) {
    const orphan = Object.keys(settings).some((key) => key.startsWith(recordPrefix));
    return orphan ? { problem: new StoreError('ERR_RECORD_DAMAGED', { record: storeKey }) } : {};
  }
  const header = readable(() => parseHeader(text));
  if (header instanceof StoreError) return { problem: header };
  // Only kinds of slots that a newer Signet made: it can open the store, we cannot.
  if (passphraseSlots(header).length === 0) return { problem: new StoreError('ERR_RECORD_VERSION', { version: 1 }) };
  return { header };
}

async function readRecords(settings: Settings): Promise<Pick<LoadedStore, 'records' | 'unreadable'>> {
  const records: SealedDigitalId[] = [];
  const unreadable: UnreadableRecord[] = [];
  for (const [key, text] of Object.entries(settings)) {
    if (!key.startsWith(recordPrefix)) continue;
    try {
      records.push(await readRecord(key, text));
    } catch (error) {
      unreadable.push({ record: key, reason: unreadableReason(requireStoreError(error)) });
    }
  }
  return { records, unreadable };
}

/** A problem of a newer version goes first: what a newer Signet wrote is not ours to write over. */
function readTexts(
  policyText: string | undefined,
  preferencesText: string | undefined,
): Pick<LoadedStore, 'policy' | 'preferences' | 'textProblem'> {
  const policy = readable(() => parsePolicy(policyText));
  const preferences = readable(() => parsePreferences(preferencesText));
  const problems = [policy, preferences].filter((read) => read instanceof StoreError);
  const problem = problems.find(({ code }) => code === 'ERR_RECORD_VERSION') ?? problems[0];
  return {
    policy: policy instanceof StoreError ? noPolicy : policy,
    preferences: preferences instanceof StoreError ? defaultPreferences : preferences,
    ...(problem === undefined ? {} : { textProblem: problem }),
  };
}

function readable<T>(read: () => T): T | StoreError {
  try {
    return read();
  } catch (error) {
    return requireStoreError(error);
  }
}

/** A store that cannot be read is a state; everything else is a fault. */
export function requireStoreError(error: unknown): AnyStoreError {
  if (isStoreError(error)) return error;
  throw error;
}
