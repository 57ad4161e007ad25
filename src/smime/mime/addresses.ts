import type { Mailbox } from '../message/message';
import { decodeUtf8 } from './charset';
import { decodeWords } from './encoded-words';
import { fromLatin1 } from './headers';
import { mayHoldAddress } from './misleading-name';

/** The mailboxes of a From:, To: or Cc: field (RFC 5322 section 3.4). */
export interface AddressList {
  readonly mailboxes: readonly Mailbox[];
  /** The text does not follow the grammar, so that another reader may see another address. */
  readonly ambiguous: boolean;
}

interface Pieces {
  /** What stands outside quotes and angle brackets, with quoted strings put in. */
  phrase: string;
  /** A character that makes an unquoted phrase no phrase: `@` is an address, or nothing. */
  bare: string;
  angle: string | undefined;
  ambiguous: boolean;
}

/**
 * Reads an address list strictly enough to notice tricks: text behind `>`, two
 * angle addresses, an address as an unquoted name, in a comment or as the name of
 * a group, broken quotes, control characters.
 * @param field - raw value, octets as code units
 */
export function parseAddressList(field: string): AddressList {
  const scanner = new Scanner(readableText(field));
  const mailboxes: Mailbox[] = [];
  let ambiguous = false;
  while (!scanner.atEnd()) {
    const pieces = scanner.nextMailbox();
    const mailbox = mailboxOf(pieces);
    ambiguous ||= pieces.ambiguous;
    if (mailbox === 'nothing') continue;
    if (mailbox === 'unreadable') ambiguous = true;
    else mailboxes.push(mailbox);
  }
  return { mailboxes, ambiguous: ambiguous || hasControls(field) };
}

function hasControls(field: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[\u0000-\u0008\u000a-\u001f\u007f]/.test(field);
}

/** Header text that is UTF-8 although it should not be (or by RFC 6532), and else as it is. */
export function readableText(field: string): string {
  return decodeUtf8(fromLatin1(field)) ?? field;
}

class Scanner {
  private at = 0;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Reads up to the comma, or a group's colon or semicolon, that ends it. */
  nextMailbox(): Pieces {
    const pieces: Pieces = { phrase: '', bare: '', angle: undefined, ambiguous: false };
    while (!this.atEnd()) {
      const char = this.text.charAt(this.at++);
      if (char === ',' || char === ';') break;
      if (char === ':')
        return {
          phrase: '',
          bare: '',
          angle: undefined,
          ambiguous: pieces.ambiguous || pieces.angle !== undefined || mayHoldAddress(decodeWords(pieces.bare + pieces.phrase)),
        };
      this.take(char, pieces);
    }
    return pieces;
  }

  private take(char: string, pieces: Pieces): void {
    if (char === '"') {
      const quoted = this.until('"', pieces);
      if (pieces.angle !== undefined) pieces.ambiguous = true;
      // A quoted local part ("a b"@example.org) stays quoted in the address.
      if (this.text.charAt(this.at) === '@') pieces.bare += `"${quoted}"`;
      else pieces.phrase += quoted;
    } else if (char === '(') this.skipComment(pieces);
    else if (char === '<') {
      if (pieces.angle !== undefined) pieces.ambiguous = true;
      pieces.angle = this.until('>', pieces).trim();
    } else {
      if (pieces.angle !== undefined && char.trim() !== '') pieces.ambiguous = true;
      pieces.phrase += char;
      pieces.bare += char;
    }
  }

  private until(end: string, pieces: Pieces): string {
    let taken = '';
    while (!this.atEnd()) {
      const char = this.text.charAt(this.at++);
      if (char === end) return taken;
      if (char === '\\' && end === '"') taken += this.text.charAt(this.at++);
      else taken += char;
    }
    pieces.ambiguous = true;
    return taken;
  }

  // Many programs show a comment as the name, and old ones took the address out of it.
  private skipComment(pieces: Pieces): void {
    const start = this.at;
    for (let depth = 1; depth > 0; ) {
      if (this.atEnd()) {
        pieces.ambiguous = true;
        return;
      }
      const char = this.text.charAt(this.at++);
      if (char === '\\') this.at++;
      else if (char === '(') depth++;
      else if (char === ')') depth--;
    }
    if (mayHoldAddress(decodeWords(this.text.slice(start, this.at)))) pieces.ambiguous = true;
  }
}

function mailboxOf(pieces: Pieces): Mailbox | 'nothing' | 'unreadable' {
  const bare = pieces.bare.trim();
  if (pieces.angle === undefined) {
    if (bare === '' && pieces.phrase.trim() === '') return 'nothing';
    return isAddress(bare) ? { address: bare } : 'unreadable';
  }
  if (!isAddress(pieces.angle)) return 'unreadable';
  // UTF-7 is decoded by old programs only, and has its own way to write an @.
  if (bare.includes('@') || /=\?utf-?7\?/i.test(pieces.phrase)) pieces.ambiguous = true;
  const name = decodeWords(pieces.phrase.trim()).trim();
  return name === '' ? { address: pieces.angle } : { address: pieces.angle, name };
}

function isAddress(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  return /^(?:"[^"]*"|[^\s"<>@,;:\u0000-\u001f\u007f]+)@[^\s"<>@,;\u0000-\u001f\u007f]+$/.test(text);
}
