import { lists, mailboxAddresses, maySendAs } from '../people';
import { mimeDate, newMessageId } from './build-message';
import { headerValue, splitMessage, withField, withoutField } from './mime';
import { nonDelivery } from './non-delivery';
import { readMessage } from './read-message';
import type { MailStore } from './store';
import type { Address, Person } from './types';

export type RefusalReason = 'not-a-message' | 'no-recipient' | 'send-as-denied';

/** The server does not take this message; nothing was sent. */
export class DeliveryRefused extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Takes responsibility for a message: a copy in the sender's Sent Items, one in
 * each local inbox without Bcc, and a report for each address that is unknown.
 */
export async function deliver(store: MailStore, raw: Buffer, sender: Person): Promise<void> {
  const { header } = splitMessage(raw);
  if (headerValue(header, 'from') === undefined && headerValue(header, 'to') === undefined) {
    throw new DeliveryRefused('not-a-message');
  }
  const { from, to, cc, bcc, subject } = (await readMessage(raw)).message;
  if (from.address !== '' && !maySendAs(sender, from.address)) {
    throw new DeliveryRefused('send-as-denied');
  }
  const recipients = expand([...to, ...cc, ...bcc]);
  if (recipients.length === 0) throw new DeliveryRefused('no-recipient');

  const complete = completed(raw, header, sender);
  await store.add({ mailbox: sender.address, folder: 'sent', raw: complete, isRead: true });
  const onTheWire = withoutField(complete, 'bcc');
  for (const recipient of recipients) {
    if (mailboxAddresses.includes(recipient)) {
      await store.add({ mailbox: recipient, folder: 'inbox', raw: onTheWire });
    } else {
      const report = nonDelivery({ sender, recipient, subject, header: splitMessage(onTheWire).header });
      await store.add({ mailbox: sender.address, folder: 'inbox', raw: report });
    }
  }
}

function expand(addresses: readonly Address[]): readonly string[] {
  const all = addresses.flatMap(({ address }) => {
    const wanted = address.trim().toLowerCase();
    return lists.find((list) => list.address === wanted)?.members ?? [wanted];
  });
  return [...new Set(all)].filter((address) => address !== '');
}

/** Exchange adds what a message must have; nothing that is there is touched. */
function completed(raw: Buffer, header: string, sender: Person): Buffer {
  let message = raw;
  if (headerValue(header, 'message-id') === undefined) message = withField(message, 'Message-ID', newMessageId());
  if (headerValue(header, 'from') === undefined) {
    message = withField(message, 'From', `${sender.name} <${sender.address}>`);
  }
  if (headerValue(header, 'date') === undefined) message = withField(message, 'Date', mimeDate(new Date()));
  return message;
}
