import { SmimeError } from '../errors';

/** One header field. `value` is unfolded; octets stand as code units (Latin-1), undecoded. */
export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
}

export interface HeaderSection {
  readonly fields: readonly HeaderField[];
  /** Where the body begins: behind the empty line, or at the end. */
  readonly bodyStart: number;
  /**
   * A line is neither a field nor a continuation, or a CR stands alone: they are
   * ignored here, but others end the section there, or see one more field.
   */
  readonly irregular: boolean;
}

/** Above these limits a header section is an attack, not mail. */
export const headerLimits = { bytes: 1024 * 1024, fields: 2000 };

/**
 * Reads the header section of `bytes[start, end)` (RFC 5322 section 2.2), with CRLF or LF line ends.
 * @throws SmimeError ERR_MIME_TOO_COMPLEX above the limits.
 */
export function parseHeaderSection(bytes: Uint8Array, start: number, end: number): HeaderSection {
  const fields: { name: string; value: string }[] = [];
  let irregular = false;
  let at = start;
  while (at < end) {
    const lf = bytes.indexOf(0x0a, at);
    const next = lf === -1 || lf >= end ? end : lf + 1;
    if (next - start > headerLimits.bytes)
      throw new SmimeError('ERR_MIME_TOO_COMPLEX', { limit: 'header size' });
    const line = lineText(bytes, at, next);
    const isFirst = at === start;
    at = next;
    if (line === '') return { fields, bodyStart: at, irregular };
    // A blank before the colon, too: Python's reader takes such a line for the end of the section.
    irregular ||= line.includes('\r') || /^[!-9;-~]+[ \t]+:/.test(line);
    const field = fieldOf(line);
    const previous = fields.at(-1);
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (previous === undefined) irregular = true;
      else previous.value += line;
    } else if (field !== undefined) {
      fields.push(field);
      if (fields.length > headerLimits.fields)
        throw new SmimeError('ERR_MIME_TOO_COMPLEX', { limit: 'header fields' });
    } else if (!(isFirst && line.startsWith('From '))) {
      // The exception is the separator line of a mailbox file.
      irregular = true;
    }
  }
  return { fields, bodyStart: at, irregular };
}

// Only the line end is taken off: other white space inside belongs to the value.
function lineText(bytes: Uint8Array, start: number, next: number): string {
  let end = next;
  if (end > start && bytes[end - 1] === 0x0a) end--;
  if (end > start && bytes[end - 1] === 0x0d) end--;
  return latin1(bytes.subarray(start, end));
}

// RFC 5322 section 2.2: a name is printable ASCII without colon. White space before the
// colon (obsolete syntax) is space and tab only: a wider trim lets a no-break space or a
// NUL make a second "Content-Type" that only some readers see.
function fieldOf(line: string): { name: string; value: string } | undefined {
  const match = /^([!-9;-~]+)[ \t]*:(.*)$/s.exec(line);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { name: match[1].toLowerCase(), value: match[2] };
}

/** Octets as code units, exactly (not Windows-1252, as TextDecoder would). */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}

/** The opposite of {@link latin1}. */
export function fromLatin1(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

export function allFields(fields: readonly HeaderField[], name: string): readonly string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value);
}

/** The first field of that name. Where a second one would mislead, ask {@link allFields}. */
export function firstField(fields: readonly HeaderField[], name: string): string | undefined {
  const field = fields.find((one) => one.name === name);
  return field === undefined ? undefined : trimmed(field.value);
}

/** Without blanks and line ends around. A trim of letters would take octets as well: `à` in UTF-8 ends with 0xA0. */
export function trimmed(value: string): string {
  const isBlank = (at: number) => ' \t\r\n'.includes(value.charAt(at));
  let [start, end] = [0, value.length];
  while (start < end && isBlank(start)) start++;
  while (end > start && isBlank(end - 1)) end--;
  return value.slice(start, end);
}
