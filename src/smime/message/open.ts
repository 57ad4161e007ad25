import { toHex } from '../bytes';
import { layerName, readArmoredCms, readBareCms } from '../cms/content-info';
import { digest } from '../cms/algorithms';
import { SmimeError } from '../errors';
import { canonicalize } from '../mime/canonicalize';
import type { MimeEntity } from '../mime/entity';
import { entityBytes } from '../mime/entity';
import { readProtectedHeaders } from '../mime/header-protection';
import type { ProtectedHeaders } from '../mime/header-protection';
import { withoutLegacyDisplay } from '../mime/header-protection-legacy';
import { firstField } from '../mime/headers';
import type { HeaderField } from '../mime/headers';
import { looksLikeMime } from '../mime/looks-like-mime';
import { readFrom, readMessageHeaders } from '../mime/message-headers';
import { parseMime } from '../mime/parse';
import { readBareContent, readContent } from '../mime/read-content';
import { Opening } from './opening';
import type { Innermost, Place } from './opening';
import type { OpenedMessage, OpenOptions } from './message';
import { judgeFields } from './judge-fields';
import { openCms, openEntity } from './open-layers';
import { judgeHeaders, protects } from './protected-headers';
import { verifyParts } from './verify-parts';

/**
 * Opens one message as far as the digital IDs at hand allow, and reports what
 * was found out on the way. What is wrong with a message is said in the reports.
 * @param bytes - a message or MIME entity with CRLF or LF line ends, or CMS alone in DER, BER or PEM
 * @throws SmimeError ERR_MIME_MALFORMED for octets that are neither, ERR_MIME_TOO_COMPLEX above our limits
 */
export async function openMessage(bytes: Uint8Array, options: OpenOptions): Promise<OpenedMessage> {
  await options.pause?.();
  const cms = readBareCms(bytes);
  if (cms !== undefined) return openBare(cms, options);
  const root = parseMime(bytes);
  if (root.headers.length === 0 && !looksLikeMime(bytes)) {
    const armored = readArmoredCms(bytes);
    if (armored === undefined) throw new SmimeError('ERR_MIME_MALFORMED', { reason: 'no header' });
    return openBare(armored, options);
  }
  const opening = new Opening(options, isMessage(root) ? readFrom(root.headers) : undefined, false);
  const innermost = await openEntity(opening, root, outermost);
  if (innermost !== undefined && 'entity' in innermost && innermost.entity === root)
    await verifyParts(opening, root);
  return assemble(opening, innermost, root);
}

async function openBare(cms: Uint8Array, options: OpenOptions): Promise<OpenedMessage> {
  const opening = new Opening(options, undefined, true);
  const innermost = await openCms(opening, cms, { hint: '', place: outermost });
  return assemble(opening, innermost, parseMime(new Uint8Array()));
}

const outermost: Place = { depth: 0, decrypted: false, compressed: false, signatures: 0 };

/** Without any of the fields that make a message, it is an entity alone, which has no author to compare with. */
function isMessage(root: MimeEntity): boolean {
  return ['from', 'sender', 'to', 'cc', 'subject', 'date', 'message-id', 'received', 'return-path'].some(
    (name) => firstField(root.headers, name) !== undefined,
  );
}

async function assemble(
  opening: Opening,
  innermost: Innermost | undefined,
  root: MimeEntity,
): Promise<OpenedMessage> {
  const reports = { signature: opening.signature(), encryption: opening.encryption };
  const outer = opening.bare || !isMessage(root) ? undefined : root.headers;
  const inside = protects(reports) ? protectedHeadersOf(innermost, root, outer) : undefined;
  const judged = judgeHeaders(inside, outer, reports);
  const { headerProtection } = judged;
  const readable = headerProtection.state === 'protected' ? inside : undefined;
  return {
    layers: opening.layers.map((layer) => layerName(layer)),
    encryption: reports.encryption,
    signature: judgeFields(judged.signature, judged.fields, outer ?? []),
    headers: readMessageHeaders(judged.fields),
    outerHeaders: readMessageHeaders(root.headers),
    headerProtection,
    ...(await readInnermost(innermost, readable, opening)),
    certificates: opening.certificates,
  };
}

/** Header fields count only at the root of what was signed or encrypted: never on a message as it came, nor on a part. */
function protectedHeadersOf(
  innermost: Innermost | undefined,
  root: MimeEntity,
  outer: readonly HeaderField[] | undefined,
): ProtectedHeaders | undefined {
  if (innermost === undefined || !('entity' in innermost) || innermost.entity === root) return undefined;
  return readProtectedHeaders(innermost.entity, outer);
}

async function readInnermost(
  innermost: Innermost | undefined,
  headers: ProtectedHeaders | undefined,
  { options: { pause }, encryption }: Opening,
): Promise<Pick<OpenedMessage, 'body' | 'attachments' | 'content'>> {
  if (innermost === undefined) return { body: {}, attachments: [] };
  await pause?.();
  const bytes = 'entity' in innermost ? entityBytes(innermost.entity) : innermost.text;
  const content = { sha256: toHex(await digest('sha-256', canonicalize(bytes))) };
  if ('text' in innermost) return { ...(await readBareContent(innermost.text)), content };
  await pause?.();
  const shown = headers === undefined ? bytes : withoutLegacyDisplay(headers, encryption.state === 'decrypted');
  return { ...(await readContent(shown)), content };
}
