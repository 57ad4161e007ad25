import { toHex, unshared } from '../bytes';
import type { ReceivedAttachment } from '../message/message';
import { decodeText } from './charset';
import type { MimeEntity } from './entity';
import { contentIdOf, entityBody } from './entity';
import { readableFileName } from './file-name';
import { decodeForReading } from './lenient-encoding';
import { parseMime } from './parse';
import { readableParts } from './readable-parts';
import { joinTexts } from './readable-text';

/** What people read of an entity. */
export interface ReadableContent {
  readonly body: { readonly text?: string; readonly html?: string };
  readonly attachments: readonly ReceivedAttachment[];
}

/**
 * Reads texts and attachments, by the same parts that a signature is verified by. Only ever gets the octets
 * that belong together: parts from inside and outside a signature or an encryption are never joined (EFAIL).
 * @param bytes - one entity, headers included
 * @throws SmimeError ERR_MIME_TOO_COMPLEX
 */
export async function readContent(bytes: Uint8Array): Promise<ReadableContent> {
  const { texts, files } = readableParts(parseMime(bytes));
  return { body: joinTexts(texts), attachments: await Promise.all(files.map(toReceived)) };
}

/** Reads octets without MIME around them, as scripts sign and encrypt files: text is shown, anything else is a file without a name. */
export async function readBareContent(bytes: Uint8Array): Promise<ReadableContent> {
  if (isText(bytes)) return { body: { text: decodeText(bytes, undefined).replace(/\r\n?/g, '\n') }, attachments: [] };
  const file = { name: '', contentType: 'application/octet-stream', bytes, sha256: await sha256Of(bytes) };
  return { body: {}, attachments: [file] };
}

/** No control characters but those of texts. */
function isText(bytes: Uint8Array): boolean {
  return bytes.every((octet) => (octet >= 0x20 && octet !== 0x7f) || octet === 0x09 || octet === 0x0a || octet === 0x0c || octet === 0x0d);
}

async function sha256Of(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', unshared(bytes))));
}

async function toReceived(entity: MimeEntity): Promise<ReceivedAttachment> {
  const bytes = decodeForReading(entityBody(entity), entity.transferEncoding);
  const contentId = contentIdOf(entity);
  const { value } = entity.contentType;
  return {
    name: readableFileName(entity),
    contentType: value.includes('/') ? value : 'text/plain',
    bytes,
    ...(contentId === '' ? {} : { contentId }),
    sha256: await sha256Of(bytes),
  };
}
