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
  checkHeaderText(name, text);
  const plain = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(text) && !text.includes('=?');
  const words = text.split(' ');
  if (text === '' || (plain && words.every((word) => word.length <= lineLimit - 2)))
    return headerLine(name, words);
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

function mailboxWords(header: string, { address, name }: Mailbox): readonly string[] {
  // Addresses beyond ASCII need SMTPUTF8 all the way (RFC 6531), which no S/MIME transport promises.
  if (!/^[\x21-\x7e]+@[\x21-\x7e]+$/.test(address) || /[<>(),;:"[\]\\ ]/.test(address)) {
    throw new SmimeError('ERR_MIME_HEADER_INVALID', { header });
  }
  const shown = checkHeaderText(header, (name ?? '').trim());
  if (shown === '' || shown === address) return [address];
  if (!/^[\x20-\x7e]*$/.test(shown) || shown.includes('=?')) return [...encodedWords(shown), `<${address}>`];
  if (/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+$/.test(shown)) return [...shown.split(/ +/), `<${address}>`];
  return [`"${shown.replace(/["\\]/g, '\\$&')}"`, `<${address}>`];
}

/** Message identifiers, given without angle brackets. */
export function identifierHeader(name: string, identifiers: readonly string[]): string {
  for (const identifier of identifiers) {
    if (!/^[\x21-\x3b\x3d\x3f-\x7e]+$/.test(identifier))
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
  if (/^[\x20-\x7e]*$/.test(fileName) && fileName.length <= 60) {
    return `;\r\n ${parameter}="${fileName.replace(/["\\]/g, '\\$&')}"`;
  }
  const pieces = percentPieces(fileName, 50);
  if (pieces.length === 1) return `;\r\n ${parameter}*=utf-8''${pieces[0] ?? ''}`;
  return pieces.map((piece, at) => `;\r\n ${parameter}*${at}*=${at === 0 ? "utf-8''" : ''}${piece}`).join('');
}

/** For readers without RFC 2231, e.g. older Outlook: encoded words where the grammar has none. */
export function fileNameFallback(parameter: string, fileName: string): string {
  if (/^[\x20-\x7e]*$/.test(fileName) && fileName.length <= 60) return fileNameParameter(parameter, fileName);
  return `;\r\n ${parameter}="${encodedWords(fileName).join('\r\n ')}"`;
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
