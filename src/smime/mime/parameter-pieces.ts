export interface RawParameter {
  /** Lower case, with the stars of RFC 2231. */
  readonly name: string;
  readonly value: string;
}

export interface JoinedParameters {
  readonly parameters: ReadonlyMap<string, string>;
  /** The character set that an extended form names, lower case, by the name of the parameter. */
  readonly charsets: ReadonlyMap<string, string>;
  /** Twice, in two forms, or with a piece missing: readers take one or the other. */
  readonly ambiguous: boolean;
}

interface Piece {
  readonly index: number;
  readonly text: string;
}

/**
 * RFC 2231 sections 3 and 4: `name*0*=utf-8''…; name*1=…`. The extended form wins
 * over a plain one. For file names the two stand side by side on purpose, for old
 * programs; with `boundary` it makes old and new programs see different parts.
 */
export function joinPieces(raw: readonly RawParameter[]): JoinedParameters {
  const names = raw.map(({ name }) => name);
  let ambiguous = new Set(names).size !== names.length;
  const parameters = new Map<string, string>();
  const charsets = new Map<string, string>();
  const extended = new Map<string, Piece[]>();
  for (const { name, value } of raw) {
    const [, base, index, star] = /^([^*]+)(?:\*(0|[1-9]\d{0,2}))?(\*)?$/.exec(name) ?? [];
    if (base === undefined) {
      ambiguous = true;
    } else if (index === undefined && star === undefined) {
      if (!parameters.has(base)) parameters.set(base, value);
    } else {
      const pieces = extended.get(base) ?? [];
      // RFC 2231 section 4.1: only the first piece names a character set; an apostrophe in another is one.
      const named = star === undefined || Number(index ?? 0) > 0 ? null : /^([^']*)'[^']*'/.exec(value);
      const written = value.slice(named?.[0].length ?? 0);
      if (named !== null) charsets.set(base, (named[1] ?? '').toLowerCase());
      pieces.push({ index: Number(index ?? 0), text: star === undefined ? written : decodePercent(written) });
      extended.set(base, pieces);
    }
  }
  for (const [base, pieces] of extended) {
    pieces.sort((a, b) => a.index - b.index);
    ambiguous ||= pieces.some((piece, at) => piece.index !== at);
    ambiguous ||= parameters.has(base) && base !== 'name' && base !== 'filename';
    parameters.set(base, pieces.map((piece) => piece.text).join(''));
  }
  return { parameters, charsets, ambiguous };
}

function decodePercent(encoded: string): string {
  return encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
