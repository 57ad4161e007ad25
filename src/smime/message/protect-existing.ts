import { buildEntity } from '../mime/build';
import type { CanonicalBytes } from '../mime/canonicalize';
import { canonicalize } from '../mime/canonicalize';
import { dateHeader, identifierHeader } from '../mime/encode-header';
import { withoutClaims } from '../mime/header-protection-write';
import { fromLatin1, latin1 } from '../mime/headers';
import { readMessageHeaders } from '../mime/message-headers';
import { parseMime } from '../mime/parse';
import { rawFields } from '../mime/raw-fields';
import { readContent } from '../mime/read-content';
import { entityBody } from '../mime/entity';
import { concat } from '../bytes';
import type { Certificate } from '../certificate/certificate';
import type { UnlockedDigitalId } from './digital-id';
import type { ProtectedMessage, ProtectOptions } from './message';
import { protectContent, withProtectedHeaders } from './protect';
import { checkWritten } from './self-check';

/**
 * Protects a message that exists already, its content octet for octet where
 * that would arrive unchanged (7-bit, RFC 8551 section 3.1.2) and written anew
 * where it would not, as are texts that repeat a hidden subject. Date: becomes the signing time. The result is read back
 * and compared before it is given out; when nobody of `own` is a recipient,
 * with the key that the content was encrypted with.
 * @param own - digital IDs at hand
 * @throws SmimeError as `protectMessage`, ERR_MIME_… for octets that are no message, ERR_SELF_CHECK_FAILED
 */
export async function protectExisting(
  message: Uint8Array,
  options: ProtectOptions,
  own: readonly UnlockedDigitalId[] = [],
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
  const described = ofContent.length === 0 ? ['Content-Type: text/plain; charset=us-ascii\r\n'] : ofContent.map(withoutClaims);
  const asIs = canonicalize(concat(fromLatin1(`${described.join('')}\r\n`), entityBody(root)));
  const content = isSafe(asIs) ? asIs : await rebuild(asIs);
  const whole = withProtectedHeaders({ headers: fromLatin1(headers.join('')), entity: content }, options);
  const { message: made, contentEncryptionKey } = await protectContent(whole.headers, whole.entity, options);
  const unlocked = readersOf(options, own, contentEncryptionKey);
  try {
    const { entity } = whole;
    await checkWritten(made, { entity, headers: readMessageHeaders(root.headers) }, { ...options, unlocked });
  } finally {
    contentEncryptionKey?.fill(0);
  }
  return made;
}

function readersOf(
  { encryptTo = [] }: ProtectOptions,
  own: readonly UnlockedDigitalId[],
  contentEncryptionKey: Uint8Array | undefined,
): readonly UnlockedDigitalId[] {
  const readers = own.filter((id) => encryptTo.some(({ fingerprint }) => fingerprint === id.certificate.fingerprint));
  const [first] = encryptTo;
  if (readers.length > 0 || contentEncryptionKey === undefined || first === undefined) return readers;
  return [readerWithKey(first, contentEncryptionKey)];
}

/** A recipient as far as reading goes: what he would have unwrapped is known already. */
function readerWithKey(certificate: Certificate, contentEncryptionKey: Uint8Array): UnlockedDigitalId {
  return {
    certificate,
    chain: [],
    sign: () => Promise.reject(new TypeError('This one only reads.')),
    unwrapContentEncryptionKey: () => Promise.resolve(contentEncryptionKey),
  };
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
