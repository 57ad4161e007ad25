/**
 * Just enough MIME to do what Exchange does with a message: split header from
 * body, see whether it is S/MIME, and keep the protected octets as they are.
 * Bodies and attachments of ordinary mail are left to postal-mime.
 */
import type { Protection } from './types';

export interface HeaderField {
  readonly name: string;
  /** Unfolded, trimmed, not decoded. */
  readonly value: string;
  /** With folds and the final line end. */
  readonly raw: string;
}

export interface RawMessage {
  /** Header section without the empty line; octets as Latin-1 characters. */
  readonly header: string;
  readonly body: Buffer;
}

export function splitMessage(raw: Buffer): RawMessage {
  const ends = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((at) => at >= 0);
  if (ends.length === 0) return { header: raw.toString('latin1'), body: Buffer.alloc(0) };
  const end = Math.min(...ends);
  const isCrlf = raw[end] === 0x0d;
  return {
    header: raw.toString('latin1', 0, end + (isCrlf ? 2 : 1)),
    body: raw.subarray(end + (isCrlf ? 4 : 2)),
  };
}

const fieldWithFolds = /[^\r\n]+(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n|$)/g;

export function headerFields(header: string): readonly HeaderField[] {
  return (header.match(fieldWithFolds) ?? []).flatMap((raw) => {
    const name = nameOf(raw);
    if (name === undefined) return [];
    const value = raw.slice(raw.indexOf(':') + 1).replace(/\r?\n(?=[ \t])/g, '').trim();
    return [{ name, value, raw }];
  });
}

/** In lower case; undefined for a line that is no field. */
function nameOf(field: string): string | undefined {
  const colon = field.indexOf(':');
  return colon < 1 ? undefined : field.slice(0, colon).trim().toLowerCase();
}

export function headerValue(header: string, name: string): string | undefined {
  return headerFields(header).find((field) => field.name === name.toLowerCase())?.value;
}

/** The header section without the fields of that name; every other octet stays. */
export function withoutField(raw: Buffer, name: string): Buffer {
  const { header } = splitMessage(raw);
  const kept = header.replace(fieldWithFolds, (field) => (nameOf(field) === name.toLowerCase() ? '' : field));
  const rest = raw.subarray(header.length);
  return Buffer.concat([Buffer.from(kept, 'latin1'), rest]);
}

export function withField(raw: Buffer, name: string, value: string): Buffer {
  return Buffer.concat([Buffer.from(`${name}: ${value}\r\n`, 'latin1'), raw]);
}

export interface ContentType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

export function parseContentType(value: string | undefined): ContentType {
  const [type = 'text/plain', ...rest] = (value ?? 'text/plain').split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const parameters = new Map<string, string>();
  for (const parameter of rest) {
    const equals = parameter.indexOf('=');
    if (equals < 0) continue;
    const text = parameter.slice(equals + 1).trim();
    const unquoted = text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
    parameters.set(parameter.slice(0, equals).trim().toLowerCase(), unquoted);
  }
  return { type: type.trim().toLowerCase(), parameters };
}

const cmsTypes = ['application/pkcs7-mime', 'application/x-pkcs7-mime'];
const signatureTypes = ['application/pkcs7-signature', 'application/x-pkcs7-signature'];

/** [MS-OXOSMIME] 2.1.3: which messages Exchange keeps as S/MIME. */
export function protectionOf(header: string): Protection {
  const { type, parameters } = parseContentType(headerValue(header, 'content-type'));
  if (type === 'multipart/signed') {
    return signatureTypes.includes((parameters.get('protocol') ?? '').toLowerCase()) ? 'clear-signed' : 'none';
  }
  if (cmsTypes.includes(type)) return 'cms';
  const disposition = parseContentType(headerValue(header, 'content-disposition'));
  const name = parameters.get('name') ?? disposition.parameters.get('filename') ?? '';
  return type === 'application/octet-stream' && /\.p7[ms]$/i.test(name) ? 'cms' : 'none';
}

/** What smime-type says; nobody vouches for it. */
export function smimeTypeOf(header: string): string | undefined {
  return parseContentType(headerValue(header, 'content-type')).parameters.get('smime-type')?.toLowerCase();
}

/**
 * The content of the one attachment that Exchange makes of an S/MIME message:
 * the whole multipart/signed entity with its Content-Type, or the CMS blob.
 */
export function protectedBytes(raw: Buffer): Buffer {
  const { header, body } = splitMessage(raw);
  if (protectionOf(header) === 'clear-signed') {
    const field = headerFields(header).find(({ name }) => name === 'content-type');
    const contentType = (field?.raw ?? '').replace(/\r?\n?$/, '\r\n');
    return Buffer.concat([Buffer.from(`${contentType}\r\n`, 'latin1'), body]);
  }
  const encoding = (headerValue(header, 'content-transfer-encoding') ?? '7bit').toLowerCase();
  return encoding === 'base64' ? Buffer.from(body.toString('latin1'), 'base64') : body;
}
