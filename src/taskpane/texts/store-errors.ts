import type { StoreErrorDetails } from '../../store/errors';
import { contacts } from './contacts';
import type { TextsFor } from './told';

export const storeErrors: TextsFor<StoreErrorDetails> = {
  ERR_PASSPHRASE_WRONG: () => ({ title: "That's not the passphrase", body: 'Capitals count.', repair: 'unlock' }),
  ERR_PASSWORD_IS_PASSPHRASE: () => ({ title: "That's your Signet passphrase", body: 'Choose another password: a backup gets copied around.' }),
  ERR_STORE_LOCKED: () => ({
    title: 'Your digital IDs are locked',
    body: 'Type your passphrase to use your digital ID.',
    repair: 'unlock',
  }),
  ERR_RECORD_VERSION: () => ({
    title: "Signet can't read its store",
    body: 'It was saved by a newer Signet. Reopen Outlook to get the newer one here.',
  }),
  ERR_RECORD_DAMAGED: () => ({
    title: "Signet can't read its store",
    body: 'Part of it is damaged, so nothing was written. Reopen Outlook and try again.',
    repair: 'tryAgain',
  }),
  ERR_STORE_FULL: ({ needed, free }) => ({
    title: "There isn't enough room in your mailbox settings",
    body: 'It needs {needed} KB, and {free} KB are free. Back up a digital ID you no longer use and delete it here.',
    values: { needed: Math.ceil(needed / 1024), free: Math.floor(free / 1024) },
  }),
  ERR_STORE_NOT_SAVED: () => ({
    title: "Outlook couldn't save",
    body: 'Nothing was changed. Try again in a moment.',
    repair: 'tryAgain',
  }),
  ERR_DIGITAL_ID_PRESENT: () => ({
    title: 'You already have this digital ID',
    body: 'There is nothing to import. You find it under Digital IDs.',
  }),
  ERR_DIGITAL_ID_ABSENT: () => ({
    title: 'This digital ID is no longer here',
    body: 'It was removed, perhaps on another device. Import its .pfx file to have it again.',
    repair: 'import',
  }),
  ERR_CONTACT_UNREADABLE: ({ address }) => ({ ...contacts.unreadable, values: { address } }),
  ERR_CONTACTS_UNAVAILABLE: () => ({
    title: "Certificates of contacts can't be kept here",
    body: "This browser doesn't let Signet store anything. Allow site data for Outlook, then try again.",
    repair: 'tryAgain',
  }),
};
