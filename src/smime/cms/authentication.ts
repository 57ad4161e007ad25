import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { expectTag, readOctets, tag } from '../asn1/values';
import { setOf } from '../asn1/write';
import { readIdentifier, withDerLengths } from './content-info';
import { readAttribute } from './signed-data';

/** What follows the encrypted content in AuthEnvelopedData (RFC 5083 section 2.1). */
export interface Authentication {
  readonly tag: Uint8Array;
  /** authAttrs as they are authenticated (section 2.2); absent: none. */
  readonly additionalData?: Uint8Array;
}

const contentTypeAttribute = '1.2.840.113549.1.9.3';
const maxAttributes = 100;

/**
 * @param fields - those behind authEncryptedContentInfo
 * @param contentType - OID that encryptedContentInfo names
 * @throws Asn1Error
 */
export function readAuthentication(fields: readonly Asn1Node[], contentType: string): Authentication {
  const rest = [...fields];
  const attributes = rest[0]?.tag === tag.contextConstructed(1) ? rest.shift() : undefined;
  const [mac, unauthenticated, ...more] = rest;
  // Nothing of them is used: anybody can add them.
  if (unauthenticated !== undefined) expectTag(unauthenticated, tag.contextConstructed(2), 'unauthAttrs');
  if (more.length > 0) throw new Asn1Error('AuthEnvelopedData has more fields');
  const authentication = { tag: readOctets(mac, 'mac') };
  if (attributes === undefined) return authentication;
  requireContentType(attributes, contentType);
  return { ...authentication, additionalData: setOf(...attributes.children.map(withDerLengths)) };
}

/** The attribute may be missing; said twice or differently it is not what was authenticated. */
function requireContentType(attributes: Asn1Node, contentType: string): void {
  const { length } = attributes.children;
  if (length === 0 || length > maxAttributes) throw new Asn1Error('wrong number of authAttrs');
  const named = attributes.children.map(readAttribute).filter(({ oid }) => oid === contentTypeAttribute);
  const values = named.flatMap((attribute) => attribute.values);
  if (named.length > 1 || (named.length === 1 && values.length !== 1)) throw new Asn1Error('contentType is not one value');
  if (values[0] !== undefined && readIdentifier(values[0]) !== contentType) throw new Asn1Error('contentType is another');
}
