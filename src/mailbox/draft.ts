import { addressOf } from './address';
import { readAttachment, summarizeAttachment, unreadable } from './attachments';
import type { OfficeAttachment } from './attachments';
import { callOutlook } from './call';
import { contentIdIn } from './inline-picture';
import type { Address, Draft, DraftBody, DraftFile, DraftSummary } from './types';

/** One call after the other: Outlook takes few at once. */
export async function readSummary(item: Office.MessageCompose): Promise<DraftSummary> {
  const from = await readFrom(item);
  const to = await readRecipients(item.to, 'to');
  const cc = await readRecipients(item.cc, 'cc');
  const bcc = await readRecipients(item.bcc, 'bcc');
  const subject = await readSubject(item);
  const attachments = (await listAttachments(item)).map(summarizeAttachment);
  return { from, to, cc, bcc, subject, attachments };
}

/** Everything that was written. What cannot be read is an error, never left out. */
export async function readDraft(item: Office.MessageCompose, signal?: AbortSignal): Promise<Draft> {
  const from = await readFrom(item);
  const to = await readRecipients(item.to, 'to');
  const cc = await readRecipients(item.cc, 'cc');
  const bcc = await readRecipients(item.bcc, 'bcc');
  const subject = await readSubject(item);
  const body = await readBody(item.body);
  signal?.throwIfAborted();
  const attachments = await readFiles(item, body.html, signal);
  const { inReplyTo } = item as Partial<Pick<Office.MessageCompose, 'inReplyTo'>>;
  const reply = typeof inReplyTo === 'string' && inReplyTo !== '' ? { inReplyTo } : {};
  return { from, to, cc, bcc, subject, ...body, attachments, ...reply };
}

export async function readFrom(item: Office.MessageCompose): Promise<Address> {
  const from = await callOutlook<Office.EmailAddressDetails>(item.from, 'from.getAsync', (done) =>
    item.from.getAsync(done),
  );
  return addressOf(from);
}

async function readRecipients(recipients: Office.Recipients, field: string): Promise<readonly Address[]> {
  const found = await callOutlook<Office.EmailAddressDetails[]>(recipients, `${field}.getAsync`, (done) =>
    recipients.getAsync(done),
  );
  return found.map(addressOf);
}

function readSubject(item: Office.MessageCompose): Promise<string> {
  return callOutlook<string>(item.subject, 'subject.getAsync', (done) => item.subject.getAsync(done));
}

/** A plain-text message has no HTML; asking for it would make some up. */
export async function readBody(body: Office.Body): Promise<DraftBody> {
  const type = await callOutlook<'html' | 'text'>(body, 'body.getTypeAsync', (done) =>
    body.getTypeAsync(done as (result: Office.AsyncResult<Office.CoercionType>) => void),
  );
  const text = await readBodyAs(body, 'text');
  return type === 'html' ? { text, html: await readBodyAs(body, 'html') } : { text };
}

function readBodyAs(body: Office.Body, form: 'text' | 'html'): Promise<string> {
  return callOutlook<string>(body, 'body.getAsync', (done) => body.getAsync(form, done));
}

async function listAttachments(item: Office.MessageCompose): Promise<readonly OfficeAttachment[]> {
  return callOutlook<Office.AttachmentDetailsCompose[]>(item, 'getAttachmentsAsync', (done) =>
    item.getAttachmentsAsync(done),
  );
}

async function readFiles(
  item: Office.MessageCompose,
  html: string | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly DraftFile[]> {
  const files: DraftFile[] = [];
  for (const attachment of await listAttachments(item)) files.push(await readFile(item, attachment, html, signal));
  return files;
}

/**
 * An inline file that the HTML does not refer to becomes an ordinary
 * attachment: as an inline part nobody would ever see it.
 */
async function readFile(
  item: Office.MessageCompose,
  attachment: OfficeAttachment,
  html: string | undefined,
  signal: AbortSignal | undefined,
): Promise<DraftFile> {
  const { name, contentType, kind } = summarizeAttachment(attachment);
  if (kind !== 'file') throw unreadable(name, kind);
  const bytes = await readAttachment(item, attachment, signal);
  const contentId = attachment.isInline ? contentIdIn(html ?? '', attachment) : undefined;
  return contentId === undefined
    ? { name, contentType, bytes, isInline: false }
    : { name, contentType, bytes, isInline: true, contentId };
}
