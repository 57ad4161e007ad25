import type { Bytes } from '../store/base64';
import { StoreError, isStoreError } from '../store/errors';
import type { StoreHeader } from '../store/header';
import { openSlot, parseSlot, sealSlot } from '../store/slot';
import type { PassphraseCost } from '../store/slot';

/**
 * The header with the slot that `current` opens made anew for `next`. Slots of
 * other kinds stay as they are. The MAC is not renewed here.
 * @throws StoreError ERR_PASSPHRASE_WRONG
 */
export async function rewrap(
  crypto: Crypto,
  header: StoreHeader,
  current: string,
  next: string,
  cost: PassphraseCost | undefined,
): Promise<StoreHeader> {
  const { at, master } = await openOne(crypto, header, current);
  try {
    const slot = await sealSlot(crypto, master, next, cost);
    proveSame(master, await openSlot(crypto, slot, next));
    return { ...header, slots: header.slots.map((kept, place) => (place === at ? slot : kept)) };
  } finally {
    master.fill(0);
  }
}

/** Whether it is the passphrase of this store. */
export async function isPassphrase(crypto: Crypto, header: StoreHeader, guess: string): Promise<boolean> {
  try {
    const { master } = await openOne(crypto, header, guess);
    master.fill(0);
    return true;
  } catch (error) {
    if (isStoreError(error) && error.code === 'ERR_PASSPHRASE_WRONG') return false;
    throw error;
  }
}

async function openOne(
  crypto: Crypto,
  { slots }: StoreHeader,
  passphrase: string,
): Promise<{ readonly at: number; readonly master: Bytes }> {
  for (const [at, kept] of slots.entries()) {
    const slot = parseSlot(kept);
    if (slot === undefined) continue;
    try {
      return { at, master: await openSlot(crypto, slot, passphrase) };
    } catch (error) {
      if (!isStoreError(error) || error.code !== 'ERR_PASSPHRASE_WRONG') throw error;
    }
  }
  throw new StoreError('ERR_PASSPHRASE_WRONG', {});
}

/** A slot that does not open would lock the person out for good: it is tried before it is kept. */
function proveSame(master: Bytes, opened: Bytes): void {
  const isSame = master.length === opened.length && master.every((octet, at) => octet === opened[at]);
  opened.fill(0);
  if (!isSame) throw new TypeError('The new slot opens to something else.');
}
