import { concat } from '../bytes';
import type { DraftAttachment, MessageDraft } from '../message/message';
import type { CanonicalBytes } from './canonicalize';
import { canonicalize } from './canonicalize';
import { parseParameterized } from './content-type';
import {
  addressHeader,
  checkHeaderText,
  dateHeader,
  fileNameFallback,
  fileNameParameter,
  identifierHeader,
  textHeader,
} from './encode-header';
import { encodeBase64Lines, encodeQuotedPrintable } from './transfer-encoding';

const utf8 = new TextEncoder();

/**
 * The headers of a message, without those of its content. Ends with a CRLF, not with the empty line.
 * @throws SmimeError ERR_MIME_HEADER_INVALID for text that would break out of its header
 */
export function buildMessageHeaders(draft: MessageDraft, at: Date): Uint8Array<ArrayBuffer> {
  const nobody = draft.to.length + draft.cc.length === 0;
  return utf8.encode(
    [
      addressHeader('From', [draft.from]),
      draft.to.length > 0 ? addressHeader('To', draft.to) : '',
      nobody ? 'To: undisclosed-recipients:;\r\n' : '',
      draft.cc.length > 0 ? addressHeader('Cc', draft.cc) : '',
      draft.bcc.length > 0 ? addressHeader('Bcc', draft.bcc) : '',
      textHeader('Subject', draft.subject),
      dateHeader(at),
      identifierHeader('Message-ID', [draft.messageId]),
      draft.inReplyTo === undefined ? '' : identifierHeader('In-Reply-To', [draft.inReplyTo]),
      (draft.references ?? []).length > 0 ? identifierHeader('References', draft.references ?? []) : '',
      'MIME-Version: 1.0\r\n',
    ].join(''),
  );
}

/**
 * The content of a message as one entity that survives every relay and archive
 * unchanged (RFC 8551 section 3.1.2): 7-bit, no line above 76 characters in what
 * we encode, no blanks at line ends, no `From ` at a line start. The same draft
 * always gives the same octets.
 * @throws SmimeError ERR_MIME_HEADER_INVALID for a file name that would break out of its header
 */
export function buildEntity(draft: Pick<MessageDraft, 'text' | 'html' | 'attachments'>): CanonicalBytes {
  const isInline = ({ contentId }: DraftAttachment) =>
    contentId !== undefined && (draft.html ?? '').includes(`cid:${contentId}`);
  const inline = draft.attachments.filter(isInline);
  const attached = draft.attachments.filter((attachment) => !isInline(attachment));
  const boundaries = boundarySource();
  const html = draft.html === undefined ? undefined : textEntity('text/html', draft.html);
  const page =
    html === undefined || inline.length === 0
      ? html
      : multipart('related; type="text/html"', [html, ...inline.map((picture) => attachmentEntity(picture, 'inline'))], boundaries);
  const text =
    draft.text === undefined && page !== undefined ? undefined : textEntity('text/plain', draft.text ?? '');
  const versions = [text, page].filter((version) => version !== undefined);
  const body =
    versions.length === 1 && versions[0] !== undefined
      ? versions[0]
      : multipart('alternative', versions, boundaries);
  return canonicalize(
    attached.length === 0 ? body : multipart('mixed', [body, ...attached.map((file) => attachmentEntity(file, 'attachment'))], boundaries),
  );
}

/**
 * Boundaries can be counted instead of drawn: no line of quoted-printable, of
 * base64 or of plain text as we write them can begin with `--`, so none can be one.
 */
function boundarySource(): () => string {
  let count = 0;
  return () => `=_part_${++count}`;
}

function multipart(
  type: string,
  parts: readonly Uint8Array[],
  nextBoundary: () => string,
): Uint8Array<ArrayBuffer> {
  const boundary = nextBoundary();
  const delimited = parts.flatMap((part) => [utf8.encode(`--${boundary}\r\n`), part, utf8.encode('\r\n')]);
  return concat(
    utf8.encode(`Content-Type: multipart/${type};\r\n boundary="${boundary}"\r\n\r\n`),
    ...delimited,
    utf8.encode(`--${boundary}--\r\n`),
  );
}

function textEntity(type: 'text/plain' | 'text/html', text: string): Uint8Array<ArrayBuffer> {
  const lines = text.replace(/\r\n?|\n/g, '\r\n');
  const { encoding, body } = encodeText(lines);
  const charset = encoding === '7bit' ? 'us-ascii' : 'utf-8';
  return concat(
    utf8.encode(
      `Content-Type: ${type}; charset=${charset}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`,
    ),
    body,
  );
}

/** A text with line ends CRLF, in the encoding that changes least of it. */
export function encodeText(text: string): {
  encoding: '7bit' | 'quoted-printable' | 'base64';
  body: Uint8Array<ArrayBuffer>;
} {
  if (text.split('\r\n').every(isSafeLine)) return { encoding: '7bit', body: utf8.encode(text) };
  const octets = utf8.encode(text);
  const escaped = octets.reduce((count, octet) => count + (octet > 0x7e || octet < 0x20 ? 1 : 0), 0);
  // Quoted-printable stays readable; for mostly non-Latin text base64 is much shorter.
  return escaped * 4 > octets.length
    ? { encoding: 'base64', body: encodeBase64Lines(octets) }
    : { encoding: 'quoted-printable', body: encodeQuotedPrintable(text) };
}

// Mailbox files change "From ", SMTP doubles a first dot, relays strip blanks at the end, "--" could be a boundary.
function isSafeLine(line: string): boolean {
  return /^[\x20-\x7e\t]{0,76}$/.test(line) && !/^(?:From |[.-])|[ \t]$/.test(line);
}

/** @param disposition - inline only for what the page shows: readers take an inline text for a part of the body */
function attachmentEntity(attachment: DraftAttachment, disposition: 'inline' | 'attachment'): Uint8Array<ArrayBuffer> {
  const name = checkHeaderText('Content-Disposition', attachment.name);
  const contentId = attachment.contentId === undefined ? '' : `Content-ID: <${checkContentId(attachment.contentId)}>\r\n`;
  const head =
    `Content-Type: ${mediaType(attachment.contentType)}${fileNameFallback('name', name)}\r\n` +
    `Content-Transfer-Encoding: base64\r\n${contentId}` +
    `Content-Disposition: ${disposition}${fileNameParameter('filename', name)}\r\n\r\n`;
  return concat(utf8.encode(head), encodeBase64Lines(attachment.bytes));
}

function checkContentId(contentId: string): string {
  checkHeaderText('Content-ID', contentId);
  return identifierHeader('Content-ID', [contentId]).slice('Content-ID: <'.length, -'>\r\n'.length);
}

// RFC 2046 section 5.2.1 forbids base64 for message/* and multipart/*, which would not stay as they are otherwise:
// relays put `>` before `From `, take blanks off line ends and cut long lines. As a file a forwarded message is exact.
function mediaType(contentType: string): string {
  const { value: type, parameters } = parseParameterized(contentType);
  const usable = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.test(type) && type.length <= 100;
  if (!usable || /^(?:message|multipart)\//.test(type)) return 'application/octet-stream';
  const charset = parameters.get('charset') ?? '';
  return type.startsWith('text/') && /^[A-Za-z0-9_.:-]{1,40}$/.test(charset) ? `${type};\r\n charset="${charset}"` : type;
}
