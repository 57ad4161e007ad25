/** A structured header value: `type/subtype; name=value` or `attachment; filename=…` (RFC 2045 section 5.1). */
export interface ParameterizedValue {
  /** Lower case, without comments. */
  readonly value: string;
  /** Names in lower case; of RFC 2231 forms the pieces are joined and decoded. */
  readonly parameters: ReadonlyMap<string, string>;
  /** A parameter was given twice or the syntax is broken: readers may disagree about it. */
  readonly ambiguous: boolean;
}

interface RawParameter {
  readonly name: string;
  readonly value: string;
}

/** Reads a structured value tolerantly, but says when others could read it differently. */
export function parseParameterized(field: string): ParameterizedValue {
  const pieces = splitOutsideQuotes(withoutComments(field));
  const value = (pieces.shift() ?? '').trim().toLowerCase();
  const raw: RawParameter[] = [];
  let ambiguous = false;
  for (const piece of pieces) {
    const equals = piece.indexOf('=');
    if (equals === -1) {
      ambiguous ||= piece.trim() !== '';
      continue;
    }
    raw.push({
      name: piece.slice(0, equals).trim().toLowerCase(),
      value: unquote(piece.slice(equals + 1).trim()),
    });
  }
  const names = raw.map((parameter) => parameter.name);
  ambiguous ||= new Set(names).size !== names.length;
  return { value, parameters: joinPieces(raw), ambiguous };
}

function withoutComments(field: string): string {
  if (!field.includes('(')) return field;
  let result = '';
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < field.length; at++) {
    const char = field.charAt(at);
    if (char === '\\' && (quoted || depth > 0)) {
      if (depth === 0) result += field.slice(at, at + 2);
      at++;
    } else if (char === '"' && depth === 0) {
      quoted = !quoted;
      result += char;
    } else if (char === '(' && !quoted) depth++;
    else if (char === ')' && depth > 0) depth--;
    else if (depth === 0) result += char;
  }
  return result;
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

// RFC 2231 sections 3 and 4: name*0*=utf-8''…; name*1=… The extended form wins over a plain one.
function joinPieces(raw: readonly RawParameter[]): ReadonlyMap<string, string> {
  const plain = new Map<string, string>();
  const extended = new Map<string, { index: number; text: string }[]>();
  for (const { name, value } of raw) {
    const match = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(name);
    const base = match?.[1];
    if (match === null || base === undefined) continue;
    if (match[2] === undefined && match[3] === undefined) {
      if (!plain.has(base)) plain.set(base, value);
      continue;
    }
    const pieces = extended.get(base) ?? [];
    const text = match[3] === undefined ? value : decodePercent(value);
    pieces.push({ index: Number(match[2] ?? 0), text });
    extended.set(base, pieces);
  }
  for (const [base, pieces] of extended) {
    pieces.sort((a, b) => a.index - b.index);
    plain.set(base, pieces.map((piece) => piece.text).join(''));
  }
  return plain;
}

function decodePercent(value: string): string {
  const encoded = value.replace(/^[^']*'[^']*'/, '');
  return encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
