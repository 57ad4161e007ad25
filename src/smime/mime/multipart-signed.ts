import { SmimeError } from '../errors';
import { concat } from '../bytes';
import type { CanonicalBytes } from './canonicalize';
import { canonicalize } from './canonicalize';
import type { MimeEntity } from './entity';
import { entityBody, entityBytes } from './entity';
import { isSignaturePart } from './smime-type';
import { decodeTransfer, encodeBase64Lines } from './transfer-encoding';

/** The two parts of a multipart/signed (RFC 1847 section 2.1, RFC 8551 section 3.5.3). */
export interface MultipartSigned {
  readonly signed: MimeEntity;
  /** What the signature covers. */
  readonly signedBytes: CanonicalBytes;
  /** The detached CMS signature. */
  readonly signature: Uint8Array;
}

/**
 * Takes the entity apart when it is exactly what the standard says: two parts,
 * closed, the second one the signature. A third part, a missing end or headers
 * that stand twice are read differently by different programs.
 * @throws SmimeError ERR_MIME_MALFORMED
 */
export function readMultipartSigned(entity: MimeEntity): MultipartSigned {
  const [signed, signature] = entity.parts;
  if (signed === undefined || signature === undefined || entity.parts.length !== 2)
    throw malformed('two parts expected');
  if (!entity.closed) throw malformed('the end is missing');
  if (entity.ambiguous || signed.ambiguous || signature.ambiguous) throw malformed('ambiguous headers');
  if (hasLoneCr(entity, entity.bodyStart, signed.start) || hasLoneCr(entity, signed.end, signature.end))
    throw malformed('a CR alone');
  if (!isSignaturePart(signature)) throw malformed('the second part is no signature');
  return {
    signed,
    signedBytes: canonicalize(entityBytes(signed)),
    signature: decodeTransfer(entityBody(signature), signature.transferEncoding),
  };
}

// A CR alone is a line end to some readers: to them a delimiter, and so a part, begins behind it.
function hasLoneCr({ source }: MimeEntity, start: number, end: number): boolean {
  for (let at = source.indexOf(0x0d, start); at !== -1 && at < end; at = source.indexOf(0x0d, at + 1)) {
    if (source[at + 1] !== 0x0a) return true;
  }
  return false;
}

function malformed(reason: string): SmimeError {
  return new SmimeError('ERR_MIME_MALFORMED', { reason: `multipart/signed: ${reason}` });
}

const ascii = new TextEncoder();

/** A complete entity around `content`, which goes in octet for octet. */
export function writeMultipartSigned(
  content: CanonicalBytes,
  signature: Uint8Array,
  { boundary, micalg }: { readonly boundary: string; readonly micalg: string },
): Uint8Array<ArrayBuffer> {
  const head =
    'Content-Type: multipart/signed; protocol="application/pkcs7-signature";\r\n' +
    ` micalg=${micalg}; boundary="${boundary}"\r\n\r\n` +
    'This is a signed message in S/MIME format.\r\n' +
    `--${boundary}\r\n`;
  const between =
    `\r\n--${boundary}\r\n` +
    'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\n' +
    'Content-Transfer-Encoding: base64\r\n' +
    'Content-Disposition: attachment; filename="smime.p7s"\r\n' +
    'Content-Description: S/MIME signature\r\n\r\n';
  return concat(
    ascii.encode(head),
    content,
    ascii.encode(between),
    encodeBase64Lines(signature),
    ascii.encode(`--${boundary}--\r\n`),
  );
}

/** By smime-type (RFC 8551 section 3.2.2). */
const descriptions = {
  'enveloped-data': 'S/MIME encrypted message',
  'authEnveloped-data': 'S/MIME encrypted message',
  'signed-data': 'S/MIME signed message',
};

/** application/pkcs7-mime (RFC 8551 sections 3.3 and 3.5.2). */
export function writeCmsEntity(
  cms: Uint8Array,
  smimeType: keyof typeof descriptions,
): Uint8Array<ArrayBuffer> {
  const head =
    `Content-Type: application/pkcs7-mime; smime-type=${smimeType}; name="smime.p7m"\r\n` +
    'Content-Transfer-Encoding: base64\r\n' +
    'Content-Disposition: attachment; filename="smime.p7m"\r\n' +
    `Content-Description: ${descriptions[smimeType]}\r\n\r\n`;
  return concat(ascii.encode(head), encodeBase64Lines(cms));
}
