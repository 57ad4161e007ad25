import { normalizeAddress } from '../certificate/email-addresses';
import type { AddressList } from './addresses';
import { parseAddressList, readableText } from './addresses';
import { decodeWords } from './encoded-words';
import type { HeaderField } from './headers';
import { allFields, trimmed } from './headers';
import { readDate } from './message-headers';

/** What people see or act upon, and what a message has at most once (RFC 5322 section 3.6). */
const peopleFields = ['from', 'sender', 'reply-to', 'to', 'cc', 'subject', 'date'] as const;
const singleFields: readonly string[] = [...peopleFields, 'message-id', 'in-reply-to', 'references'];

/** The fields of author, recipients, subject, date and reply address that stand only outside. */
export function onlyOutside(inside: readonly HeaderField[], outer: readonly HeaderField[]): readonly HeaderField[] {
  const added = peopleFields.filter((name) => !has(inside, name));
  return outer.filter(({ name }) => added.some((one) => one === name));
}

/** Of these the second one would be read by another program. */
export function repeatedFields(fields: readonly HeaderField[]): readonly string[] {
  return singleFields.filter((name) => allFields(fields, name).length > 1);
}

/** Unfolded, with single blanks. */
export function plainValue(value: string): string {
  return trimmed(value.replace(/[ \t]+/g, ' '));
}

export function readableValue(value: string): string {
  return decodeWords(readableText(plainValue(value)));
}

/** RFC 9788 section 4.3.1: whether a field of the same name and value is among these. */
export function sameFieldIn(fields: readonly HeaderField[]): (field: HeaderField) => boolean {
  const key = ({ name, value }: HeaderField) => `${name}:${plainValue(value)}`;
  const keys = new Set(fields.map(key));
  return (field) => keys.has(key(field));
}

/**
 * The names of fields that mean something else in `outer` than in `left`.
 * Servers write names, encoded words and dates anew, which changes nothing.
 */
export function changedFields(left: readonly HeaderField[], outer: readonly HeaderField[]): readonly string[] {
  return singleFields.filter((name) => meaning(name, left) !== meaning(name, outer));
}

/**
 * Likewise where the sender did not say what he left outside: only what stands in both places can be compared.
 * @param mayHide - an encryption may leave another subject outside
 */
export function contradictions(
  inside: readonly HeaderField[],
  outer: readonly HeaderField[],
  mayHide: boolean,
): readonly string[] {
  return changedFields(inside, outer).filter((name) => !(mayHide && name === 'subject') && has(inside, name) && has(outer, name));
}

function has(fields: readonly HeaderField[], name: string): boolean {
  return fields.some((field) => field.name === name);
}

function meaning(name: string, fields: readonly HeaderField[]): string {
  const values = allFields(fields, name);
  switch (name) {
    case 'from':
    case 'sender':
    case 'reply-to':
    case 'to':
    case 'cc':
      return addressesIn(values.map(parseAddressList)).join(' ');
    case 'date':
      return values.map((value) => readDate(value)?.toISOString() ?? plainValue(value)).join(' ');
    case 'subject':
      // Servers write several blanks as one, and what needed no encoded word without it.
      return values.map((value) => plainValue(readableValue(value))).join('\n');
    default:
      return values.join(' ').replace(/\s+/g, '');
  }
}

/** Whether both name the same addresses; RFC 9788 section 4.4.5 with the rules for addresses that hold everywhere here. */
export function sameAuthors(a: AddressList, b: AddressList): boolean {
  return addressesIn([a]).join(' ') === addressesIn([b]).join(' ');
}

function addressesIn(lists: readonly AddressList[]): readonly string[] {
  const addresses = lists.flatMap(({ mailboxes }) => mailboxes.map(({ address }) => normalizeAddress(address)));
  return [...new Set(addresses)].sort();
}
