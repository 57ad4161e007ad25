import PostalMime, { decodeWords } from 'postal-mime';
import type { Attachment } from 'postal-mime';
import { toHex, unshared } from '../bytes';
import { SmimeError } from '../errors';
import type { ReceivedAttachment } from '../message/message';
import type { MimeEntity } from './entity';
import { entityBody } from './entity';
import { parseMime } from './parse';
import { decodeTransfer } from './transfer-encoding';

/** What people read of an entity. */
export interface ReadableContent {
  readonly body: { readonly text?: string; readonly html?: string };
  readonly attachments: readonly ReceivedAttachment[];
}

/** Above our own limit on depth, so that ours speaks first. */
const limits = { maxNestingDepth: 200, maxHeadersSize: 8 * 1024 * 1024, maxRfc822NestingDepth: 0 };

/**
 * Reads texts and attachments. Only ever gets the octets that belong together:
 * parts from inside and outside a signature or an encryption are never joined (EFAIL).
 * @param bytes - one entity, headers included
 * @throws SmimeError ERR_MIME_TOO_COMPLEX
 */
export async function readContent(bytes: Uint8Array): Promise<ReadableContent> {
  const entity = parseMime(bytes);
  const email = await PostalMime.parse(unshared(bytes), limits).catch((cause: unknown) => {
    throw new SmimeError('ERR_MIME_TOO_COMPLEX', { limit: 'structure' }, { cause });
  });
  const calendars = calendarParts(entity);
  return {
    body: {
      ...(email.text === undefined ? {} : { text: withLineFeeds(email.text) }),
      ...(email.html === undefined ? {} : { html: withLineFeeds(email.html) }),
    },
    attachments: await Promise.all(
      email.attachments.map((attachment) =>
        toReceived(attachment, isCalendar(attachment.mimeType) ? calendars.shift() : undefined),
      ),
    ),
  };
}

/** The reader leaves line ends as the transfer encoding had them; on a screen they are all the same. */
function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

async function toReceived(
  attachment: Attachment,
  exact: Uint8Array | undefined,
): Promise<ReceivedAttachment> {
  const bytes = exact ?? octetsOf(attachment.content);
  const contentId = attachment.contentId?.replace(/^<|>$/g, '') ?? '';
  return {
    name: harmlessName(attachment.filename ?? ''),
    contentType: attachment.mimeType,
    bytes,
    ...(contentId === '' ? {} : { contentId }),
    sha256: toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', unshared(bytes)))),
  };
}

function octetsOf(content: Attachment['content']): Uint8Array {
  if (typeof content === 'string') return new TextEncoder().encode(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const misleading = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** No way out of a folder, no end of string, nothing that turns the direction of reading (`exe.gpj`). */
function harmlessName(name: string): string {
  const last = decodeWords(name).split(/[/\\]/).at(-1) ?? '';
  return last.replace(misleading, '').slice(0, 255);
}

function isCalendar(type: string): boolean {
  return type === 'text/calendar' || type === 'application/ics';
}

// postal-mime gives calendars as re-encoded text; a file to save is the octets that were sent.
function calendarParts(entity: MimeEntity): Uint8Array[] {
  if (isCalendar(entity.contentType.value))
    return [decodeTransfer(entityBody(entity), entity.transferEncoding)];
  return entity.parts.flatMap(calendarParts);
}
