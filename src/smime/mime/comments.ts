export interface Uncommented {
  readonly text: string;
  /** A comment that a reader who does not know comments takes for a parameter, or that never ends. */
  readonly ambiguous: boolean;
}

/**
 * Puts a blank where a comment stands (RFC 5322 section 3.2.2). Many readers do
 * not know comments in a Content-Type: `(; boundary=other; )` gives them another boundary.
 */
export function withoutComments(field: string): Uncommented {
  if (!field.includes('(')) return { text: field, ambiguous: false };
  let text = '';
  let depth = 0;
  let quoted = false;
  let ambiguous = false;
  for (let at = 0; at < field.length; at++) {
    const char = field.charAt(at);
    if (depth > 0 && /[;="\\]/.test(char)) ambiguous = true;
    if (char === '\\' && (quoted || depth > 0)) {
      if (depth === 0) text += field.slice(at, at + 2);
      at++;
    } else if (char === '"' && depth === 0) {
      quoted = !quoted;
      text += char;
    } else if (char === '(' && !quoted) {
      if (depth++ === 0) text += ' ';
    } else if (char === ')' && depth > 0) depth--;
    else if (depth === 0) text += char;
  }
  return { text, ambiguous: ambiguous || depth > 0 };
}
