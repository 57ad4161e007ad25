import { mimeDate, newMessageId } from './build-message';
import type { Person } from './types';

export interface NonDelivery {
  readonly sender: Person;
  readonly recipient: string;
  readonly subject: string;
  /** Header of the message that could not be delivered. */
  readonly header: string;
}

/** A delivery status notification, RFC 3464. */
export function nonDelivery({ sender, recipient, subject, header }: NonDelivery): Buffer {
  const shown = subject.replace(/[^\x20-\x7e]/g, '?');
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
    `Your message "${shown}" was not delivered to ${recipient}.`,
    '',
    'There is no such mailbox here. This Outlook is a sandbox: it delivers to',
    'Alice, Bob and Carol at signet.example, and nothing leaves this computer.',
    '',
    '--report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.signet.example',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--report',
    'Content-Type: text/rfc822-headers',
    '',
    header.replace(/\r?\n$/, ''),
    '--report--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}
