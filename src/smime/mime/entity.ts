import type { ParameterizedValue } from './content-type';
import type { HeaderField } from './headers';
import { firstField } from './headers';

/**
 * A MIME entity as ranges of the source octets (RFC 2045 section 2.4). Nothing
 * is decoded or copied, so that what is verified is what arrived.
 */
export interface MimeEntity {
  readonly source: Uint8Array;
  /** First octet of the header section. */
  readonly start: number;
  /** First octet of the body. */
  readonly bodyStart: number;
  /** Behind the last octet; the line end before a boundary belongs to the boundary (RFC 2046 section 5.1.1). */
  readonly end: number;
  readonly headers: readonly HeaderField[];
  readonly contentType: ParameterizedValue;
  /** Lower case; absent: `7bit`. */
  readonly transferEncoding: string;
  /** Lower case `attachment`, `inline`, …; absent: empty. */
  readonly disposition: ParameterizedValue;
  /** Headers that decide about the structure stand twice or contradict themselves: readers may disagree. */
  readonly ambiguous: boolean;
  /** The parts of a multipart, in order; otherwise empty. */
  readonly parts: readonly MimeEntity[];
  /** A multipart with its closing boundary; `true` for all others. */
  readonly closed: boolean;
}

/** Header section and body, as they arrived. */
export function entityBytes(entity: MimeEntity): Uint8Array {
  return entity.source.subarray(entity.start, entity.end);
}

/** The body as it arrived, still transfer-encoded. */
export function entityBody(entity: MimeEntity): Uint8Array {
  return entity.source.subarray(entity.bodyStart, entity.end);
}

/** The file name by Content-Disposition or Content-Type, undecoded; absent: empty. */
export function fileName(entity: Pick<MimeEntity, 'contentType' | 'disposition'>): string {
  return entity.disposition.parameters.get('filename') ?? entity.contentType.parameters.get('name') ?? '';
}

/** Without angle brackets; absent: empty. */
export function contentIdOf(entity: Pick<MimeEntity, 'headers'>): string {
  return withoutBrackets(firstField(entity.headers, 'content-id') ?? '');
}

export function withoutBrackets(identifier: string): string {
  return identifier.replace(/^<|>$/g, '');
}
