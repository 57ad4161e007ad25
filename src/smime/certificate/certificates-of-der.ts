import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOid, tag, unwrap } from '../asn1/values';
import { sequence } from '../asn1/write';
import { contentTypes } from '../cms/content-info';
import { SmimeError } from '../errors';
import { looksLike } from './looks-like';

/** netscape-cert-sequence: how the first browsers got a certificate with its issuers. */
export const netscapeCertificateSequence = '2.16.840.1.113730.2.5';

const limits = { ber: true, maxNodes: 200_000 } as const;

/**
 * The encodings of the certificates in DER or BER: a certificate, CMS with some, or Netscape's sequence. At least one.
 * @throws Asn1Error
 * @throws SmimeError ERR_NO_CERTIFICATE
 */
export function certificatesOfDer(der: Uint8Array): readonly Uint8Array[] {
  const outer = readAsn1(der, limits);
  if (outer.tag === tag.sequence && outer.children[0]?.tag === tag.oid) return certificatesOfContentInfo(outer);
  const other = looksLike(outer);
  if (other !== undefined) throw new SmimeError('ERR_NO_CERTIFICATE', { looksLike: other });
  return [der];
}

/**
 * What stands before remarks of some program.
 * @throws Asn1Error
 */
export function firstOf(bytes: Uint8Array): Uint8Array {
  const [first] = readAsn1(sequence(bytes)).children;
  if (first === undefined) throw new Asn1Error('nothing in it');
  return first.bytes;
}

/** ContentInfo, SignedData, certificates [0] (RFC 5652 section 5.1). Its signatures are not looked at. */
function certificatesOfContentInfo({ children: [type, content] }: Asn1Node): readonly Uint8Array[] {
  const oid = readOid(type, 'contentType');
  if (oid === netscapeCertificateSequence) return certificatesAmong(unwrap(content, 0, 'certificates'), 'unknown');
  if (oid !== contentTypes.signedData) throw new SmimeError('ERR_NO_CERTIFICATE', { looksLike: 'message' });
  const fields = children(unwrap(content, 0, 'content'), tag.sequence, 'SignedData');
  const field = (number: number): Asn1Node | undefined => fields.find((one) => one.tag === tag.contextConstructed(number));
  return certificatesAmong(field(0), field(1) === undefined ? 'message' : 'revocation-list');
}

/** Other choices of CertificateChoices (attribute certificates) have a context tag. */
function certificatesAmong(set: Asn1Node | undefined, otherwise: 'message' | 'revocation-list' | 'unknown'): readonly Uint8Array[] {
  const found = (set?.children ?? []).filter((choice) => choice.tag === tag.sequence).map((choice) => choice.bytes);
  if (found.length === 0) throw new SmimeError('ERR_NO_CERTIFICATE', { looksLike: otherwise });
  return found;
}
