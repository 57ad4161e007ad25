import type { AddressBook } from '../address-book';
import { mimeDate, newMessageId } from './build-message';
import { splitMessage } from './mime';
import { readMessage } from './read-message';
import type { Person } from './types';

/** Why a message came back. */
export interface Cause {
  /** Lines of plain text, each of at most 78 characters. */
  readonly lines: readonly string[];
  /** RFC 3463, such as 5.1.1 */
  readonly status: string;
  /** What the other server answered. */
  readonly diagnostic?: string;
}

export interface NonDelivery {
  readonly sender: Person;
  readonly recipient: string;
  readonly cause: Cause;
  /** The message that could not be delivered. */
  readonly original: Buffer;
}

export function noMailbox({ mailboxes }: AddressBook): Cause {
  const here = mailboxes.map((address) => `  ${address}`);
  const why = 'There is no such mailbox here. This Outlook is a sandbox: it delivers to';
  const hint = ['and nothing leaves this computer. With the option --smtp-out, mail for others', 'goes to an SMTP server of yours on this computer.'];
  return { lines: [why, ...here, ...hint], status: '5.1.1' };
}

/** A delivery status notification, RFC 3464. */
export async function nonDelivery({ sender, recipient, cause, original }: NonDelivery): Promise<Buffer> {
  const shown = printable((await readMessage(original)).message.subject);
  const address = printable(recipient);
  const lines = [
    `Date: ${mimeDate(new Date())}`,
    'From: Mail Delivery System <postmaster@signet.example>',
    `To: ${sender.name} <${sender.address}>`,
    `Subject: Undeliverable: ${shown}`,
    `Message-ID: ${newMessageId()}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="report"',
    '',
    '--report',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `Your message "${shown}" was not delivered to ${address}.`,
    '',
    ...cause.lines.map(printable),
    '',
    '--report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.signet.example',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    `Status: ${cause.status}`,
    ...(cause.diagnostic === undefined ? [] : [`Diagnostic-Code: smtp; ${printable(cause.diagnostic)}`]),
    '',
    '--report',
    'Content-Type: text/rfc822-headers',
    '',
    splitMessage(original).header.replace(/\r?\n$/, ''),
    '--report--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

/** Of another server or of a message: no line of its own, nothing beyond ASCII. */
function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[^\x20-\x7e]/g, '?');
}
