import { concatAll, toHex } from '../bytes';
import { isSmimeError } from '../errors';
import { readableText } from './addresses';
import type { MimeEntity } from './entity';
import { entityBody, entityBytes } from './entity';
import type { ProtectedHeaders } from './header-protection';
import { plainValue, readableValue } from './header-protection-fields';
import { fromLatin1, latin1, trimmed } from './headers';
import type { HeaderField } from './headers';
import { decodeTransfer, encodeBase64Lines } from './transfer-encoding';

/** The class of the `div` in HTML (RFC 9788 section 4.5.3.3). */
export const legacyDisplayClass = 'header-protection-legacy-display';

/** More than any header section that a person is shown. */
const maxElement = 16 * 1024;

/** Octets of the source, and what stands there instead. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly instead: Uint8Array;
}

/**
 * The content without the copy of the header fields that the sender put into it
 * for programs that know nothing of header protection (RFC 9788 section 4.5.3):
 * ours shows the fields themselves. Only what repeats those fields is taken
 * out, so that no sentence disappears that others are shown.
 * @param decrypted - only an encryption hides fields, and gives reason for such a copy
 * @returns octets to read the content from; never to verify anything
 */
export function withoutLegacyDisplay(headers: ProtectedHeaders, decrypted: boolean): Uint8Array {
  const { shown } = headers;
  const edits = decrypted ? editsIn(headers) : [];
  const pieces: Uint8Array[] = [];
  let at = shown.start;
  for (const { start, end, instead } of edits) {
    pieces.push(shown.source.subarray(at, start), instead);
    at = end;
  }
  return edits.length === 0 ? entityBytes(shown) : concatAll([...pieces, shown.source.subarray(at, shown.end)]);
}

function editsIn({ form, hp, shown, inside }: ProtectedHeaders): readonly Edit[] {
  const repeats = repetitionOf(inside);
  if (form === 'draft') return legacyPart(shown, repeats);
  return hp === 'cipher' ? legacyElements(shown, repeats) : [];
}

/** RFC 9788 section 4.5.3.1: in each text that says it has one. */
function legacyElements(entity: MimeEntity, repeats: Repetition): readonly Edit[] {
  if (entity.parts.length > 0) return entity.parts.flatMap((part) => legacyElements(part, repeats));
  const { contentType, disposition } = entity;
  if (contentType.parameters.get('hp-legacy-display') !== '1' || disposition.value === 'attachment') return [];
  const endIn = contentType.value === 'text/plain' ? endInText : contentType.value === 'text/html' ? endInHtml : undefined;
  const octets = decodedText(entity);
  if (endIn === undefined || octets === undefined) return [];
  const range = endIn(latin1(octets), repeats);
  if (range === undefined) return [];
  const rest = concatAll([octets.subarray(0, range.start), octets.subarray(range.end)]);
  return [{ start: entity.bodyStart, end: entity.end, instead: encodedAgain(rest, entity.transferEncoding) }];
}

/** `undefined`: damaged, or letters that are no ASCII (UTF-16), where nothing can be cut by octets. */
export function decodedText(entity: MimeEntity): Uint8Array | undefined {
  if (/^utf-?(?:7|16|32)/i.test(entity.contentType.parameters.get('charset') ?? '')) return undefined;
  try {
    return decodeTransfer(entityBody(entity), entity.transferEncoding);
  } catch (error) {
    if (isSmimeError(error) && error.code === 'ERR_MIME_MALFORMED') return undefined;
    throw error;
  }
}

function encodedAgain(octets: Uint8Array, encoding: string): Uint8Array {
  if (encoding === 'base64') return encodeBase64Lines(octets);
  return encoding === 'quoted-printable' ? escapeAll(octets) : octets;
}

/** Every octet of a line escaped, so that no line is a boundary of anybody's. */
function escapeAll(octets: Uint8Array): Uint8Array {
  const escape = (line: string) => toHex(fromLatin1(line)).toUpperCase().replace(/../g, '=$&');
  const lines = latin1(octets).split('\r\n').map((line) => escape(line).replace(/.{75}(?=.)/g, '$&=\r\n'));
  return fromLatin1(lines.join('\r\n'));
}

type ElementRange = { readonly start: number; readonly end: number } | undefined;

/** RFC 9788 section 4.5.3.2: up to the first empty line. */
function endInText(text: string, repeats: Repetition): ElementRange {
  const blank = /\r?\n[ \t]*\r?\n/.exec(text.slice(0, maxElement));
  if (blank === null || !repeats(text.slice(0, blank.index))) return undefined;
  return { start: 0, end: blank.index + blank[0].length };
}

/** RFC 9788 section 4.5.3.3: the first element of the body. */
function endInHtml(html: string, repeats: Repetition): ElementRange {
  const from = bodyOfHtml(html) ?? 0;
  const start = html.slice(from, from + maxElement);
  const opening = /^\s*<div\s([^<>]*)>/i.exec(start);
  const classes = /(?:^|\s)class\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(opening?.[1] ?? '') ?? [];
  if (opening === null || !(classes[1] ?? classes[2] ?? classes[3] ?? '').split(/\s+/).includes(legacyDisplayClass)) return undefined;
  const end = endOfDivision(start, opening[0].length);
  if (end === undefined) return undefined;
  const text = start.slice(opening[0].length, end).replace(/<br\b[^<>]*>/gi, '\n').replace(/<[^<>]*>/g, '');
  return repeats(withoutEntities(text)) ? { start: from, end: from + end } : undefined;
}

/** Where the content of the page begins; `undefined` in a page without a body tag, where it begins by rules of its own. */
export function bodyOfHtml(html: string): number | undefined {
  const body = /<body(?:\s[^<>]*)?>/i.exec(html);
  if (body !== null) return body.index + body[0].length;
  return /<(?:!doctype|html|head)\b/i.test(html) ? undefined : 0;
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

function withoutEntities(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);
}

function endOfDivision(html: string, from: number): number | undefined {
  let depth = 1;
  for (const tag of html.slice(from).matchAll(/<(\/?)div(?:\s[^<>]*)?>/gi)) {
    depth += tag[1] === '' ? 1 : -1;
    if (depth === 0) return from + tag.index + tag[0].length;
  }
  return undefined;
}

type Repetition = (text: string) => boolean;

/** Whether a text is nothing but some of the fields, as they are written or as people read them. */
function repetitionOf(fields: readonly HeaderField[]): Repetition {
  const key = (name: string, value: string) => `${name.toLowerCase()}:${value}`;
  const forms = (value: string) => [plainValue(value), readableValue(value), plainValue(readableValue(value))];
  const known = new Set(fields.flatMap(({ name, value }) => forms(value).map((form) => key(name, form))));
  return (text) => {
    const lines = trimmed(text).replace(/\r?\n[ \t]+/g, ' ').split(/(?:\r?\n)+/);
    return lines.every((line) => {
      const [, name = '', value = ''] = /^([!-9;-~]+):(.*)$/s.exec(line) ?? [];
      const written = readableText(plainValue(value));
      return known.has(key(name, written)) || known.has(key(name, readableValue(value)));
    });
  };
}

/** In the draft's form the copy is a part of its own, before the others. */
function legacyPart({ contentType, parts }: MimeEntity, repeats: Repetition): readonly Edit[] {
  const [first, second] = parts;
  if (contentType.value !== 'multipart/mixed' || first === undefined || second === undefined) return [];
  const { value, parameters } = first.contentType;
  const isCopy = parameters.get('protected-headers') === 'v1' && (value === 'text/plain' || value === 'text/rfc822-headers');
  const octets = isCopy ? decodedText(first) : undefined;
  if (octets === undefined || octets.length > maxElement || !repeats(latin1(octets))) return [];
  return [{ start: first.start, end: second.start, instead: fromLatin1('') }];
}
