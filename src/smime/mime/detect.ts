import { parseParameterized } from './content-type';
import { allFields, fromLatin1, parseHeaderSection } from './headers';
import { smimeForm } from './smime-type';
import type { SmimeForm } from './smime-type';
import { structureOf } from './structure';
import type { Structure } from './structure';

/** A header section as far as it decides what the message is to S/MIME. */
export interface OuterStructure extends Structure {
  readonly form: SmimeForm;
  /** Without a Content-Type it need not be a header section at all. */
  readonly hasContentType: boolean;
}

/**
 * What a message is, from its header section only. `cms` must be opened to know
 * whether it is signed or encrypted: the smime-type parameter is a claim.
 * Of several Content-Type fields one that is S/MIME is enough: who shows the
 * message may go by that one, so it must not pass as a plain message.
 * @param headers - the header section as text, octets as code units or decoded
 * @throws SmimeError ERR_MIME_TOO_COMPLEX for a header section above the limits
 */
export function readOuterStructure(headers: string): OuterStructure {
  const bytes = fromLatin1(octetsOnly(headers));
  const section = parseHeaderSection(bytes, 0, bytes.length);
  const structure = structureOf(section);
  const types = allFields(section.fields, 'content-type').map(parseParameterized);
  const forms = types.map((contentType) => smimeForm({ contentType, disposition: structure.disposition }));
  return {
    ...structure,
    form: forms.find((form) => form !== 'none') ?? 'none',
    hasContentType: types.length > 0,
  };
}

/** {@link readOuterStructure}, the form alone. */
export function detectSmime(headers: string): SmimeForm {
  return readOuterStructure(headers).form;
}

/**
 * Whether two header sections describe one and the same entity. A signature
 * that somebody copied out of another message stands under other headers, by
 * which another program shows other parts.
 */
export function isSameStructure(a: OuterStructure, b: OuterStructure): boolean {
  if (a.ambiguous || b.ambiguous || a.form !== b.form) return false;
  if (registered(a.contentType.value) !== registered(b.contentType.value)) return false;
  if (a.contentType.value !== 'multipart/signed') return true;
  const [left, right] = [a.contentType.parameters, b.contentType.parameters];
  return left.get('boundary') === right.get('boundary') && protocolOf(left) === protocolOf(right);
}

function protocolOf(parameters: ReadonlyMap<string, string>): string {
  return registered((parameters.get('protocol') ?? '').trim().toLowerCase());
}

/** RFC 8551 section 2.4.1: the x- names of old programs mean the same. */
function registered(type: string): string {
  return type.replace(/^application\/x-/, 'application/');
}

// Folders of Outlook put a line of their own in front. A character above U+00FF must not be
// cut down to an octet: U+010A would become a line feed, and with it a field that nobody wrote.
function octetsOnly(headers: string): string {
  return headers
    .replace(/^Microsoft Mail Internet Headers Version [\d.]{1,10}\r?\n/, '')
    .replace(/[\u0100-\uffff]/g, '\u00ff');
}
