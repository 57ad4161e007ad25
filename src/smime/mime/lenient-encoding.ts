import { decodeQuotedPrintable } from './transfer-encoding';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Int8Array(256).fill(-1);
Array.from(alphabet).forEach((letter, value) => (values[letter.charCodeAt(0)] = value));

/**
 * Decodes a body for people to read. Nothing in it is refused, unlike {@link decodeTransfer} for what a
 * signature is read from: of broken base64 and of encodings that nobody knows, what can be read is shown.
 */
export function decodeForReading(body: Uint8Array, encoding: string): Uint8Array {
  switch (encoding) {
    case 'base64':
      return decodeBase64Leniently(body);
    case 'quoted-printable':
      return decodeQuotedPrintable(body);
    case 'x-uuencode':
    case 'x-uue':
    case 'uuencode':
    case 'uue':
      return decodeUuencode(body) ?? body;
    default:
      return body;
  }
}

/** RFC 2045 section 6.8: other characters are skipped. Behind a padding the next block begins: some writers join several. */
export function decodeBase64Leniently(text: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let to = 0;
  let word = 0;
  let count = 0;
  const flush = () => {
    if (count >= 2) result[to++] = (word >> (count === 2 ? 4 : 10)) & 255;
    if (count === 3) result[to++] = (word >> 2) & 255;
    word = 0;
    count = 0;
  };
  for (const octet of text) {
    const value = values[octet] ?? -1;
    if (octet === 0x3d) flush();
    if (value < 0) continue;
    word = (word << 6) | value;
    if (++count < 4) continue;
    result[to++] = (word >> 16) & 255;
    result[to++] = (word >> 8) & 255;
    result[to++] = word & 255;
    word = 0;
    count = 0;
  }
  flush();
  return result.subarray(0, to);
}

/** The lines between `begin` and `end`; `undefined`: there are none. */
function decodeUuencode(body: Uint8Array): Uint8Array | undefined {
  const result = new Uint8Array(body.length);
  let to = 0;
  let inside = false;
  for (let line = 0; line < body.length; ) {
    const lf = body.indexOf(0x0a, line);
    const end = lf === -1 ? body.length : lf;
    if (inside) {
      if (startsWith(body, line, 'end')) return result.subarray(0, to);
      to = decodeUuLine(body, line, end, result, to);
    } else inside = startsWith(body, line, 'begin ');
    line = end + 1;
  }
  return inside ? result.subarray(0, to) : undefined;
}

function startsWith(body: Uint8Array, at: number, word: string): boolean {
  return Array.from(word).every((letter, offset) => body[at + offset] === letter.charCodeAt(0));
}

/** A first character says how many octets; four characters make three of them. */
function decodeUuLine(body: Uint8Array, start: number, end: number, result: Uint8Array, from: number): number {
  const value = (at: number) => (at < end ? ((body[at] ?? 0x20) - 0x20) & 63 : 0);
  // A line has room for three quarters of its characters: a length beyond it is a lie.
  const length = Math.min(value(start), Math.floor(((end - start - 1) * 3) / 4));
  for (let count = 0, at = start + 1; count < length; count += 3, at += 4) {
    const word = (value(at) << 18) | (value(at + 1) << 12) | (value(at + 2) << 6) | value(at + 3);
    for (let octet = 0; octet < Math.min(3, length - count); octet++) result[from + count + octet] = (word >> (16 - 8 * octet)) & 255;
  }
  return from + Math.max(length, 0);
}
