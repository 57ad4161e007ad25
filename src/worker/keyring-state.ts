import { noPolicy, strictestPolicy } from '../store/policy';
import { defaultPreferences, strictestPreferences } from '../store/preferences';
import type { DigitalIdEntry, KeyringState, UnreadableRecord } from './keyring';
import { unreadableReason } from './loaded-store';
import type { LoadedStore } from './loaded-store';
import type { UnlockedStore } from './unlocked-store';

const nothingLoaded: KeyringState = {
  status: 'empty',
  digitalIds: [],
  policy: noPolicy,
  preferences: defaultPreferences,
  settingsIntegrity: 'unverified',
  unreadableRecords: [],
};

/** What may be known outside the keyring. */
export function describeState(
  loaded: LoadedStore | undefined,
  unlocked: UnlockedStore | undefined,
  locksAt: number | undefined,
): KeyringState {
  if (loaded === undefined) return nothingLoaded;
  const settingsIntegrity = integrity(loaded, unlocked);
  return {
    ...status(loaded, unlocked),
    digitalIds: entries(unlocked === undefined ? loaded.records : usable(unlocked)),
    policy: settingsIntegrity === 'changed' ? strictestPolicy : loaded.policy,
    preferences: settingsIntegrity === 'changed' ? strictestPreferences : loaded.preferences,
    settingsIntegrity,
    unreadableRecords: unreadable(loaded, unlocked),
    ...(unlocked === undefined || locksAt === undefined || locksAt === Infinity ? {} : { locksAt }),
  };
}

function status(loaded: LoadedStore, unlocked: UnlockedStore | undefined): Pick<KeyringState, 'status' | 'reason'> {
  if (loaded.problem !== undefined) return { status: 'unreadable', reason: unreadableReason(loaded.problem) };
  if (loaded.header === undefined) return { status: 'empty' };
  return { status: unlocked === undefined ? 'locked' : 'unlocked' };
}

function integrity(loaded: LoadedStore, unlocked: UnlockedStore | undefined): KeyringState['settingsIntegrity'] {
  // A text nobody can understand is an altered one, whoever looks.
  if (loaded.textProblem !== undefined) return 'changed';
  if (unlocked === undefined) return 'unverified';
  return unlocked.verified ? 'verified' : 'changed';
}

function usable({ records, digitalIds }: UnlockedStore): LoadedStore['records'] {
  return records.filter(({ certificate }) => digitalIds.has(certificate.fingerprint));
}

function entries(records: LoadedStore['records']): readonly DigitalIdEntry[] {
  return records.map(({ name, certificate, chain }) => ({
    name,
    certificate,
    chain,
    fingerprint: certificate.fingerprint,
  }));
}

function unreadable(loaded: LoadedStore, unlocked: UnlockedStore | undefined): readonly UnreadableRecord[] {
  return [...loaded.unreadable, ...(unlocked?.unreadable ?? [])];
}
