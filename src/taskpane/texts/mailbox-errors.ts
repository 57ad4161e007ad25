import type { MailboxErrorDetails } from '../../mailbox/errors';
import { showMegabytes } from './amounts';
import type { TextsFor } from './told';

const unreadable = {
  cloud: "It's a link to a file in the cloud. Attach a copy of the file instead.",
  item: "It's an Outlook item. Save it as a file and attach that instead.",
  empty: 'Outlook handed over nothing. Remove it, then attach it again.',
  refused: 'Outlook refused. Remove it, then attach it again.',
} as const;

export const mailboxErrors: TextsFor<MailboxErrorDetails> = {
  ERR_OFFICE_CALL: () => ({
    title: "Outlook couldn't do this",
    body: 'It refused something Signet needs. Try again. If it happens again, reopen the message.',
    repair: 'tryAgain',
  }),
  ERR_OFFICE_TIMEOUT: () => ({
    title: "Outlook isn't answering",
    body: 'Select the message again, or reopen Signet.',
    repair: 'tryAgain',
  }),
  ERR_OFFICE_UNSUPPORTED: () => ({
    title: "This Outlook can't run Signet on this message",
    body: 'Use Outlook on a computer or the web.',
  }),
  ERR_ATTACHMENT_UNREADABLE: ({ name, reason }) => ({
    title: "Outlook didn't hand over an attachment",
    body: `Nothing can be sent without "{name}". ${unreadable[reason]}`,
    values: { name },
    repair: 'tryAgain',
  }),
  ERR_SETTINGS_FULL: () => ({
    title: "There isn't enough room in your mailbox settings",
    body: 'Back up a digital ID you no longer use and delete it here.',
  }),
  ERR_SIGN_IN_REQUIRED: () => ({
    title: 'Signet may not send mail for you yet',
    body: "Sending needs Signet to be registered with your organisation, and this copy isn't. Ask your administrator.",
  }),
  ERR_SEND_REFUSED: () => ({
    title: 'Your mail server refused this message',
    body: "Check the recipients' addresses and that you may send from this address, then try again.",
    repair: 'tryAgain',
  }),
  ERR_SEND_TOO_LARGE: ({ bytes, limit }) => ({
    title: 'This message is too large to send as S/MIME from here',
    body: 'It has {size} of {limit} MB. Remove attachments, then try again.',
    values: { size: showMegabytes(bytes), limit: showMegabytes(limit) },
    repair: 'tryAgain',
  }),
  ERR_SEND_OFFLINE: () => ({
    title: 'There is no connection',
    body: "Sending needs a connection. Try again when you're online.",
    repair: 'tryAgain',
  }),
  ERR_SEND_OUTCOME_UNKNOWN: () => ({
    title: "We don't know whether this was sent",
    body: 'The connection broke while sending. Look in Sent Items before you try again.',
  }),
};
