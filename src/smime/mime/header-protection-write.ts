import { concat } from '../bytes';
import { SmimeError } from '../errors';
import type { ProtectHeaders } from '../message/header-protection';
import { parseAddressList } from './addresses';
import { canonicalize } from './canonicalize';
import type { CanonicalBytes } from './canonicalize';
import { addressHeader, textHeader } from './encode-header';
import { entityBody } from './entity';
import { isLayer } from './header-protection';
import { readableValue } from './header-protection-fields';
import { addLegacyDisplay } from './header-protection-write-legacy';
import { fromLatin1, latin1 } from './headers';
import { parseMime } from './parse';
import { foldedField, rawFields } from './raw-fields';

/** RFC 9788 section 3.2.1. */
export const hiddenSubject = '[...]';

/** A message before it is signed or encrypted. */
export interface MessageToProtect {
  /** The message's own fields, each with its line end. */
  readonly headers: Uint8Array;
  /** Headers of the content and the content. */
  readonly entity: CanonicalBytes;
}

const addressFields = new Set(['from', 'sender', 'reply-to', 'to', 'cc']);
/**
 * What an author writes. Never Bcc: it would tell everybody (RFC 9788 section
 * 11.4). What servers write on the way would say of itself that the author signed it.
 */
const authorFields = new Set([
  ...addressFields,
  ...['subject', 'date', 'message-id', 'in-reply-to', 'references', 'comments', 'keywords', 'organization', 'user-agent'],
  ...['importance', 'priority', 'x-priority', 'sensitivity', 'disposition-notification-to', 'autocrypt'],
]);

interface Field {
  readonly name: string;
  /** Name, colon and value in ASCII, unfolded. */
  readonly text: string;
}

/**
 * Puts the header fields inside what will be signed and encrypted (RFC 9788
 * section 5.2), and hides the subject outside by the policy `hcp_baseline`. The
 * same message always gives the same octets.
 * @param encrypted - whether it will be; only then can anything be hidden
 * @param message - its content claims nothing of the kind already ({@link withoutClaims})
 * @throws SmimeError ERR_MIME_MALFORMED for content with a signature or encryption of its own, whose headers are
 *   its own matter; ERR_MIME_HEADER_INVALID for 8-bit addresses
 */
export function protectHeaders(
  { headers, entity }: MessageToProtect,
  { how, encrypted }: { readonly how: ProtectHeaders; readonly encrypted: boolean },
): MessageToProtect {
  const root = parseMime(entity);
  if (isLayer(root) || root.ambiguous) {
    throw new SmimeError('ERR_MIME_MALFORMED', { reason: 'headers can be protected for content without protection only' });
  }
  const fields = rawFields(latin1(headers)).map(asAscii);
  const inside = fields.filter(({ name }) => authorFields.has(name));
  const hides = encrypted && how === 'hidden-subject';
  const outside = hides ? fields.flatMap(obscured) : fields;
  const subject = inside.find(({ name }) => name === 'subject');
  const copied = hides && subject !== undefined ? readableField(subject) : undefined;
  const shown = copied === undefined ? entity : addLegacyDisplay(entity, copied);
  const recorded = outside.filter(({ name }) => authorFields.has(name)).map(({ text }) => `HP-Outer: ${text}`);
  return {
    headers: fromLatin1(outside.map(({ text }) => foldedField(text)).join('')),
    entity: withFields(shown, [...inside.map(({ text }) => text), ...(encrypted ? recorded : [])], encrypted ? 'cipher' : 'clear'),
  };
}

/** RFC 9788 section 3.2.1: the subject is replaced, comments and keywords are left out; Outlook's copy of the subject as well. */
function obscured(field: Field): readonly Field[] {
  if (field.name === 'subject') return [{ name: 'subject', text: `Subject: ${hiddenSubject}` }];
  return ['comments', 'keywords', 'thread-topic'].includes(field.name) ? [] : [field];
}

/** 8-bit header text would be changed on the way, and with it what was signed. */
function asAscii(raw: string): Field {
  const [, label = '', value = ''] = /^([^:]*?)[ \t]*:(.*)$/s.exec(raw.replace(/\r\n/g, '')) ?? [];
  const name = label.toLowerCase();
  if (/^[\x20-\x7e\t]*$/.test(value)) return { name, text: `${label}:${value}` };
  const written = addressFields.has(name)
    ? addressHeader(label, parseAddressList(value).mailboxes)
    : textHeader(label, readableValue(value));
  return { name, text: written.replace(/\r\n/g, '') };
}

/** For people; `undefined`: it says nothing. */
function readableField({ text }: Field): string | undefined {
  const colon = text.indexOf(':');
  const value = readableValue(text.slice(colon + 1));
  return value === '' ? undefined : `${text.slice(0, colon)}: ${value}`;
}

function withFields(entity: CanonicalBytes, fields: readonly string[], hp: 'clear' | 'cipher'): CanonicalBytes {
  const root = parseMime(entity);
  const own = rawFields(latin1(entity.subarray(0, root.bodyStart)));
  const isType = (field: string) => /^content-type[ \t]*:/i.test(field);
  const type = (own.find(isType) ?? 'Content-Type: text/plain; charset=us-ascii').replace(/[;\s]*$/, '');
  const head = [...fields.map(foldedField), ...own.filter((field) => !isType(field)), `${type};\r\n hp="${hp}"\r\n`];
  return canonicalize(concat(fromLatin1(`${head.join('')}\r\n`), entityBody(root)));
}

/**
 * A Content-Type without what only header protection says: an entity that came
 * from elsewhere must not claim what was not done.
 * @param field - with its folded lines and line end
 */
export function withoutClaims(field: string): string {
  const claim = /;\s*(?:hp|hp-legacy-display|protected-headers)\s*=\s*(?:"[^"\\]*"|[^\s;"]*)/gi;
  return field.replace(claim, '');
}
