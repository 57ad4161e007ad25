import type { MimeEntity } from '../mime/entity';
import { readMultipartSigned } from '../mime/multipart-signed';
import { smimeForm } from '../mime/smime-type';
import { isSmimeError } from '../errors';
import { contentTypes } from '../cms/content-info';
import { verifyClear } from './open-layers';
import type { Opening } from './opening';

/** A list that forwards signed messages has one; more cost only time. */
const maxSignedParts = 5;

/**
 * Looks for signatures over parts of a message that is not signed as a whole,
 * as mailing lists leave them. Only where all parts are shown one after the
 * other: in multipart/alternative or /related a signed part may be one that
 * nobody sees. The report never says more than `covers-part-only`.
 */
export async function verifyParts(opening: Opening, root: MimeEntity): Promise<void> {
  for (const entity of signedParts(root).slice(0, maxSignedParts)) {
    const parts = readOrUndefined(entity);
    if (parts === undefined) continue;
    opening.layers.push(contentTypes.signedData);
    await verifyClear(opening, parts, 'part', opening.options.exact);
  }
}

function signedParts(entity: MimeEntity): readonly MimeEntity[] {
  if (entity.contentType.value !== 'multipart/mixed') return [];
  return entity.parts.flatMap((part) => (smimeForm(part) === 'clear-signed' ? [part] : signedParts(part)));
}

function readOrUndefined(entity: MimeEntity): ReturnType<typeof readMultipartSigned> | undefined {
  try {
    return readMultipartSigned(entity);
  } catch (error) {
    if (isSmimeError(error) && error.code === 'ERR_MIME_MALFORMED') return undefined;
    throw error;
  }
}
