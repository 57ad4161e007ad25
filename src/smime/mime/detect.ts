import { parseParameterized } from './content-type';
import { firstField, fromLatin1, parseHeaderSection } from './headers';
import { smimeForm } from './smime-type';
import type { SmimeForm } from './smime-type';

/**
 * What a message is, from its header section only. `cms` must be opened to know
 * whether it is signed or encrypted: the smime-type parameter is a claim.
 * @param headers - the header section as text, octets as code units or decoded
 * @throws SmimeError ERR_MIME_TOO_COMPLEX for a header section above the limits
 */
export function detectSmime(headers: string): SmimeForm {
  const bytes = fromLatin1(headers);
  const { fields } = parseHeaderSection(bytes, 0, bytes.length);
  return smimeForm({
    contentType: parseParameterized(firstField(fields, 'content-type') ?? 'text/plain'),
    disposition: parseParameterized(firstField(fields, 'content-disposition') ?? ''),
  });
}
