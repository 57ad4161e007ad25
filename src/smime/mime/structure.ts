import { parseParameterized } from './content-type';
import type { ParameterizedValue } from './content-type';
import type { HeaderSection } from './headers';
import { allFields, firstField } from './headers';

/** What a header section says about what comes behind it. */
export interface Structure {
  readonly contentType: ParameterizedValue;
  /** Lower case; absent: `7bit`. */
  readonly transferEncoding: string;
  readonly disposition: ParameterizedValue;
  /** Readers may disagree about where parts begin and what they are. */
  readonly ambiguous: boolean;
}

/** RFC 2045 section 6.4: the parts of a multipart are encoded, the multipart itself never is. */
const identityEncodings = new Set(['', '7bit', '8bit', 'binary']);

export function structureOf(section: HeaderSection): Structure {
  const { fields } = section;
  const contentType = parseParameterized(firstField(fields, 'content-type') ?? 'text/plain');
  const encoding = parseParameterized(firstField(fields, 'content-transfer-encoding') ?? '7bit');
  const standsTwice = ['content-type', 'content-transfer-encoding'].some((name) => allFields(fields, name).length > 1);
  return {
    contentType,
    transferEncoding: encoding.value,
    disposition: parseParameterized(firstField(fields, 'content-disposition') ?? ''),
    ambiguous:
      section.irregular ||
      standsTwice ||
      contentType.ambiguous ||
      encoding.ambiguous ||
      (contentType.value.startsWith('multipart/') &&
        (!identityEncodings.has(encoding.value) || isOddBoundary(contentType.parameters.get('boundary') ?? ''))),
  };
}

// A blank at the end and an escaped character: some readers take them off, some look for them in the body.
function isOddBoundary(boundary: string): boolean {
  return boundary.trimEnd() !== boundary || /[\\"]/.test(boundary);
}
