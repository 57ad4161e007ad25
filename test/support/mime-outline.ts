import { createHash } from 'node:crypto';
import type { MimeEntity } from '../../src/smime/mime/entity';
import { entityBody } from '../../src/smime/mime/entity';
import { readableFileName } from '../../src/smime/mime/file-name';
import { decodeForReading } from '../../src/smime/mime/lenient-encoding';

export function decodedBody(entity: MimeEntity): Uint8Array {
  return decodeForReading(entityBody(entity), entity.transferEncoding);
}

/** The first digits of the SHA-256: enough to tell one body from another. */
export function shortDigest(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 8);
}

/**
 * The parts without parts, in their order, as one line each for tables of expected
 * results: `type "name" octets digest`. Of messages inside only the type and the name.
 */
export function outline(entity: MimeEntity): readonly string[] {
  if (entity.parts.length > 0) return entity.parts.flatMap(outline);
  const { value } = entity.contentType;
  const name = readableFileName(entity);
  const body = decodedBody(entity);
  return [
    [
      value.includes('/') ? value : 'text/plain',
      ...(name === '' ? [] : [`"${name}"`]),
      ...(value.startsWith('message/') ? [] : [String(body.length), shortDigest(body)]),
    ].join(' '),
  ];
}
