import { isSmimeError, unlockDigitalId } from '../smime/index';
import type { UnlockedDigitalId } from '../smime/index';
import { StoreError, isStoreError } from '../store/errors';
import { passphraseSlots } from '../store/header';
import type { StoreHeader } from '../store/header';
import { indexEntry, verifyIndex } from '../store/integrity';
import { importMasterKey } from '../store/master-key';
import type { MasterKey } from '../store/master-key';
import { wipePrivateKey } from '../store/private-key';
import { unsealRecord } from '../store/record';
import type { SealedDigitalId } from '../store/record';
import { openSlot } from '../store/slot';
import type { UnreadableRecord } from './keyring';
import type { LoadedStore } from './loaded-store';
import { requireStoreError, unreadableReason } from './loaded-store';

export interface UnlockedStore {
  readonly storeId: string;
  readonly master: MasterKey;
  /** By fingerprint. */
  readonly digitalIds: ReadonlyMap<string, UnlockedDigitalId>;
  /** Records whose seal holds, also those whose key this browser does not know: these are not in `digitalIds`. */
  readonly records: readonly SealedDigitalId[];
  readonly unreadable: readonly UnreadableRecord[];
  readonly verified: boolean;
}

/** @throws StoreError ERR_PASSPHRASE_WRONG */
export async function openWithPassphrase(crypto: Crypto, header: StoreHeader, passphrase: string): Promise<MasterKey> {
  let wrong = new StoreError('ERR_PASSPHRASE_WRONG', {});
  for (const slot of passphraseSlots(header)) {
    try {
      return await importMasterKey(crypto, await openSlot(crypto, slot, passphrase));
    } catch (error) {
      wrong = requireWrongPassphrase(error);
    }
  }
  throw wrong;
}

function requireWrongPassphrase(error: unknown): StoreError<'ERR_PASSPHRASE_WRONG'> {
  if (isStoreError(error) && error.code === 'ERR_PASSPHRASE_WRONG') return error;
  throw error;
}

/** Unseals every record it can; one that is damaged does not take the others with it. */
export async function openStore(crypto: Crypto, master: MasterKey, loaded: LoadedStore): Promise<UnlockedStore> {
  const { header } = loaded;
  if (header === undefined) throw loaded.problem ?? new StoreError('ERR_STORE_LOCKED', {});
  const digitalIds = new Map<string, UnlockedDigitalId>();
  const records: SealedDigitalId[] = [];
  const unreadable: UnreadableRecord[] = [];
  for (const record of loaded.records) {
    try {
      digitalIds.set(record.certificate.fingerprint, await useRecord(crypto, master, header.mailbox, record));
      records.push(record);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === 'key-unsupported') records.push(record);
      unreadable.push({ record: record.key, reason });
    }
  }
  const verified = await isVerified(crypto, master, loaded, header, records);
  return { storeId: header.id, master, digitalIds, records, unreadable, verified };
}

/** The key comes from under the seal: what is wrong with it then is that this browser lacks its kind. */
function reasonOf(error: unknown): UnreadableRecord['reason'] {
  if (isSmimeError(error)) return error.code === 'ERR_KEY_UNSUPPORTED' ? 'key-unsupported' : 'damaged';
  return unreadableReason(requireStoreError(error));
}

async function useRecord(
  crypto: Crypto,
  master: MasterKey,
  mailbox: string,
  record: SealedDigitalId,
): Promise<UnlockedDigitalId> {
  const privateKey = await unsealRecord(crypto, master, mailbox, record);
  try {
    return await unlockDigitalId(privateKey, { certificate: record.certificate, chain: record.chain });
  } finally {
    wipePrivateKey(privateKey);
  }
}

/**
 * Index, policy and preferences are authentic, and each indexed record is there as it was.
 * A good record that the index does not name comes from another device: nothing is wrong with it.
 */
async function isVerified(
  crypto: Crypto,
  master: MasterKey,
  loaded: LoadedStore,
  header: StoreHeader,
  records: readonly SealedDigitalId[],
): Promise<boolean> {
  if (loaded.textProblem !== undefined) return false;
  if (!(await verifyIndex(crypto, master, header, loaded))) return false;
  const found = new Set(await Promise.all(records.map(({ key, text }) => indexEntry(crypto, key, text))));
  return header.index.every((entry) => found.has(entry));
}
