import type { Asn1Node } from '../asn1/read';
import { tag } from '../asn1/values';

/** What a file without a certificate is, as far as can be told without reading it. */
export type LooksLike = 'private-key' | 'request' | 'revocation-list' | 'pfx' | 'message' | 'text' | 'unknown';

/** `undefined`: it may be a certificate. */
export function looksLike({ tag: type, children }: Asn1Node): LooksLike | undefined {
  const [first, second, third] = children;
  if (type !== tag.sequence) return 'unknown';
  // PKCS#12 is version 3 (RFC 7292 section 4); private keys of all kinds begin with a smaller number.
  if (first?.tag === tag.integer) return first.contents.length === 1 && first.contents[0] === 3 ? 'pfx' : 'private-key';
  // EncryptedPrivateKeyInfo (RFC 5958 section 3).
  if (first?.tag === tag.sequence && second?.tag === tag.octetString) return 'private-key';
  if (first?.tag !== tag.sequence || third?.tag !== tag.bitString) return 'unknown';
  return looksOfSigned(first);
}

/** Certificates, requests and revocation lists are all of three parts; their first one differs. */
function looksOfSigned({ children: fields }: Asn1Node): 'request' | 'revocation-list' | undefined {
  const [version, , third] = fields;
  if (version?.tag === tag.integer && third?.children[1]?.tag === tag.bitString) return 'request';
  const isDated = fields.some(({ tag: type }) => type === tag.utcTime || type === tag.generalizedTime);
  return isDated ? 'revocation-list' : undefined;
}
