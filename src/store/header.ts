import { fromBase64 } from './base64';
import { StoreError } from './errors';
import { storeKey } from './keys';
import { parseSlot } from './slot';
import type { PassphraseSlot } from './slot';

/** `signet.store`: who can open the store, and what belongs to it. */
export interface StoreHeader {
  /** Random; tells this store from one made anew. */
  readonly id: string;
  /**
   * The address the store was made for; part of each record's associated
   * data. Kept here, because a mailbox may be renamed.
   */
  readonly mailbox: string;
  /** As they were read: a kind that only a newer Signet knows is carried along. */
  readonly slots: readonly unknown[];
  /** `16 hex digits of the fingerprint`:`base64 of the record's SHA-256`. */
  readonly index: readonly string[];
  /** Over all of this, the policy and the preferences; empty when nobody vouches for it. */
  readonly mac: string;
}

const version = 1;

export function formatHeader({ id, mailbox, slots, index, mac }: StoreHeader): string {
  const text = JSON.stringify({ version, id, mailbox, slots, index, mac });
  // How Outlook counts and carries anything but ASCII is nowhere said; an address may have it.
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Reads what is kept and judges it, before any key is derived.
 * @throws StoreError ERR_RECORD_VERSION, ERR_RECORD_DAMAGED
 */
export function parseHeader(text: string): StoreHeader {
  const kept = parseJson(text);
  const found = kept['version'];
  if (typeof found !== 'number' || !Number.isInteger(found) || found < 1) throw damaged();
  if (found > version) throw new StoreError('ERR_RECORD_VERSION', { version: found });
  const { id, mailbox, slots, index, mac } = kept;
  if (typeof id !== 'string' || typeof mailbox !== 'string' || typeof mac !== 'string') throw damaged();
  if (!Array.isArray(slots) || !isTexts(index)) throw damaged();
  fromBase64(mac, storeKey);
  const header: StoreHeader = { id, mailbox, slots: slots as readonly unknown[], index, mac };
  passphraseSlots(header);
  return header;
}

/** The slots that a passphrase opens. @throws StoreError ERR_RECORD_DAMAGED */
export function passphraseSlots(header: StoreHeader): readonly PassphraseSlot[] {
  const slots = header.slots.map(parseSlot).filter((slot) => slot !== undefined);
  // More than a few would only multiply the work of a wrong passphrase.
  if (header.slots.length > 8 || slots.length > 2) throw damaged();
  return slots;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new StoreError('ERR_RECORD_DAMAGED', { record: storeKey }, { cause });
  }
  if (typeof value !== 'object' || value === null) throw damaged();
  return value as Readonly<Record<string, unknown>>;
}

function damaged(): StoreError {
  return new StoreError('ERR_RECORD_DAMAGED', { record: storeKey });
}
