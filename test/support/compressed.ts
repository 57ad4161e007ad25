import { deflateSync } from 'node:zlib';
import { concat } from '../../src/smime/bytes';
import { encode, explicit, integer, objectIdentifier, octetString, sequence } from '../../src/smime/asn1/write';
import { contentTypes, writeContentInfo } from '../../src/smime/cms/content-info';
import { canonicalize } from '../../src/smime/mime/canonicalize';
import type { CanonicalBytes } from '../../src/smime/mime/canonicalize';
import { encodeBase64Lines } from '../../src/smime/mime/transfer-encoding';

export const octetsOf = (latin1: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(latin1, 'latin1'));

const zlib = '1.2.840.113549.1.9.16.3.8';

/** CompressedData (RFC 3274), which the core never writes. */
export function compressedData(compressed: Uint8Array, options: { readonly algorithm?: string; readonly contentType?: string } = {}): Uint8Array {
  const { algorithm = zlib, contentType = contentTypes.data } = options;
  const content = sequence(objectIdentifier(contentType), explicit(0, octetString(compressed)));
  return writeContentInfo(contentTypes.compressedData, sequence(integer(0), sequence(objectIdentifier(algorithm)), content));
}

export const deflated = (content: Uint8Array): Uint8Array => new Uint8Array(deflateSync(content));

/** An entity that carries CMS; without fields of a message. */
export function compressedEntity(cms: Uint8Array, type = 'application/pkcs7-mime; smime-type=compressed-data; name=smime.p7z'): CanonicalBytes {
  return canonicalize(concat(octetsOf(`Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n`), encodeBase64Lines(cms)));
}

/** The same octets as a streaming writer sends them: of indefinite length, the content in pieces. */
export function compressedInPieces(compressed: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < compressed.length; at += 1000) pieces.push(octetString(compressed.subarray(at, at + 1000)));
  const end = Uint8Array.of(0, 0);
  const open = (tag: number, ...inner: readonly Uint8Array[]) => concat(Uint8Array.of(tag, 0x80), ...inner, end);
  return open(
    0x30,
    objectIdentifier(contentTypes.compressedData),
    open(
      0xa0,
      open(
        0x30,
        integer(0),
        sequence(objectIdentifier(zlib), encode(0x05)),
        open(0x30, objectIdentifier(contentTypes.data), open(0xa0, open(0x24, ...pieces))),
      ),
    ),
  );
}
