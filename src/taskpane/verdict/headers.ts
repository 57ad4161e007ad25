import type { HeaderFieldReport, OpenedMessage } from '../../smime/index';
import { withoutUnseen } from '../texts/names';
import type { headerNames } from '../texts/read';

/** The lines above a message, as they are called in headers. */
export type ShownHeader = keyof typeof headerNames;

type Protected = Pick<OpenedMessage, 'headerProtection' | 'headers' | 'outerHeaders'>;

const shownHeaders: readonly ShownHeader[] = ['subject', 'from', 'to', 'cc', 'date'];

export interface ProtectedHeader {
  readonly name: ShownHeader;
  readonly value: string;
  readonly state: HeaderFieldReport['state'];
}

/** Those that the signature or the encryption covers, the first of each name, in the order in which they are shown. */
export function protectedHeaders({ headerProtection }: Pick<OpenedMessage, 'headerProtection'>): readonly ProtectedHeader[] {
  if (headerProtection.state === 'none') return [];
  const { fields } = headerProtection;
  return shownHeaders.flatMap((name) => {
    const field = fields.find((one) => one.name.toLowerCase() === name);
    return field === undefined || field.state === 'unprotected' ? [] : [{ name, value: withoutUnseen(field.value), state: field.state }];
  });
}

/** Those that stand outside, where Outlook takes them from, otherwise than the sender left them there. */
export function changedOutside(opened: Protected): readonly ShownHeader[] {
  const { headerProtection } = opened;
  if (headerProtection.state === 'none') return [];
  const differing = new Set(headerProtection.differsOutside.map((name) => name.toLowerCase()));
  return shownHeaders.filter((name) => {
    if (!differing.has(name)) return false;
    return name === 'subject' ? !isOnlyMarked(opened) : name !== 'date' || !isSentSoon(opened);
  });
}

const hour = 60 * 60 * 1000;

/** Servers that take a message may write the time at which they took it. */
function isSentSoon({ headers, outerHeaders }: Protected): boolean {
  const [own, shown] = [headers.date, outerHeaders.date];
  return own !== undefined && shown !== undefined && Math.abs(own.getTime() - shown.getTime()) <= hour;
}

/** A mark before the subject, and nothing else: lists and mail systems do that. */
export function isOnlyMarked({ headerProtection, outerHeaders }: Pick<Protected, 'headerProtection' | 'outerHeaders'>): boolean {
  if (headerProtection.state === 'none') return false;
  if (!headerProtection.differsOutside.some((name) => name.toLowerCase() === 'subject')) return false;
  const own = protectedHeaders({ headerProtection }).find(({ name }) => name === 'subject')?.value ?? '';
  const left = headerProtection.subjectHidden ? hiddenSubjects : [own];
  const shown = withoutUnseen(outerHeaders.subject);
  return left.some((subject) => subject !== '' && shown.endsWith(subject) && isMark(shown.slice(0, shown.length - subject.length)));
}

/** What stands outside in the place of a hidden subject (RFC 9788 section 3.2.1, and what was usual before). */
const hiddenSubjects = ['[...]', '...'];

/** `[list] `, `Re: `, `EXTERNAL: `: nothing with which a sentence could begin. */
function isMark(before: string): boolean {
  return before.length <= 60 && /^(?:(?:\[[^\]]*\]|\([^)]*\)|<[^>]*>|[\p{L}\d_-]{1,20}:)\s*)+$/u.test(before);
}
