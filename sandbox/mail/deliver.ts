import type { AddressBook } from '../address-book';
import { mimeDate, newMessageId } from './build-message';
import { headerValue, splitMessage, withField, withoutField } from './mime';
import { noMailbox, nonDelivery } from './non-delivery';
import type { Cause } from './non-delivery';
import { readMessage } from './read-message';
import type { SmtpOut } from './smtp-out';
import type { MailStore } from './store';
import type { Person } from './types';

export type RefusalReason = 'not-a-message' | 'no-recipient' | 'send-as-denied';

/** The server does not take this message; nothing was sent. */
export class DeliveryRefused extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(reason);
    this.reason = reason;
  }
}

/** What a message needs on its way. */
export interface PostOffice {
  readonly store: MailStore;
  readonly addressBook: AddressBook;
  /** The way to everybody who has no mailbox here; without one there is none. */
  readonly smtpOut?: SmtpOut;
}

/**
 * Takes responsibility for a message: a copy in the sender's Sent Items, one in
 * each local inbox without Bcc, and the way out, or a report, for each address
 * that has no mailbox here.
 */
export async function deliver(office: PostOffice, raw: Buffer, sender: Person): Promise<void> {
  const { store, addressBook } = office;
  const { header } = splitMessage(raw);
  if (headerValue(header, 'from') === undefined && headerValue(header, 'to') === undefined) {
    throw new DeliveryRefused('not-a-message');
  }
  const { from, to, cc, bcc } = (await readMessage(raw)).message;
  if (from.address !== '' && !addressBook.maySendAs(sender, from.address)) throw new DeliveryRefused('send-as-denied');
  const recipients = addressBook.expand([...to, ...cc, ...bcc].map(({ address }) => address));
  if (recipients.length === 0) throw new DeliveryRefused('no-recipient');

  const complete = completed(raw, header, sender);
  await store.add({ mailbox: sender.address, folder: 'sent', raw: complete, isRead: true });
  const onTheWire = withoutField(complete, 'bcc');
  const isHere = (address: string): boolean => addressBook.mailboxes.includes(address);
  for (const mailbox of recipients.filter(isHere)) await store.add({ mailbox, folder: 'inbox', raw: onTheWire });
  await deliverOutside(office, onTheWire, sender, recipients.filter((address) => !isHere(address)));
}

/** A server answers before the other side has: what fails there comes back as a report. */
async function deliverOutside(
  { store, addressBook, smtpOut }: PostOffice,
  raw: Buffer,
  sender: Person,
  recipients: readonly string[],
): Promise<void> {
  const report = async (recipient: string, cause: Cause): Promise<void> => {
    const notice = await nonDelivery({ sender, recipient, cause, original: raw });
    await store.add({ mailbox: sender.address, folder: 'inbox', raw: notice });
  };
  if (recipients.length === 0) return;
  if (smtpOut !== undefined) {
    smtpOut.send({ from: (sender.writesAs ?? sender).address, to: recipients, raw }, report);
    return;
  }
  for (const recipient of recipients) await report(recipient, noMailbox(addressBook));
}

/** Exchange adds what a message must have; nothing that is there is touched. */
function completed(raw: Buffer, header: string, sender: Person): Buffer {
  let message = raw;
  if (headerValue(header, 'message-id') === undefined) message = withField(message, 'Message-ID', newMessageId());
  if (headerValue(header, 'from') === undefined) {
    const { name, address } = sender.writesAs ?? sender;
    message = withField(message, 'From', `${name} <${address}>`);
  }
  if (headerValue(header, 'date') === undefined) message = withField(message, 'Date', mimeDate(new Date()));
  return message;
}
