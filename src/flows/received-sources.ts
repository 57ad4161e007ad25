import type { AttachmentSummary, ReadItem } from '../mailbox/types';
import { isSameStructure, readOuterStructure } from '../smime/index';
import type { OuterStructure } from '../smime/index';

/** The bytes of a message as one source has them. */
export interface ReceivedBytes {
  readonly bytes: Uint8Array;
  /** The header section describes something else than what lies there. */
  readonly contradictory: boolean;
}

/** One way to the bytes of a received message. */
export interface ReceivedSource {
  readonly name: 'attachment' | 'file';
  /** Signed bytes come as they were sent. */
  readonly exact: boolean;
  /** `null`: what is there is not the message. @throws MailboxError, or the signal's reason when it is aborted */
  read(signal?: AbortSignal): Promise<ReceivedBytes | null>;
}

/**
 * Best first. Exchange keeps an S/MIME message as an item with exactly one
 * attachment that holds the protected bytes verbatim (MS-OXOSMIME 2.1.3); the
 * message as a file is made anew by Outlook and promises nothing.
 */
export function receivedSources(item: ReadItem, headers: string, outer: OuterStructure): readonly ReceivedSource[] {
  const only = item.attachments.length === 1 ? item.attachments[0] : undefined;
  const file: ReceivedSource = {
    name: 'file',
    exact: false,
    read: async (signal) => ({ bytes: await item.file(signal), contradictory: false }),
  };
  if (only === undefined || !holdsMessage(only)) return [file];
  const attachment: ReceivedSource = {
    name: 'attachment',
    exact: true,
    read: async (signal) => messageFrom({ headers, outer, summary: only }, await item.attachmentBytes(only.id, signal)),
  };
  return [attachment, file];
}

function holdsMessage({ kind, name, contentType }: AttachmentSummary): boolean {
  return kind === 'file' && (/\.p7[ms]$/i.test(name) || /^(multipart\/signed|application\/(x-)?pkcs7-)/i.test(contentType));
}

interface Kept {
  readonly headers: string;
  readonly outer: OuterStructure;
  readonly summary: AttachmentSummary;
}

/**
 * The message as it travelled: the outer header fields that count, and the
 * protected entity. A signed entity out of another message under headers of
 * somebody's own making fits its signature, while a program that goes by the
 * headers shows another text: both must say the same.
 */
function messageFrom({ headers, outer, summary }: Kept, bytes: Uint8Array): ReceivedBytes | null {
  const cms = cmsBase64(bytes);
  if (cms === null) {
    const inner = readOuterStructure(latin1(bytes.subarray(0, 64 * 1024)));
    if (!inner.hasContentType) return null;
    return { bytes: withOuterFields(headers, bytes), contradictory: !isSameStructure(outer, inner) };
  }
  // A signature alone, without what it signs.
  if (outer.form === 'clear-signed' && isSignatureAlone(summary)) return null;
  return { bytes: withOuterFields(headers, entityAround(cms)), contradictory: outer.form !== 'cms' };
}

function isSignatureAlone({ name, contentType }: AttachmentSummary): boolean {
  return /\.p7s$/i.test(name) || /^application\/(x-)?pkcs7-signature/i.test(contentType);
}

function entityAround(cms: string): Uint8Array {
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
  const text = latin1(bytes);
  const begin = /-----BEGIN (?:PKCS7|CMS)-----/.exec(text);
  if (begin === null) return null;
  const start = begin.index + begin[0].length;
  const end = text.indexOf('-----END ', start);
  const base64 = text.slice(start, end).replace(/\s/g, '');
  // To match all of it, instead of what is wrong, takes stack for each of millions of characters.
  return end === -1 || base64 === '' || /[^A-Za-z0-9+/=]/.test(base64) ? null : base64;
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

/** Octets as code units. */
function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join('');
}

function withOuterFields(headers: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(outerFields(headers));
  const joined = new Uint8Array(head.length + body.length);
  joined.set(head);
  joined.set(body, head.length);
  return joined;
}
