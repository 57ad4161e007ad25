import type { MessageHeaders } from '../message/message';
import { parseAddressList, readableText } from './addresses';
import type { AddressList } from './addresses';
import { decodeWords } from './encoded-words';
import { withoutComments } from './comments';
import type { HeaderField } from './headers';
import { allFields, firstField } from './headers';

/** What the header section says, for people. Of fields that may stand once, the first counts. */
export function readMessageHeaders(fields: readonly HeaderField[]): MessageHeaders {
  const date = readDate(firstField(fields, 'date'));
  const messageId = firstField(fields, 'message-id')?.replace(/^<|>$/g, '');
  return {
    subject: decodeWords(readableText(firstField(fields, 'subject') ?? '')),
    from: readFrom(fields).mailboxes,
    to: addressesOf(fields, 'to').mailboxes,
    cc: addressesOf(fields, 'cc').mailboxes,
    ...(date === undefined ? {} : { date }),
    ...(messageId === undefined || messageId === '' ? {} : { messageId }),
  };
}

/** The author by all From: fields. A second field is ambiguous: programs differ in which one they show. */
export function readFrom(fields: readonly HeaderField[]): AddressList {
  const from = addressesOf(fields, 'from');
  return { mailboxes: from.mailboxes, ambiguous: from.ambiguous || allFields(fields, 'from').length > 1 };
}

function addressesOf(fields: readonly HeaderField[], name: string): AddressList {
  const lists = allFields(fields, name).map(parseAddressList);
  return {
    mailboxes: lists.flatMap((list) => list.mailboxes),
    ambiguous: lists.some((list) => list.ambiguous),
  };
}

/** Room for a date, its zone and a comment. */
const maxDateLength = 200;

// Date.parse reads the form of RFC 5322 and its comments; what it cannot read is no date.
// Of 300,000 opening brackets each would be looked for its end: a minute of standstill.
export function readDate(value: string | undefined): Date | undefined {
  const plain = withoutComments(value ?? '').text.replace(/[ \t]+/g, ' ').trim();
  if (plain.length > maxDateLength) return undefined;
  const milliseconds = Date.parse(plain);
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds);
}
