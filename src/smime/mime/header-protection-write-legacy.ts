import { concatAll, concat } from '../bytes';
import { encodeText } from './build';
import type { CanonicalBytes } from './canonicalize';
import { canonicalize } from './canonicalize';
import type { MimeEntity } from './entity';
import { bodyOfHtml, decodedText, legacyDisplayClass } from './header-protection-legacy';
import { fromLatin1, latin1 } from './headers';
import { parseMime } from './parse';
import { rawFields } from './raw-fields';

/**
 * Puts the field at the beginning of every text of the message's body, for
 * programs that decrypt and know nothing of header protection (RFC 9788
 * sections 5.2.2 and 5.2.3). Texts in letters that cannot be read stay as they are.
 * @param field - name, colon and value, for people
 */
export function addLegacyDisplay(entity: CanonicalBytes, field: string): CanonicalBytes {
  const root = parseMime(entity);
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const part of mainBodyParts(root)) {
    const made = withDisplay(part, field);
    if (made === undefined) continue;
    pieces.push(entity.subarray(at, part.start), made);
    at = part.end;
  }
  return canonicalize(concatAll([...pieces, entity.subarray(at)]));
}

/** RFC 9787 section 7.1: the first of the parts; of alternatives all. */
function mainBodyParts(entity: MimeEntity): readonly MimeEntity[] {
  const { contentType, disposition, parts } = entity;
  if (contentType.value === 'multipart/alternative') return parts.flatMap(mainBodyParts);
  if (contentType.value.startsWith('multipart/')) return parts.slice(0, 1).flatMap(mainBodyParts);
  const isText = contentType.value === 'text/plain' || contentType.value === 'text/html';
  return isText && disposition.value !== 'attachment' && !entity.ambiguous ? [entity] : [];
}

function withDisplay(part: MimeEntity, field: string): Uint8Array | undefined {
  const text = textOf(part);
  if (text === undefined) return undefined;
  const shown = part.contentType.value === 'text/plain' ? `${field}\r\n\r\n${text}` : displayInHtml(text, field);
  if (shown === undefined) return undefined;
  const { encoding, body } = encodeText(shown.replace(/\r\n?|\n/g, '\r\n'));
  const others = rawFields(latin1(part.source.subarray(part.start, part.bodyStart))).filter(
    (line) => !/^content-(?:type|transfer-encoding)[ \t]*:/i.test(line),
  );
  const type = [part.contentType.value, `charset=${encoding === '7bit' ? 'us-ascii' : 'utf-8'}`, ...otherParameters(part)];
  const head =
    `Content-Type: ${type.join('; ')};\r\n hp-legacy-display="1"\r\n` +
    `Content-Transfer-Encoding: ${encoding}\r\n${others.join('')}\r\n`;
  return concat(fromLatin1(head), body);
}

function textOf(part: MimeEntity): string | undefined {
  const octets = decodedText(part);
  try {
    const charset = part.contentType.parameters.get('charset') ?? 'us-ascii';
    return octets === undefined ? undefined : new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(octets);
  } catch (error) {
    // A character set nobody knows, or octets that are not of it.
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** How lines are to be joined (RFC 3676); all else a text says is about characters. */
function otherParameters({ contentType }: MimeEntity): readonly string[] {
  return ['format', 'delsp'].flatMap((name) => {
    const value = contentType.parameters.get(name);
    return value !== undefined && /^[a-z]{1,10}$/i.test(value) ? [`${name}=${value}`] : [];
  });
}

function displayInHtml(html: string, field: string): string | undefined {
  const start = bodyOfHtml(html);
  if (start === undefined) return undefined;
  const escaped = field.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `${html.slice(0, start)}<div class="${legacyDisplayClass}"><pre>${escaped}</pre></div>${html.slice(start)}`;
}
