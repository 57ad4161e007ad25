import { decodeText } from './charset';
import type { MimeEntity } from './entity';
import { entityBody } from './entity';
import { joinFlowedLines } from './flowed-text';
import { latin1 } from './headers';
import { decodeForReading } from './lenient-encoding';

/** One text in one or two versions that say the same. Line ends are LF: on a screen they are all the same. */
export interface TextPiece {
  readonly plain?: string;
  readonly html?: string;
  /** Of a kind that nobody reads as it is written (RFC 2046 section 4.1.4), shown where nothing else is. */
  readonly isFallback: boolean;
}

/** Kinds of text that are for programs, or a file by their nature. */
const fileTypes = /^text\/(?:calendar|x-vcalendar|(?:x-)?vcard|directory|csv|tab-separated-values|rtf|rfc822-headers|xml|javascript|css)$/;

/** `undefined`: no text for people. */
export function readText(entity: MimeEntity): TextPiece | undefined {
  const { value, parameters } = entity.contentType;
  // RFC 2045 section 5.2: what is no type at all is read as plain text.
  const type = value.includes('/') ? value : 'text/plain';
  if (!type.startsWith('text/') || fileTypes.test(type)) return undefined;
  const octets = decodeForReading(entityBody(entity), entity.transferEncoding);
  if (type === 'text/html')
    return { html: withLineFeeds(decodeText(octets, parameters.get('charset') ?? charsetOfPage(octets))), isFallback: false };
  const text = withLineFeeds(decodeText(octets, parameters.get('charset')));
  const isFlowed = parameters.get('format')?.toLowerCase() === 'flowed';
  const deletesSpace = parameters.get('delsp')?.toLowerCase() === 'yes';
  return { plain: isFlowed ? joinFlowedLines(text, deletesSpace) : text, isFallback: type !== 'text/plain' };
}

/** The body of a multipart in which no part begins. */
export function readPreamble(entity: MimeEntity): readonly TextPiece[] {
  const text = withLineFeeds(decodeText(entityBody(entity), undefined));
  return text.trim() === '' ? [] : [{ plain: text, isFallback: true }];
}

/** A page may say its character set itself; never one in which these very letters would not be there (HTML, "prescan"). */
function charsetOfPage(octets: Uint8Array): string | undefined {
  const said = /<meta\s[^>]{0,200}charset\s{0,9}=\s{0,9}["']?([\w:-]{1,40})/i.exec(latin1(octets.subarray(0, 1024)))?.[1];
  return said !== undefined && /^(?:utf-?(?:16|32)|unicode|ucs-?[24]|iso-10646)/i.test(said) ? undefined : said;
}

function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/**
 * All texts one below the other. Plain text only when every piece has it: half a message would mislead.
 */
export function joinTexts(pieces: readonly TextPiece[]): { readonly text?: string; readonly html?: string } {
  const written = pieces.filter(({ html, plain = '' }) => html !== undefined || plain.trim() !== '');
  const texts = written.length > 0 ? written : pieces.slice(0, 1);
  const plain = texts.flatMap((piece) => (piece.plain === undefined ? [] : [piece.plain]));
  const hasPage = texts.some(({ html }) => html !== undefined);
  return {
    ...(plain.length > 0 && plain.length === texts.length ? { text: plain.join('\n') } : {}),
    ...(hasPage ? { html: texts.map(({ html, plain: text = '' }) => html ?? pageOf(text)).join('\n') } : {}),
  };
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '<br>' };

function pageOf(text: string): string {
  return `<div style="white-space: pre-wrap">${text.replace(/[&<>"\n]/g, (letter) => escapes[letter] ?? letter)}</div>`;
}
