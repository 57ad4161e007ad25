import { unlockDigitalId } from '../smime/index';
import type { PfxEntry } from '../smime/index';
import { toBase64 } from '../store/base64';
import { requireRoomForRecords } from '../store/budget';
import { StoreError } from '../store/errors';
import { formatHeader } from '../store/header';
import type { StoreHeader } from '../store/header';
import { indexEntry, sealIndex } from '../store/integrity';
import type { AuthenticatedTexts } from '../store/integrity';
import { recordKey, storeKey } from '../store/keys';
import { generateMasterKey, importMasterKey } from '../store/master-key';
import type { MasterKey } from '../store/master-key';
import { formatPolicy, policyKey } from '../store/policy';
import type { SendPolicy } from '../store/policy';
import { formatPreferences, preferencesKey } from '../store/preferences';
import type { Preferences } from '../store/preferences';
import { wipePrivateKey } from '../store/private-key';
import { readRecord, sealRecord, unsealRecord } from '../store/record';
import { openSlot, sealSlot } from '../store/slot';
import type { PassphraseCost } from '../store/slot';
import type { SettingsChanges } from './keyring';
import type { LoadedStore } from './loaded-store';
import type { UnlockedStore } from './unlocked-store';

/** What a change starts from: a store just made, or the one that is unlocked. */
export interface StoreBase {
  readonly header: StoreHeader;
  readonly master: MasterKey;
  /** Keys and texts of the records whose seal holds. */
  readonly records: readonly { readonly key: string; readonly text: string }[];
  /** The settings are as somebody with the passphrase left them. */
  readonly verified: boolean;
}

/** The very first store. What the slot opens to is what is used, so that it surely opens again. */
export async function createStore(
  crypto: Crypto,
  loaded: LoadedStore,
  passphrase: string,
  cost: PassphraseCost | undefined,
): Promise<StoreBase> {
  const octets = generateMasterKey(crypto);
  const slot = await sealSlot(crypto, octets, passphrase, cost);
  octets.fill(0);
  const master = await importMasterKey(crypto, await openSlot(crypto, slot, passphrase));
  const id = toBase64(crypto.getRandomValues(new Uint8Array(12)));
  const header = { id, mailbox: loaded.mailbox, slots: [slot], index: [], mac: '' };
  // Only with a store can a person have set anything: what is there already is from somebody else.
  const verified = loaded.policyText === undefined && loaded.preferencesText === undefined;
  return { header, master, records: [], verified };
}

export function unlockedBase(loaded: LoadedStore, unlocked: UnlockedStore): StoreBase {
  const { header } = loaded;
  if (header === undefined) throw new StoreError('ERR_STORE_LOCKED', {});
  return { header, master: unlocked.master, records: unlocked.records, verified: unlocked.verified };
}

export async function importChanges(
  crypto: Crypto,
  loaded: LoadedStore,
  base: StoreBase,
  entry: PfxEntry,
  name: string,
): Promise<SettingsChanges> {
  const { certificate, chain, privateKey } = entry;
  const key = recordKey(certificate.fingerprint);
  const text = await sealRecord(crypto, base.master, base.header.mailbox, { certificate, chain, privateKey, name });
  await proveUsable(crypto, base, key, text);
  const records = [...base.records.filter((record) => record.key !== key), { key, text }];
  const changes = { [key]: text, [storeKey]: await headerFor(crypto, base, records, loaded) };
  requireRoomForRecords(loaded.settings, changes);
  return changes;
}

export async function removalChanges(
  crypto: Crypto,
  loaded: LoadedStore,
  base: StoreBase,
  fingerprint: string,
): Promise<SettingsChanges> {
  const key = recordKey(fingerprint);
  const left = base.records.filter((record) => record.key !== key);
  return { [key]: null, [storeKey]: await headerFor(crypto, base, left, loaded) };
}

/** What the person decides about sending and the rest. */
export interface Decisions {
  readonly policy?: SendPolicy;
  readonly preferences?: Preferences;
}

/**
 * The person's own decision makes everything vouched for again: so where the
 * settings had been altered, both texts must be decided, or the planted one would stay.
 */
export async function decisionChanges(
  crypto: Crypto,
  loaded: LoadedStore,
  base: StoreBase,
  { policy, preferences }: Decisions,
): Promise<SettingsChanges> {
  const texts = {
    ...authenticatedTexts(loaded),
    ...(policy === undefined ? {} : { policyText: formatPolicy(policy) }),
    ...(preferences === undefined ? {} : { preferencesText: formatPreferences(preferences) }),
  };
  return {
    ...(policy === undefined ? {} : { [policyKey]: formatPolicy(policy) }),
    ...(preferences === undefined ? {} : { [preferencesKey]: formatPreferences(preferences) }),
    [storeKey]: await headerFor(crypto, { ...base, verified: true }, base.records, texts),
  };
}

function authenticatedTexts({ policyText, preferencesText }: LoadedStore): AuthenticatedTexts {
  return {
    ...(policyText === undefined ? {} : { policyText }),
    ...(preferencesText === undefined ? {} : { preferencesText }),
  };
}

/** The store for another passphrase; what was authentic stays so, and nothing else becomes it. */
export async function passphraseChanges(
  crypto: Crypto,
  loaded: LoadedStore,
  base: StoreBase,
  header: StoreHeader,
): Promise<SettingsChanges> {
  return { [storeKey]: await headerFor(crypto, { ...base, header }, base.records, authenticatedTexts(loaded)) };
}

/**
 * Settings that somebody altered stay marked as altered: renewing the MAC for
 * an import would make a planted policy ours.
 */
async function headerFor(
  crypto: Crypto,
  base: StoreBase,
  records: StoreBase['records'],
  texts: AuthenticatedTexts,
): Promise<string> {
  const index = await Promise.all(records.map(({ key, text }) => indexEntry(crypto, key, text)));
  const header = { ...base.header, index, mac: '' };
  return formatHeader(base.verified ? await sealIndex(crypto, base.master, header, texts) : header);
}

/** Nothing is kept that we could not use ourselves a moment later. */
async function proveUsable(crypto: Crypto, base: StoreBase, key: string, text: string): Promise<void> {
  const record = await readRecord(key, text);
  const privateKey = await unsealRecord(crypto, base.master, base.header.mailbox, record);
  try {
    await unlockDigitalId(privateKey, record);
  } finally {
    wipePrivateKey(privateKey);
  }
}
