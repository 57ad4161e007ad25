import { SmimeError } from '../errors';
import type { MimeEntity } from './entity';
import { fromLatin1, parseHeaderSection } from './headers';
import { structureOf } from './structure';

/**
 * Above these limits the structure is an attack, not mail. Every multipart around
 * a part looks through its lines once more, so octets looked through are counted
 * as well: a few kilobytes of boundaries must not make megabytes be read often.
 */
export const structureLimits = { depth: 30, parts: 20_000, scans: 8, scannedOctets: 1024 * 1024 };

interface Budget {
  parts: number;
  scannedOctets: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the structure of a message or entity. It never looks into
 * `message/rfc822`: a forwarded message is one part of this one, and a
 * signature in it says nothing about this one.
 * @throws SmimeError ERR_MIME_TOO_COMPLEX above the limits on depth, parts, headers and work.
 */
export function parseMime(source: Uint8Array): MimeEntity {
  const { parts, scans, scannedOctets } = structureLimits;
  const budget = { parts, scannedOctets: scans * source.length + scannedOctets };
  return parseEntity(source, { start: 0, end: source.length }, { depth: 0, defaultType: defaultTypeIn('') }, budget);
}

/** RFC 2046 section 5.1.5: the parts of a digest are messages unless they say otherwise. */
function defaultTypeIn(type: string): string {
  return type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
}

interface Position {
  readonly depth: number;
  readonly defaultType: string;
}

function parseEntity(source: Uint8Array, range: Range, { depth, defaultType }: Position, budget: Budget): MimeEntity {
  if (depth > structureLimits.depth) throw new SmimeError('ERR_MIME_TOO_COMPLEX', { limit: 'depth' });
  if (--budget.parts < 0) throw new SmimeError('ERR_MIME_TOO_COMPLEX', { limit: 'parts' });
  const section = parseHeaderSection(source, range.start, range.end);
  const structure = structureOf(section, defaultType);
  const { value: type, parameters } = structure.contentType;
  const body = { start: section.bodyStart, end: range.end };
  if (type.startsWith('multipart/')) budget.scannedOctets -= body.end - body.start;
  if (budget.scannedOctets < 0) throw new SmimeError('ERR_MIME_TOO_COMPLEX', { limit: 'work' });
  const split = splitMultipart(source, body, type, parameters.get('boundary'));
  const inside = { depth: depth + 1, defaultType: defaultTypeIn(type) };
  return {
    ...structure,
    source,
    start: range.start,
    bodyStart: section.bodyStart,
    end: range.end,
    headers: section.fields,
    ambiguous: structure.ambiguous || split.unusable,
    parts: split.ranges.map((part) => parseEntity(source, part, inside, budget)),
    closed: split.closed,
  };
}

interface Split {
  readonly ranges: readonly Range[];
  readonly closed: boolean;
  /** A multipart without a usable boundary. */
  readonly unusable: boolean;
}

function splitMultipart(source: Uint8Array, body: Range, type: string, boundary: string | undefined): Split {
  if (!type.startsWith('multipart/')) return { ranges: [], closed: true, unusable: false };
  if (boundary === undefined || boundary.trimEnd() === '') return { ranges: [], closed: false, unusable: true };
  return { ...splitAtBoundary(source, body, fromLatin1(`--${boundary.trimEnd()}`)), unusable: false };
}

function splitAtBoundary(source: Uint8Array, body: Range, delimiter: Uint8Array): Omit<Split, 'unusable'> {
  const ranges: Range[] = [];
  let partStart: number | undefined;
  for (let line = body.start; line < body.end; line = nextLine(source, line, body.end)) {
    const kind = delimiterAt(source, line, body.end, delimiter);
    if (kind === 'none') continue;
    if (partStart !== undefined)
      ranges.push({ start: partStart, end: Math.max(partStart, beforeLineEnd(source, line)) });
    if (ranges.length > structureLimits.parts)
      throw new SmimeError('ERR_MIME_TOO_COMPLEX', { limit: 'parts' });
    if (kind === 'close') return { ranges, closed: true };
    partStart = nextLine(source, line, body.end);
  }
  if (partStart !== undefined) ranges.push({ start: partStart, end: body.end });
  return { ranges, closed: false };
}

function nextLine(source: Uint8Array, from: number, end: number): number {
  const lf = source.indexOf(0x0a, from);
  return lf === -1 || lf >= end ? end : lf + 1;
}

function beforeLineEnd(source: Uint8Array, lineStart: number): number {
  if (source[lineStart - 1] !== 0x0a) return lineStart;
  return source[lineStart - 2] === 0x0d ? lineStart - 2 : lineStart - 1;
}

// The whole line must be the delimiter with white space behind it: a boundary that
// begins like another one (an inner "x1" in an outer "x") must not be taken for it.
function delimiterAt(
  source: Uint8Array,
  line: number,
  end: number,
  delimiter: Uint8Array,
): 'none' | 'open' | 'close' {
  if (line + delimiter.length > end) return 'none';
  for (let at = 0; at < delimiter.length; at++) {
    if (source[line + at] !== delimiter[at]) return 'none';
  }
  let at = line + delimiter.length;
  const close = at + 1 < end && source[at] === 0x2d && source[at + 1] === 0x2d;
  if (close) at += 2;
  while (at < end && (source[at] === 0x20 || source[at] === 0x09)) at++;
  if (at < end && source[at] === 0x0d) at++;
  if (at < end && source[at] !== 0x0a) return 'none';
  return close ? 'close' : 'open';
}
