/** A style sheet or style attribute that names no address any more. */
export interface HarmlessStyle {
  readonly css: string;
  /** It would have fetched something from the internet. */
  readonly isBlocked: boolean;
}

/** Characters; real mail stays far below. Above, nothing is read at all. */
export const longestStyleAttribute = 10_000;
export const longestStyleSheet = 200_000;

/**
 * The frame's policy fetches nothing for a style either; this is the wall
 * before it. Nothing is cut out: what stands before and after a gap could
 * join to what the parser had not seen (`<@import;/style>`). Each address
 * becomes a word. Both patterns stop at the next parenthesis, so that the
 * time stays in proportion to the length.
 */
export function harmlessStyle(css: string): HarmlessStyle {
  let isBlocked = false;
  const harmless = withLettersPlain(css).replace(/@import|(?:url|src|image|image-set)\((?:[^()]*\))?/gi, (found) => {
    if (remote.test(found.slice(0, 200)) || !found.endsWith(')')) isBlocked = true;
    if (found.startsWith('@')) return '@blocked';
    return found.endsWith(')') ? 'none' : 'none(';
  });
  return { css: harmless, isBlocked };
}

/** Would something be fetched? Asked again of what is drawn. */
export function namesAddress(css: string): boolean {
  return /@import|(?:url|src|image|image-set)\(/i.test(withLettersPlain(css));
}

const remote = /^(?:@import|image|[a-z]+\([\s'"]*(?:https?:|\/\/))/i;

/**
 * `u\72l(` is `url(` (CSS Syntax 4.3.7). Only letters and the hyphen: an escaped
 * `<` stays escaped. Other escapes get their end, or a letter that now follows
 * would join them.
 */
function withLettersPlain(css: string): string {
  return css.replace(/\\(?:([0-9a-f]{1,6})(?:\r\n|[ \t\r\n\f])?|([^]))/gi, (found, hex?: string, letter?: string) => {
    const meant = hex === undefined ? (letter ?? '') : letterOf(Number.parseInt(hex, 16));
    if (/^[a-z-]$/i.test(meant)) return meant;
    return hex === undefined ? found : `\\${hex} `;
  });
}

function letterOf(code: number): string {
  return code < 0x80 ? String.fromCharCode(code) : '';
}
