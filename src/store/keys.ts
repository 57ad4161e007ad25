/** Names in the mailbox's settings bag. */
/** Every key that is ours begins so; the bag belongs to the whole add-in. */
export const settingsPrefix = 'signet.';
export const storeKey = 'signet.store';
export const recordPrefix = 'signet.id.';

/** The record of a digital ID is named by the first 16 hex digits of its certificate's fingerprint. */
export function recordKey(fingerprint: string): string {
  return recordPrefix + fingerprint.slice(0, 16);
}
