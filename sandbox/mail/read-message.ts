import PostalMime, { decodeWords } from 'postal-mime';
import type { Address as ParsedAddress, Attachment, Email } from 'postal-mime';
import { headerFields, headerValue, protectedBytes, protectionOf, smimeTypeOf, splitMessage } from './mime';
import type { Address, AttachmentEntry, AttachmentKind, MessageDetail } from './types';

/** What the message itself says; the store adds where it lies and what was done with it. */
export interface MessageContent {
  readonly message: Omit<MessageDetail, 'id' | 'mailbox' | 'folder' | 'receivedAt' | 'isRead' | 'customProperties'>;
  readonly files: readonly MessageFile[];
  /** Of the Date: field, ISO 8601. */
  readonly date?: string;
}

export interface MessageFile extends AttachmentEntry {
  readonly bytes: Buffer;
}

/** Reads a message as Exchange would show it: S/MIME is kept closed, with one attachment smime.p7m. */
export async function readMessage(raw: Buffer): Promise<MessageContent> {
  const { header } = splitMessage(raw);
  const email = await parse(raw, header);
  const protection = protectionOf(header);
  const smimeType = protection === 'cms' ? smimeTypeOf(header) : undefined;
  const readable = protection === 'cms' ? {} : bodyOf(email);
  const date = dateOf(header);
  const files = protection === 'none' ? filesOf(email) : [protectedFile(raw, protection)];
  const message = {
    subject: email.subject ?? '',
    from: addresses(email.from === undefined ? [] : [email.from])[0] ?? { address: '', name: '' },
    to: addresses(email.to),
    cc: addresses(email.cc),
    bcc: addresses(email.bcc),
    preview: previewOf(readable),
    hasAttachments: files.some((file) => !file.isInline),
    protection,
    itemClass: itemClassOf[protection],
    internetMessageId: email.messageId ?? '',
    conversationId: conversationOf(email),
    headers: header,
    attachments: files.map((file) => withoutBytes(file)),
    ...readable,
    ...(smimeType === undefined ? {} : { smimeType }),
    ...(email.inReplyTo === undefined ? {} : { inReplyTo: email.inReplyTo }),
    ...(email.references === undefined ? {} : { references: email.references }),
    ...(email.replyTo === undefined ? {} : { replyTo: addresses(email.replyTo) }),
  };
  return { message, files, ...(date === undefined ? {} : { date }) };
}

/** A message that the parser gives up on is still there, with as much as can be read. */
async function parse(raw: Buffer, header: string): Promise<Email> {
  const withoutContent = headerFields(header).filter(({ name }) => !name.startsWith('content-'));
  const attempts = [raw, Buffer.from(withoutContent.map((field) => field.raw).join(''), 'latin1'), Buffer.alloc(0)];
  for (const attempt of attempts) {
    try {
      return await PostalMime.parse(attempt, { forceRfc822Attachments: true });
    } catch (error) {
      // Too deep, too long: a limit of the parser, and it has no error class of its own.
      if (attempt.length === 0) throw error;
    }
  }
  throw new Error('an empty message can be read');
}

const itemClassOf = {
  none: 'IPM.Note',
  'clear-signed': 'IPM.Note.SMIME.MultipartSigned',
  cms: 'IPM.Note.SMIME',
} as const;

function bodyOf(email: Email): { text?: string; html?: string } {
  return {
    ...(email.text === undefined ? {} : { text: email.text }),
    ...(email.html === undefined ? {} : { html: email.html }),
  };
}

function previewOf(body: { text?: string; html?: string }): string {
  const text = body.text ?? (body.html ?? '').replace(/<style[^]*?<\/style>|<[^>]*>/gi, ' ').replace(/&nbsp;/g, ' ');
  return text.replace(/\s+/g, ' ').trim().slice(0, 140);
}

function addresses(parsed: readonly ParsedAddress[] | undefined): readonly Address[] {
  return (parsed ?? []).flatMap((entry) => {
    if (entry.group !== undefined) return addresses(entry.group);
    return [{ address: entry.address, name: entry.name }];
  });
}

function filesOf(email: Email): readonly MessageFile[] {
  return email.attachments.map((attachment, index) => ({
    kind: kindOf(attachment),
    id: `part-${index + 1}`,
    name: nameOf(attachment),
    contentType: attachment.mimeType,
    size: bytesOf(attachment).byteLength,
    isInline: attachment.disposition === 'inline' || attachment.related === true,
    ...(attachment.contentId === undefined ? {} : { contentId: attachment.contentId.replace(/^<|>$/g, '') }),
    bytes: bytesOf(attachment),
  }));
}

function kindOf({ mimeType }: Attachment): AttachmentKind {
  return mimeType === 'message/rfc822' ? 'item' : 'file';
}

/** Exchange names a message in a message by its subject, whatever its part says. */
function nameOf(attachment: Attachment): string {
  if (kindOf(attachment) === 'file') return attachment.filename ?? 'attachment';
  const { header } = splitMessage(bytesOf(attachment));
  const octets = Buffer.from(headerValue(header, 'subject') ?? '', 'latin1');
  const subject = decodeWords(octets.toString('utf8'));
  return subject === '' ? (attachment.filename ?? 'Message') : subject;
}

function bytesOf(attachment: Attachment): Buffer {
  const { content } = attachment;
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
  // The parser ends the lines of a message in a message by LF alone.
  return kindOf(attachment) === 'item' ? Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1') : bytes;
}

function protectedFile(raw: Buffer, protection: 'clear-signed' | 'cms'): MessageFile {
  const bytes = protectedBytes(raw);
  return {
    kind: 'file',
    id: 'protected',
    name: 'smime.p7m',
    contentType: protection === 'clear-signed' ? 'multipart/signed' : 'application/pkcs7-mime',
    size: bytes.byteLength,
    isInline: false,
    bytes,
  };
}

function withoutBytes(file: MessageFile): AttachmentEntry {
  const { kind, id, name, contentType, size, isInline, contentId } = file;
  return { kind, id, name, contentType, size, isInline, ...(contentId === undefined ? {} : { contentId }) };
}

/** Replies carry the id of the first message, so that a thread has one name. */
function conversationOf(email: Email): string {
  const first = email.references?.trim().split(/\s+/)[0];
  return first ?? email.inReplyTo ?? email.messageId ?? '';
}

function dateOf(header: string): string | undefined {
  const time = Date.parse(headerValue(header, 'date') ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
