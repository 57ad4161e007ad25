import { withoutComments } from './comments';
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

/** @param defaultType - what a part without a Content-Type is */
export function structureOf(section: HeaderSection, defaultType = 'text/plain'): Structure {
  const { fields } = section;
  const written = firstField(fields, 'content-type') ?? defaultType;
  const contentType = parseParameterized(written);
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
      (/^multipart\/|pkcs7/.test(contentType.value) && isReadInTwoWays(written)) ||
      encoding.ambiguous ||
      (contentType.value.startsWith('multipart/') &&
        (!identityEncodings.has(encoding.value) || isOddBoundary(contentType.parameters.get('boundary') ?? ''))),
  };
}

/**
 * Many readers take a comment for a part of the type or the boundary, ignore the character set of an extended
 * boundary, or cut an unquoted one at its first special: their parts are then not ours. No mailer writes these.
 */
function isReadInTwoWays(written: string): boolean {
  const boundary = /[;\s]boundary\s{0,20}=\s{0,20}([^";\s][^;]{0,200})/i.exec(written)?.[1] ?? '';
  return (
    withoutComments(written).text !== written ||
    /boundary\s{0,20}\*/i.test(written) ||
    /[()<>@,:\\/[\]?=']/.test(boundary)
  );
}

/** RFC 2046 section 5.1.1 says at most 70 characters; some writers need a little more, and some readers stop there. */
const maxBoundary = 200;

// Other characters than RFC 2046 allows, and encoded words: some readers take off or decode what others look for.
// A blank at the end and an escaped character: some readers take them off, some look for them in the body.
// The length comes first: of a thousand `=?` each would be looked for its end.
function isOddBoundary(boundary: string): boolean {
  return (
    boundary.length > maxBoundary ||
    boundary.trimEnd() !== boundary ||
    /[^0-9A-Za-z'()+_,./:=? -]|=\?.*\?=/.test(boundary)
  );
}
