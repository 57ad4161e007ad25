import { withoutComments } from './comments';
import { joinPieces } from './parameter-pieces';
import type { RawParameter } from './parameter-pieces';

/** A structured header value: `type/subtype; name=value` or `attachment; filename=…` (RFC 2045 section 5.1). */
export interface ParameterizedValue {
  /** Lower case, without comments. */
  readonly value: string;
  /** Names in lower case; of RFC 2231 forms the pieces are joined and decoded. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The character set that an extended form of RFC 2231 names, by the name of the parameter. */
  readonly charsets: ReadonlyMap<string, string>;
  /** A parameter was given twice or the syntax is broken: readers may disagree about it. */
  readonly ambiguous: boolean;
}

/** Reads a structured value tolerantly, but says when others could read it differently. */
export function parseParameterized(field: string): ParameterizedValue {
  const { text, ambiguous: oddComments } = withoutComments(field);
  const [value = '', ...pieces] = splitOutsideQuotes(text);
  const raw: RawParameter[] = [];
  let ambiguous = oddComments || value.includes('"');
  for (const piece of pieces) {
    const equals = piece.indexOf('=');
    if (equals === -1) {
      ambiguous ||= piece.trim() !== '';
      continue;
    }
    const name = piece.slice(0, equals).trim().toLowerCase();
    const written = piece.slice(equals + 1).trim();
    ambiguous ||= !isWellWritten(name, written) || !isPlainText(name, piece);
    raw.push({ name, value: unquote(written) });
  }
  const joined = joinPieces(raw);
  return { ...joined, value: value.trim().toLowerCase(), ambiguous: ambiguous || joined.ambiguous };
}

/** Only names for people: programs write blanks and 8-bit characters there, and no structure hangs on them. */
function isFileName(name: string): boolean {
  return /^(?:file)?name(?:\*|$)/.test(name);
}

// A quoted string from the first character to the last, or no quote at all: with `x="` or
// `a"b;c"` readers differ in where the next parameter begins, and so in the boundary.
function isWellWritten(name: string, written: string): boolean {
  if (written.startsWith('"')) return /^"[^"\\]*(?:\\.[^"\\]*)*"$/s.test(written);
  return !/["\\]/.test(written) && (isFileName(name) || !/\s/.test(written));
}

// trim() takes a no-break space for a blank, others for a part of the boundary.
function isPlainText(name: string, piece: string): boolean {
  return isFileName(name) || /^[\t\x20-\x7e]*$/.test(piece);
}

function splitOutsideQuotes(field: string): string[] {
  const pieces: string[] = [];
  let quoted = false;
  let from = 0;
  for (let at = 0; at < field.length; at++) {
    const char = field.charAt(at);
    if (char === '\\' && quoted) at++;
    else if (char === '"') quoted = !quoted;
    else if (char === ';' && !quoted) {
      pieces.push(field.slice(from, at));
      from = at + 1;
    }
  }
  pieces.push(field.slice(from));
  return pieces;
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  const end = value.length > 1 && value.endsWith('"') ? -1 : undefined;
  return value.slice(1, end).replace(/\\(.)/gs, '$1');
}
