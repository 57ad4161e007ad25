import { buildEntity } from '../mime/build';
import type { CanonicalBytes } from '../mime/canonicalize';
import { canonicalize } from '../mime/canonicalize';
import { dateHeader, identifierHeader } from '../mime/encode-header';
import { fromLatin1, latin1 } from '../mime/headers';
import { parseMime } from '../mime/parse';
import { readContent } from '../mime/read-content';
import { entityBody } from '../mime/entity';
import { concat } from '../bytes';
import type { ProtectedMessage, ProtectOptions } from './message';
import { protectContent } from './protect';

/**
 * Protects a message that exists already, its content octet for octet where
 * that would arrive unchanged (7-bit, RFC 8551 section 3.1.2) and written anew
 * where it would not. Date: becomes the signing time.
 * @throws SmimeError as `protectMessage`, and ERR_MIME_… for octets that are no message
 */
export async function protectExisting(
  message: Uint8Array,
  options: ProtectOptions,
): Promise<ProtectedMessage> {
  const canonical = canonicalize(message);
  const root = parseMime(canonical);
  const lines = rawFields(latin1(canonical.subarray(0, root.bodyStart)));
  const ofContent = lines.filter((line) => /^content-/i.test(line));
  const replaced = /^(?:content-[^:]*|mime-version|date)[ \t]*:/i;
  const kept = lines.filter((line) => !replaced.test(line));
  const identified = kept.some((line) => /^message-id[ \t]*:/i.test(line));
  const headers = [
    ...kept,
    dateHeader(options.at),
    identified ? '' : identifierHeader('Message-ID', [`${crypto.randomUUID()}@signet.invalid`]),
    'MIME-Version: 1.0\r\n',
  ];
  const described = ofContent.length === 0 ? ['Content-Type: text/plain; charset=us-ascii\r\n'] : ofContent;
  const entity = canonicalize(concat(fromLatin1(`${described.join('')}\r\n`), entityBody(root)));
  return protectContent(
    fromLatin1(headers.join('')),
    isSafe(entity) ? entity : await rebuild(entity),
    options,
  );
}

/** The fields of a header section as they stand, each with its folded lines. */
function rawFields(section: string): readonly string[] {
  const fields: string[] = [];
  for (const line of section.split('\r\n').filter((text) => text !== '')) {
    if (/^[ \t]/.test(line) && fields.length > 0) fields.push(`${fields.pop() ?? ''}${line}\r\n`);
    else if (/^[!-9;-~]+[ \t]*:/.test(line)) fields.push(`${line}\r\n`);
  }
  return fields;
}

// What relays and archives change: 8-bit, long lines, blanks at the end, "From ", a bare CR.
function isSafe(entity: CanonicalBytes): boolean {
  const lines = latin1(entity).split('\r\n');
  return lines.every((line) => /^[\x20-\x7e\t]{0,998}$/.test(line) && !/^From |[ \t]$/.test(line));
}

async function rebuild(entity: CanonicalBytes): Promise<CanonicalBytes> {
  const { body, attachments } = await readContent(entity);
  return buildEntity({ ...body, attachments });
}
