import { SmimeError } from '../errors';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const letters = Uint8Array.from(alphabet, (letter) => letter.charCodeAt(0));
const values = new Int8Array(256).fill(-1);
letters.forEach((letter, value) => (values[letter] = value));
const lineLength = 76;

/** Base64 with line ends CRLF after 76 characters and at the end (RFC 2045 section 6.8). */
export function encodeBase64Lines(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const characters = Math.ceil(bytes.length / 3) * 4;
  const result = new Uint8Array(characters + Math.ceil(characters / lineLength) * 2);
  let to = 0;
  let column = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const word = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    result[to++] = letters[word >> 18] ?? 0;
    result[to++] = letters[(word >> 12) & 63] ?? 0;
    result[to++] = left > 1 ? (letters[(word >> 6) & 63] ?? 0) : 0x3d;
    result[to++] = left > 2 ? (letters[word & 63] ?? 0) : 0x3d;
    column += 4;
    if (column === lineLength || left <= 3) {
      result[to++] = 0x0d;
      result[to++] = 0x0a;
      column = 0;
    }
  }
  return result;
}

/**
 * Decodes base64 with line ends and blanks between. Anything else, and anything
 * behind the padding, is an error: others may read on where we would stop.
 * @throws SmimeError ERR_MIME_MALFORMED
 */
export function decodeBase64(text: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let to = 0;
  let word = 0;
  let count = 0;
  let padding = 0;
  for (const octet of text) {
    const value = values[octet] ?? -1;
    if (value >= 0 && padding === 0) {
      word = (word << 6) | value;
      if (++count % 4 !== 0) continue;
      result[to++] = (word >> 16) & 255;
      result[to++] = (word >> 8) & 255;
      result[to++] = word & 255;
      word = 0;
    } else if (octet === 0x3d) padding++;
    else if (octet !== 0x0d && octet !== 0x0a && octet !== 0x20 && octet !== 0x09) throw notBase64();
  }
  const rest = count % 4;
  if (rest === 1 || padding > 2) throw notBase64();
  if (rest >= 2) result[to++] = rest === 2 ? (word >> 4) & 255 : (word >> 10) & 255;
  if (rest === 3) result[to++] = (word >> 2) & 255;
  return result.subarray(0, to);
}

function notBase64(): SmimeError {
  return new SmimeError('ERR_MIME_MALFORMED', { reason: 'base64' });
}

/** RFC 2045 section 6.7, tolerant of wrong escapes and of blanks behind a soft line break. */
export function decodeQuotedPrintable(text: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(text.length);
  let to = 0;
  for (let at = 0; at < text.length; at++) {
    const octet = text[at] ?? 0;
    const high = octet === 0x3d ? hexDigit(text[at + 1]) : -1;
    const low = high < 0 ? -1 : hexDigit(text[at + 2]);
    if (low >= 0) {
      result[to++] = high * 16 + low;
      at += 2;
      continue;
    }
    const end = octet === 0x3d ? endOfSoftBreak(text, at + 1) : undefined;
    if (end === undefined) result[to++] = octet;
    else at = end - 1;
  }
  return result.subarray(0, to);
}

function hexDigit(octet = 0): number {
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  const letter = octet | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** A line has at most 76 characters, so that not much can stand there. */
const maxBlanks = 76;

/** `undefined`: something else stands between the equals sign and the line end. */
function endOfSoftBreak(text: Uint8Array, from: number): number | undefined {
  let at = from;
  while (at - from < maxBlanks && (text[at] === 0x20 || text[at] === 0x09)) at++;
  if (text[at] === 0x0d && text[at + 1] === 0x0a) return at + 2;
  return text[at] === 0x0a ? at + 1 : undefined;
}

/**
 * Decodes a body by its Content-Transfer-Encoding.
 * @throws SmimeError ERR_MIME_MALFORMED for broken base64 or an encoding nobody knows.
 */
export function decodeTransfer(body: Uint8Array, encoding: string): Uint8Array {
  switch (encoding) {
    case 'base64':
      return decodeBase64(body);
    case 'quoted-printable':
      return decodeQuotedPrintable(body);
    case '':
    case '7bit':
    case '8bit':
    case 'binary':
      return body;
    default:
      throw new SmimeError('ERR_MIME_MALFORMED', { reason: 'transfer encoding' });
  }
}

const utf8 = new TextEncoder();

/**
 * Quoted-printable that survives every relay and archive: besides what RFC 2045
 * demands it hides `From ` and a dot at the start of a line (mailbox files,
 * SMTP) and a leading hyphen (boundaries).
 * @param text - with line ends CRLF
 */
export function encodeQuotedPrintable(text: string): Uint8Array<ArrayBuffer> {
  return utf8.encode(text.split('\r\n').map(encodeLine).join('\r\n'));
}

function encodeLine(line: string): string {
  const octets = utf8.encode(line);
  const startsFrom = line.startsWith('From ');
  const done: string[] = [];
  let current = '';
  octets.forEach((octet, at) => {
    const isLast = at === octets.length - 1;
    const hide = (at === 0 && (startsFrom || octet === 0x2e || octet === 0x2d)) || !isPlain(octet, isLast);
    const piece = hide ? `=${octet.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(octet);
    const room = isLast ? lineLength : lineLength - 1;
    if (current.length + piece.length > room) {
      done.push(`${current}=`);
      current = '';
    }
    // A soft break may have brought a dot, a hyphen or `From ` to the start of a line.
    const first = at > 0 && current === '' && /^[.\-F]$/.test(piece);
    current += first ? `=${octet.toString(16).toUpperCase()}` : piece;
  });
  return [...done, current].join('\r\n');
}

function isPlain(octet: number, isLast: boolean): boolean {
  if (octet === 0x20 || octet === 0x09) return !isLast;
  return octet > 0x20 && octet < 0x7f && octet !== 0x3d;
}
