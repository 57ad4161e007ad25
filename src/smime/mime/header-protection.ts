import type { HeaderProtectionForm } from '../message/header-protection';
import { sameAuthors } from './header-protection-fields';
import type { MimeEntity } from './entity';
import { entityBody } from './entity';
import type { HeaderField } from './headers';
import { readFrom } from './message-headers';
import { parseMime } from './parse';
import { smimeForm } from './smime-type';

/** The header fields that came inside, and what the sender said of those outside. */
export interface ProtectedHeaders {
  readonly form: HeaderProtectionForm;
  readonly hp?: 'clear' | 'cipher';
  readonly inside: readonly HeaderField[];
  /** As the sender left them outside; absent: not said. */
  readonly leftOutside?: readonly HeaderField[];
  /** What is shown: the payload, or the message in it. */
  readonly shown: MimeEntity;
}

/** RFC 9787 section 1.1.1: they describe a part, and are never about the message. */
export function isStructural(name: string): boolean {
  return name === 'mime-version' || name.startsWith('content-');
}

/**
 * Reads the header fields that the Cryptographic Payload carries (RFC 9788
 * section 4.2, and 4.10 and 4.11 for what came before it). Only ever asked for
 * the root of what was signed or encrypted: on any other part the parameter
 * means nothing.
 * @param outer - the fields of the message around it; absent: there is none
 * @throws SmimeError ERR_MIME_TOO_COMPLEX
 */
export function readProtectedHeaders(
  payload: MimeEntity,
  outer: readonly HeaderField[] | undefined,
): ProtectedHeaders | undefined {
  if (payload.ambiguous || isLayer(payload)) return undefined;
  const { parameters } = payload.contentType;
  const hp = parameters.get('hp');
  const inside = payload.headers.filter(({ name }) => !isStructural(name) && name !== 'hp-outer');
  if (hp === 'clear') return { form: 'rfc9788', hp, inside, leftOutside: inside, shown: payload };
  if (hp === 'cipher') return { form: 'rfc9788', hp, inside, leftOutside: recordedOutside(payload), shown: payload };
  if (parameters.get('protected-headers') === 'v1') return { form: 'draft', inside, shown: payload };
  return readWrapped(payload, outer);
}

/** Another envelope, of ours or of OpenPGP: what is inside it is not seen here. */
export function isLayer(entity: MimeEntity): boolean {
  return smimeForm(entity) !== 'none' || /^multipart\/(?:signed|encrypted)$/.test(entity.contentType.value);
}

/** RFC 9788 section 2.2: `HP-Outer: Subject: [...]`. A field without such a line was left out. */
function recordedOutside({ headers }: MimeEntity): readonly HeaderField[] {
  const records = headers.filter(({ name }) => name === 'hp-outer').map(({ value }) => value);
  return records.flatMap((record) => {
    const [, name, value] = /^[ \t]*([!-9;-~]+)[ \t]*:(.*)$/s.exec(record) ?? [];
    if (name === undefined || value === undefined || isStructural(name.toLowerCase())) return [];
    return [{ name: name.toLowerCase(), value }];
  });
}

/**
 * RFC 8551 section 3.1: the payload is a whole message. So is a forwarded one,
 * which speaks for its own author: it counts only when it says that it is not
 * forwarded, or when it is from the author outside (RFC 9788 section 4.10.1).
 */
function readWrapped(payload: MimeEntity, outer: readonly HeaderField[] | undefined): ProtectedHeaders | undefined {
  const { contentType, disposition, transferEncoding } = payload;
  if (contentType.value !== 'message/rfc822' || contentType.parameters.has('hp')) return undefined;
  if (disposition.value === 'attachment' || !['', '7bit', '8bit', 'binary'].includes(transferEncoding)) return undefined;
  const message = parseMime(entityBody(payload));
  if (message.ambiguous || isLayer(message) || message.contentType.parameters.has('hp')) return undefined;
  const forwarded = contentType.parameters.get('forwarded')?.toLowerCase();
  const isOwn = outer !== undefined && sameAuthors(readFrom(message.headers), readFrom(outer));
  if (forwarded !== 'no' && (forwarded !== undefined || !isOwn)) return undefined;
  const inside = message.headers.filter(({ name }) => !isStructural(name) && name !== 'hp-outer');
  return { form: 'rfc8551', inside, shown: message };
}
