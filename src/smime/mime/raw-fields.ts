/** The fields of a header section as they stand, each with its folded lines and a CRLF at the end. */
export function rawFields(section: string): readonly string[] {
  const fields: string[] = [];
  for (const line of section.split('\r\n').filter((text) => text !== '')) {
    if (/^[ \t]/.test(line) && fields.length > 0) fields.push(`${fields.pop() ?? ''}${line}\r\n`);
    else if (/^[!-9;-~]+[ \t]*:/.test(line)) fields.push(`${line}\r\n`);
  }
  return fields;
}

/** RFC 5322 section 2.1.1. */
const lineLimit = 78;

/**
 * One field in lines as short as its blanks allow. No blank is added or lost,
 * so that unfolding gives exactly `text` again; white space at the end would not survive the way.
 * @param text - name, colon and value, without line ends
 */
export function foldedField(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trimEnd().match(/[ \t]*[^ \t]+/g) ?? []) {
    if (line !== '' && !line.endsWith(':') && line.length + word.length > lineLimit) {
      lines.push(line);
      line = '';
    }
    line += word;
  }
  return `${[...lines, line].join('\r\n')}\r\n`;
}
