import { normalizeDomain } from '../certificate/email-addresses';
import { SmimeError } from '../errors';
import type { Mailbox } from '../message/message';

const utf8 = new TextEncoder();
/** RFC 5322 section 2.1.1 asks for 78 characters a line. */
const lineLimit = 76;
/** RFC 2047 section 2: an encoded word has at most 75 characters, its line 76; with `=?utf-8?B?` and `?=` this makes 60. */
const wordOctets = 36;

/**
 * Refuses what would break out of its header: CR, LF, NUL and other controls.
 * @throws SmimeError ERR_MIME_HEADER_INVALID
 */
export function checkHeaderText(header: string, text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (/[\u0000-\u001f\u007f\u2028\u2029]/.test(text))
    throw new SmimeError('ERR_MIME_HEADER_INVALID', { header });
  return text;
}

/** Longer words could make a line of more than the 998 characters that RFC 5322 section 2.1.1 allows. */
const longestWord = 320;

/** One header field with folding; `words` are kept whole and joined by a space or a fold. */
export function headerLine(name: string, words: readonly string[]): string {
  let line = `${name}:`;
  const lines: string[] = [];
  for (const word of words) {
    if (line.length + 1 + word.length > lineLimit && line.trim() !== '' && line !== `${name}:`) {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return `${[...lines, line].join('\r\n')}\r\n`;
}

/** An unstructured header such as Subject: plain where it can be, else encoded words (RFC 2047). */
export function textHeader(name: string, text: string): string {
  // A tab is no way out, and people paste it: it travels in an encoded word, where no relay makes blanks of it.
  checkHeaderText(name, text.replaceAll('\t', ' '));
  if (text === '') return `${name}:\r\n`;
  const plain = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(text) && !text.includes('=?');
  const words = text.split(' ');
  if (plain && words.every((word) => word.length <= lineLimit - 2)) return headerLine(name, words);
  return headerLine(name, encodedWords(text));
}

/** Encoded words, cut between characters. */
export function encodedWords(text: string): readonly string[] {
  const words: string[] = [];
  let octets: number[] = [];
  for (const character of text) {
    const encoded = utf8.encode(character);
    if (octets.length + encoded.length > wordOctets) {
      words.push(encodedWord(octets));
      octets = [];
    }
    octets.push(...encoded);
  }
  return octets.length === 0 ? words : [...words, encodedWord(octets)];
}

function encodedWord(octets: readonly number[]): string {
  return `=?utf-8?B?${btoa(String.fromCharCode(...octets))}?=`;
}

/** From:, To: and the like. */
export function addressHeader(name: string, mailboxes: readonly Mailbox[]): string {
  const words = mailboxes.flatMap((mailbox, at) => {
    const pieces = [...mailboxWords(name, mailbox)];
    const last = pieces.pop() ?? '';
    return [...pieces, at === mailboxes.length - 1 ? last : `${last},`];
  });
  return headerLine(name, words);
}

function mailboxWords(header: string, mailbox: Mailbox): readonly string[] {
  const address = writtenAddress(header, mailbox.address);
  const shown = checkHeaderText(header, (mailbox.name ?? '').replaceAll('\t', ' ').trim());
  if (shown === '' || shown === mailbox.address) return [address];
  const isPlain = /^[\x20-\x7e]*$/.test(shown) && !shown.includes('=?') && !shown.includes('  ');
  const words = shown.split(' ');
  if (isPlain && /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+$/.test(shown) && words.every((word) => word.length < lineLimit))
    return [...words, `<${address}>`];
  // A quoted string is not folded, so a long one takes the other form.
  if (isPlain && shown.length < lineLimit / 2) return [`"${shown.replace(/["\\]/g, '\\$&')}"`, `<${address}>`];
  return [...encodedWords(shown), `<${address}>`];
}

/**
 * Letters beyond ASCII before the `@` need SMTPUTF8 all the way (RFC 6531), which no S/MIME transport promises.
 * An international domain has a form in ASCII.
 */
function writtenAddress(header: string, address: string): string {
  const at = address.lastIndexOf('@') + 1;
  const domain = address.slice(at);
  const written = /^\p{ASCII}*$/u.test(domain) ? address : address.slice(0, at) + normalizeDomain(domain);
  const isPlain = /^[\x21-\x3f\x41-\x7e]+@[\x21-\x3f\x41-\x7e]+$/.test(written) && !/[<>(),;:"[\]\\ ]/.test(written);
  if (!isPlain || written.length > longestWord) throw new SmimeError('ERR_MIME_HEADER_INVALID', { header });
  return written;
}

/** Message identifiers, given without angle brackets. */
export function identifierHeader(name: string, identifiers: readonly string[]): string {
  for (const identifier of identifiers) {
    if (!/^[\x21-\x3b\x3d\x3f-\x7e]+$/.test(identifier) || identifier.length > 2 * longestWord)
      throw new SmimeError('ERR_MIME_HEADER_INVALID', { header: name });
  }
  return headerLine(
    name,
    identifiers.map((identifier) => `<${identifier}>`),
  );
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 5322 section 3.3, in UTC. */
export function dateHeader(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${days[at.getUTCDay()] ?? ''}, ${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}`;
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  return `Date: ${date} ${time} +0000\r\n`;
}

/**
 * A parameter with a file name: as it is when plain, otherwise by RFC 2231
 * (`filename*0*=utf-8''…`) in pieces that fit a line.
 * @returns the parameter with the separator before it
 */
export function fileNameParameter(parameter: string, fileName: string): string {
  if (isPlainName(fileName)) {
    return `;\r\n ${parameter}="${fileName.replace(/["\\]/g, '\\$&')}"`;
  }
  const pieces = percentPieces(fileName, 50);
  if (pieces.length === 1) return `;\r\n ${parameter}*=utf-8''${pieces[0] ?? ''}`;
  return pieces.map((piece, at) => `;\r\n ${parameter}*${at}*=${at === 0 ? "utf-8''" : ''}${piece}`).join('');
}

/** For readers without RFC 2231, e.g. older Outlook: encoded words where the grammar has none. */
export function fileNameFallback(parameter: string, fileName: string): string {
  if (isPlainName(fileName)) return fileNameParameter(parameter, fileName);
  return `;\r\n ${parameter}="${encodedWords(fileName).join('\r\n ')}"`;
}

/** What looks like an encoded word would be decoded by many readers, though it must not be. */
function isPlainName(fileName: string): boolean {
  return /^[\x20-\x7e]{0,60}$/.test(fileName) && !fileName.includes('=?');
}

function percentPieces(text: string, length: number): readonly string[] {
  const pieces: string[] = [''];
  for (const octet of utf8.encode(text)) {
    const char = String.fromCharCode(octet);
    const encoded = /[A-Za-z0-9.!#$&+^_`{}~-]/.test(char)
      ? char
      : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`;
    const last = pieces.at(-1) ?? '';
    if (last.length + encoded.length > length) pieces.push(encoded);
    else pieces[pieces.length - 1] = last + encoded;
  }
  return pieces;
}
