import { sameAddress } from '../certificate/email-addresses';
import { isStructural } from '../mime/header-protection';
import { readableValue, sameFieldIn } from '../mime/header-protection-fields';
import { hiddenSubject } from '../mime/header-protection-write';
import { latin1 } from '../mime/headers';
import type { HeaderField } from '../mime/headers';
import { parseMime } from '../mime/parse';
import { demand } from './demand';
import type { HeaderProtection, ProtectHeaders } from './header-protection';
import type { Mailbox, MessageHeaders, OpenedMessage, ProtectedMessage } from './message';

export type WrittenHeaders = Pick<MessageHeaders, 'subject' | 'to' | 'cc' | 'from'>;

/** What a reader shows is what was written. */
export function checkHeaders({ headers }: OpenedMessage, written: WrittenHeaders): void {
  demand(headers.subject === written.subject, 'subject');
  demand(sameMailboxes(headers.from, written.from), 'from');
  demand(sameMailboxes(headers.to, written.to), 'to');
  demand(sameMailboxes(headers.cc, written.cc), 'cc');
}

function sameMailboxes(read: readonly Mailbox[], written: readonly Mailbox[]): boolean {
  return (
    read.length === written.length &&
    read.every(({ address }, at) => sameAddress(address, written[at]?.address ?? ''))
  );
}

interface HeaderCheck {
  readonly protectHeaders?: ProtectHeaders;
  readonly at: Date;
}

/** The same headers inside and outside, except for a hidden subject, which stands nowhere outside. */
export function checkHeaderProtection(
  opened: OpenedMessage,
  { mime, signed, encrypted }: ProtectedMessage,
  { protectHeaders, at }: HeaderCheck,
): void {
  const { headerProtection: found, headers, outerHeaders } = opened;
  if (protectHeaders === undefined || !(signed || encrypted)) {
    demand(found.state === 'none' || found.form !== 'rfc9788', 'headers protected although nobody asked');
    return;
  }
  if (found.state === 'none') {
    demand(false, 'headers not protected');
    return;
  }
  const hides = encrypted && protectHeaders === 'hidden-subject' && found.fields.some(isSubject);
  demand(found.hp === (encrypted ? 'cipher' : 'clear'), 'headers protected in another way');
  demand(found.differsOutside.length === 0, 'headers differ outside');
  demand(found.subjectHidden === (hides && headers.subject !== hiddenSubject), 'subject hidden');
  demand(outerHeaders.subject === (hides ? hiddenSubject : headers.subject), 'outer subject');
  demand(Math.floor(at.getTime() / 1000) * 1000 === headers.date?.getTime(), 'date');
  demand(headers.messageId === outerHeaders.messageId && headers.messageId !== undefined, 'identifier');
  checkStates(found, signed, hides);
  if (hides) checkNowhereOutside(mime, found, headers.subject);
}

type Found = Extract<HeaderProtection, { state: 'protected' }>;

function isSubject({ name }: { readonly name: string }): boolean {
  return name === 'subject';
}

/** Only what `hcp_baseline` hides is hidden, and a Bcc is not there at all. */
function checkStates({ fields, subjectHidden }: Found, signed: boolean, hides: boolean): void {
  for (const { name, state } of fields) {
    const isHidden = name === 'subject' ? subjectHidden : hides && (name === 'comments' || name === 'keywords');
    const expected = isHidden ? ['encrypted-only', 'signed-and-encrypted'] : ['unprotected', 'signed-only'];
    demand(state === expected[signed ? 1 : 0], `state of ${name}`);
    demand(!name.endsWith('bcc'), 'Bcc inside');
  }
}

/** In no field that is not itself meant to be readable, and not in the content. */
function checkNowhereOutside(mime: Uint8Array, { fields }: Found, subject: string): void {
  // Less could stand in base64, or in a name, by chance.
  if (subject.length < 16 && !/[^A-Za-z0-9+/=]/.test(subject)) return;
  const root = parseMime(mime);
  const isMeant = sameFieldIn(fields.filter((field) => !isSubject(field)));
  const unexpected = root.headers.map(readable).filter((field) => !isStructural(field.name) && !isMeant(field) && !isSubject(field));
  demand(unexpected.every(({ value }) => !value.includes(subject)), 'subject in another header');
  const content = latin1(mime.subarray(root.bodyStart));
  demand(!content.includes(latin1(new TextEncoder().encode(subject))), 'subject in the clear');
}

function readable({ name, value }: HeaderField): HeaderField {
  return { name, value: readableValue(value) };
}
