import type { AttachmentSummary, ReadItem } from '../mailbox/types';
import { detectSmime } from '../smime/index';

export type SmimeForm = Exclude<ReturnType<typeof detectSmime>, 'none'>;

/** One way to the bytes of a received message. */
export interface ReceivedSource {
  readonly name: 'attachment' | 'file';
  /** Signed bytes come as they were sent. */
  readonly exact: boolean;
  /** `null`: what is there is not the message. @throws MailboxError */
  read(): Promise<Uint8Array | null>;
}

/**
 * Best first. Exchange keeps an S/MIME message as an item with exactly one
 * attachment that holds the protected bytes verbatim (MS-OXOSMIME 2.1.3); the
 * message as a file is made anew by Outlook and promises nothing.
 */
export function receivedSources(item: ReadItem, headers: string, form: SmimeForm): readonly ReceivedSource[] {
  const only = item.attachments.length === 1 ? item.attachments[0] : undefined;
  const file: ReceivedSource = { name: 'file', exact: false, read: () => item.file() };
  if (only === undefined || !holdsMessage(only)) return [file];
  const attachment: ReceivedSource = {
    name: 'attachment',
    exact: true,
    read: async () => messageFrom(headers, await item.attachmentBytes(only.id), form),
  };
  return [attachment, file];
}

function holdsMessage({ kind, name, contentType }: AttachmentSummary): boolean {
  return kind === 'file' && (/\.p7[ms]$/i.test(name) || /^(multipart\/signed|application\/(x-)?pkcs7-)/i.test(contentType));
}

/** The message as it travelled: the outer header fields that count, and the protected entity. */
function messageFrom(headers: string, bytes: Uint8Array, form: SmimeForm): Uint8Array<ArrayBuffer> | null {
  const entity = entityFrom(bytes, form);
  return entity === null ? null : join([new TextEncoder().encode(outerFields(headers)), entity]);
}

function entityFrom(bytes: Uint8Array, form: SmimeForm): Uint8Array | null {
  const cms = cmsBase64(bytes);
  if (cms === null) return detectSmime(headerSection(bytes)) === 'none' ? null : bytes;
  // A signature alone, without what it signs.
  if (form === 'clear-signed') return null;
  const lines = cms.match(/.{1,76}/g) ?? [];
  const fields = [
    'Content-Type: application/pkcs7-mime; name="smime.p7m"',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="smime.p7m"',
  ];
  return new TextEncoder().encode([...fields, '', ...lines, ''].join('\r\n'));
}

/** The base64 of a CMS blob, DER or PEM; `null` for anything else. */
function cmsBase64(bytes: Uint8Array): string | null {
  const sequence = 0x30;
  if (bytes[0] === sequence) return btoa(latin1(bytes));
  if (!latin1(bytes.subarray(0, 64)).trimStart().startsWith('-----BEGIN ')) return null;
  const pem = /-----BEGIN (?:PKCS7|CMS)-----([A-Za-z0-9+/=\s]+)-----END /.exec(latin1(bytes));
  return pem?.[1]?.replace(/\s/g, '') ?? null;
}

const fieldNames = new Set(['from', 'sender', 'to', 'cc', 'reply-to', 'subject', 'date', 'message-id', 'mime-version']);

/** Every occurrence stays: two From fields are for the core to judge, not for us to choose from. */
function outerFields(headers: string): string {
  let wanted = false;
  let fields = '';
  for (const line of headers.split(/\r?\n/)) {
    if (line === '') break;
    const isContinuation = line.startsWith(' ') || line.startsWith('\t');
    if (!isContinuation) wanted = fieldNames.has(/^([!-9;-~]+)[ \t]*:/.exec(line)?.[1]?.toLowerCase() ?? '');
    if (wanted) fields += `${line}\r\n`;
  }
  return fields;
}

function headerSection(bytes: Uint8Array): string {
  return latin1(bytes.subarray(0, 64 * 1024)).split(/\r?\n\r?\n/, 1)[0] ?? '';
}

/** Octets as code units. */
function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join('');
}

function join([head, body]: readonly [Uint8Array, Uint8Array]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(head.length + body.length);
  joined.set(head);
  joined.set(body, head.length);
  return joined;
}
