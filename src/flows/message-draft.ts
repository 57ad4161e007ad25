import type { Address, Draft, DraftBody, DraftFile, DraftSummary } from '../mailbox/types';
import { normalizeAddress } from '../smime/index';
import type { DraftAttachment, Mailbox, MessageDraft } from '../smime/index';

/** What somebody wrote in Outlook, as the core takes it. */
export function messageDraft(draft: Draft, randomId: string): MessageDraft {
  const { inReplyTo, html } = draft;
  return {
    from: mailbox(draft.from),
    to: draft.to.map(mailbox),
    cc: draft.cc.map(mailbox),
    bcc: draft.bcc.map(mailbox),
    subject: draft.subject,
    messageId: messageId(draft.from, randomId),
    ...(inReplyTo === undefined ? {} : { inReplyTo, references: [inReplyTo] }),
    text: draft.text,
    ...(html === undefined ? {} : { html }),
    attachments: draft.attachments.map(attachment),
  };
}

/** What must not change between reading a draft and sending it. */
export function sameSummary(a: DraftSummary, b: DraftSummary): boolean {
  return sameText(summaryKey(a), summaryKey(b));
}

/** Whether a draft is the one that was summarised, as far as a summary tells. */
export function isDraftOf(draft: Draft, summary: DraftSummary): boolean {
  return draft.attachments.length === summary.attachments.length && sameText(peopleKey(draft), peopleKey(summary));
}

/** Whether nobody typed on since the draft was read. */
export function sameBody(draft: Draft, { text, html }: DraftBody): boolean {
  return draft.text === text && draft.html === html;
}

type People = Pick<DraftSummary, 'from' | 'to' | 'cc' | 'bcc' | 'subject'>;

function peopleKey({ from, to, cc, bcc, subject }: People): unknown {
  const addresses = [[from], to, cc, bcc].map((people) => people.map(({ address }) => address));
  return [addresses, subject];
}

function summaryKey(summary: DraftSummary): unknown {
  return [peopleKey(summary), summary.attachments.map(({ id, name, size, isInline }) => [id, name, size, isInline])];
}

function sameText(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function mailbox({ address, name }: Address): Mailbox {
  return name === '' || name === address ? { address } : { address, name };
}

function attachment({ name, contentType, bytes, isInline, contentId }: DraftFile): DraftAttachment {
  return { name, contentType, bytes, ...(isInline && contentId !== undefined ? { contentId } : {}) };
}

/** RFC 5322 section 3.6.4; the domain in its ASCII form. */
function messageId({ address }: Address, randomId: string): string {
  const normal = normalizeAddress(address);
  return `${randomId}${normal.slice(normal.lastIndexOf('@'))}`;
}
