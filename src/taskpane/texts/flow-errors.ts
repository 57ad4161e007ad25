import type { SendBlock } from '../../flows/check-send-policy';
import type { FlowErrorDetails } from '../../flows/errors';
import { showDate, showMegabytes } from './amounts';
import type { TextsFor } from './told';
import { count } from './words';

const required: Readonly<Record<SendBlock, string>> = {
  signRequired: 'Your organisation asks you to sign every message. Turn Sign on, then send.',
  encryptRequired: 'Your organisation asks you to encrypt every message. Turn Encrypt on, then send.',
  bothRequired: 'Your organisation asks you to sign and encrypt every message. Turn both on, then send.',
  ownSign: 'You chose to sign all messages. Turn Sign on, then send.',
  ownEncrypt: 'You chose to encrypt all messages. Turn Encrypt on, then send.',
  ownBoth: 'You chose to sign and encrypt all messages. Turn both on, then send.',
  promisedSign: 'Sign was turned on for this message. Turn it on again, or turn it off yourself first.',
  promisedEncrypt: 'Encrypt was turned on for this message. Turn it on again, or turn it off yourself first.',
  promisedBoth: 'Sign and Encrypt were turned on for this message. Turn them on again, or turn them off yourself first.',
  shared: "Signet can't sign or encrypt in a shared mailbox yet. Write the message in your own mailbox.",
  suggestedEncrypt: 'Encrypt was on because everyone could read it. Look at the message again, then send.',
  settings: "Signet's settings were changed from outside, so it can't tell what is required. Set them again under Settings.",
  unreadable: "Signet couldn't tell what was promised for this message. Close it, open it from Drafts and try again.",
  failed: "Signet couldn't finish its check. Try again in a moment.",
};

export const flowErrors: TextsFor<FlowErrorDetails> = {
  ERR_NO_DIGITAL_ID: () => ({
    title: 'There is no digital ID here yet',
    body: 'Signing and encrypting need a digital ID. Import yours first.',
    repair: 'import',
  }),
  ERR_DIGITAL_ID_FOR_SENDER: ({ address }) => ({
    title: 'None of your digital IDs fits the sender',
    body: 'None of them is for {address}. Import one, or choose another sender in Outlook.',
    values: { address },
    repair: 'import',
  }),
  ERR_DIGITAL_ID_EXPIRED: ({ notAfter }) => ({
    title: 'Your digital ID has run out',
    body: "It ran out on {date}. Messages can't be signed with it. Import your new one.",
    values: { date: showDate(notAfter) },
    repair: 'import',
  }),
  ERR_RECIPIENT_CERTIFICATE_MISSING: ({ addresses }) => ({
    title: `${count(addresses.length, 'person', 'people')} can't read an encrypted message`,
    body: 'Signet has no certificate to encrypt to {addresses}. Open a signed message from them and select Add to contacts.',
    values: { addresses: addresses.slice(0, 3).join(', ') + (addresses.length > 3 ? ` and ${addresses.length - 3} more` : '') },
  }),
  ERR_NO_RECIPIENT: () => ({ title: 'Nobody would get this message', body: 'Add a recipient in Outlook first.' }),
  ERR_RECIPIENT_UNRESOLVED: ({ name }) => ({
    title: "Outlook hasn't recognised a recipient",
    body: `It's "{name}". Pick the person from the list, or type the full address.`,
    values: { name },
  }),
  ERR_RECIPIENT_IS_LIST: ({ name }) => ({
    title: 'A recipient is a group',
    body: `Signet can't see who is in "{name}". Replace it by its members.`,
    values: { name },
  }),
  ERR_BCC_WITH_ENCRYPTION: () => ({
    title: "Bcc and encryption don't go together yet",
    body: 'Everyone could find out who got a Bcc. Remove the Bcc recipients, or turn Encrypt off.',
  }),
  ERR_POLICY: ({ reason }) => ({ title: 'More protection is required', body: required[reason] }),
  ERR_DRAFT_CHANGED: () => ({
    title: 'The message was changed meanwhile',
    body: 'It was edited while Signet worked on it. Send it again with your changes.',
    repair: 'tryAgain',
  }),
  ERR_CANCELLED: () => ({ title: 'Cancelled', body: 'Send it whenever you are ready.' }),
  ERR_CONFIG_INVALID: () => ({
    title: "Signet isn't set up correctly here",
    body: "Its configuration can't be read. Tell the person who installed it.",
  }),
  ERR_FILE_TOO_LARGE: ({ size, limit }) => ({
    title: 'Too large to check here',
    body: '{size} MB; the limit is {limit} MB.',
    values: { size: showMegabytes(size), limit: showMegabytes(limit) },
  }),
  ERR_FILE_UNREADABLE: ({ name }) => ({
    title: "This file can't be read",
    body: '{name} may have been moved or changed since you chose it. Choose it again.',
    values: { name },
  }),
  ERR_MESSAGE_UNAVAILABLE: () => ({
    title: "Outlook didn't hand over this message",
    body: 'Outlook may say "Restricted item" first; close that, then try again.',
    repair: 'tryAgain',
  }),
};
