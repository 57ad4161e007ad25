import { decodeBase64 } from './base64';
import { callOutlook, fileCallLimit } from './call';
import { contentTypeOf } from './content-type';
import { MailboxError } from './errors';
import type { MailboxErrorDetails } from './errors';
import type { AttachmentSummary } from './types';

/** What the read and the compose form of Outlook's description have in common; older Outlooks leave parts out. */
export interface OfficeAttachment {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly isInline: boolean;
  readonly attachmentType: string;
  readonly contentType?: string;
  readonly contentId?: string;
}

interface WithAttachmentContent {
  getAttachmentContentAsync(
    id: string,
    callback: (result: Office.AsyncResult<Office.AttachmentContent>) => void,
  ): void;
}

type UnreadableReason = MailboxErrorDetails['ERR_ATTACHMENT_UNREADABLE']['reason'];

export function summarizeAttachment(attachment: OfficeAttachment): AttachmentSummary {
  const { id, name, size, isInline, attachmentType, contentType } = attachment;
  const kind = attachmentType === 'item' || attachmentType === 'cloud' ? attachmentType : 'file';
  return { id, name, contentType: contentTypeOf(name, contentType), size, kind, isInline };
}

/**
 * The octets of one attachment. Never an empty answer: some organisations'
 * data protection hands over nothing for a file that has content.
 */
export async function readAttachment(
  item: WithAttachmentContent,
  attachment: { readonly id: string; readonly name: string },
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const bytes = contentBytes(await requestContent(item, attachment, signal), attachment.name);
  if (bytes.length === 0) throw unreadable(attachment.name, 'empty');
  return bytes;
}

async function requestContent(
  item: WithAttachmentContent,
  { id, name }: { readonly id: string; readonly name: string },
  signal: AbortSignal | undefined,
): Promise<Office.AttachmentContent> {
  try {
    return await callOutlook<Office.AttachmentContent>(
      item,
      'getAttachmentContentAsync',
      (done) => item.getAttachmentContentAsync(id, done),
      fileCallLimit,
      signal,
    );
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof MailboxError && cause.code === 'ERR_OFFICE_UNSUPPORTED') throw cause;
    throw unreadable(name, 'refused', cause);
  }
}

function contentBytes({ content, format }: Office.AttachmentContent, name: string): Uint8Array {
  switch (format) {
    case 'base64':
      return fileBytes(content, name);
    case 'eml':
    case 'iCalendar':
      // Outlook gives these as text; UTF-8 is the one encoding that loses nothing of it.
      return new TextEncoder().encode(content);
    case 'url':
      throw unreadable(name, 'cloud');
    default:
      throw unreadable(name, 'refused');
  }
}

function fileBytes(content: string, name: string): Uint8Array {
  try {
    return decodeBase64(content);
  } catch (cause) {
    throw unreadable(name, 'refused', cause);
  }
}

export function unreadable(name: string, reason: UnreadableReason, cause?: unknown): MailboxError {
  return new MailboxError('ERR_ATTACHMENT_UNREADABLE', { name, reason }, { cause });
}
