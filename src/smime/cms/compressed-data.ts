import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readSmallInteger, tag, unwrap } from '../asn1/values';
import { readAlgorithm } from './algorithm-identifier';
import { asCms, contentOctets, readIdentifier } from './content-info';

/** CompressedData as it stands (RFC 3274 section 1.1). */
export interface CompressedData {
  /** OID of the type of what is inside. */
  readonly contentType: string;
  /** OID. */
  readonly algorithm: string;
  readonly compressed: Uint8Array;
}

/** The only algorithm that was ever given a name: ZLIB (RFC 1950). */
export const zlib = '1.2.840.113549.1.9.16.3.8';

/** @throws SmimeError ERR_CMS_MALFORMED */
export function readCompressedData(node: Asn1Node): CompressedData {
  return asCms(() => {
    const [version, algorithm, encapsulated] = children(node, tag.sequence, 'CompressedData');
    readSmallInteger(version, 'version');
    const [contentType, content] = children(encapsulated, tag.sequence, 'encapContentInfo');
    const octets = unwrap(content, 0, 'compressed content');
    if (octets === undefined) throw new Asn1Error('the compressed content is missing');
    return {
      contentType: readIdentifier(contentType),
      algorithm: readAlgorithm(algorithm).oid,
      compressed: contentOctets(octets),
    };
  });
}
