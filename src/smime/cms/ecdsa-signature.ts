import { Asn1Error, readAsn1 } from '../asn1/read';
import { children, readUnsigned, tag } from '../asn1/values';
import { integer, sequence } from '../asn1/write';

/**
 * An ECDSA signature as X.509 and CMS carry it (SEQUENCE of r and s, RFC 3279
 * section 2.2.3) in the form of WebCrypto: r and s side by side, each as long
 * as the field. `undefined` when it is not one.
 */
export function ecdsaSignatureForWebCrypto(der: Uint8Array, fieldBits: number): Uint8Array<ArrayBuffer> | undefined {
  const size = Math.ceil(fieldBits / 8);
  const joined = new Uint8Array(size * 2);
  try {
    const [r, s, ...more] = children(readAsn1(der), tag.sequence, 'signature').map((part) => readUnsigned(part, 'r or s'));
    if (r === undefined || s === undefined || more.length > 0 || r.length > size || s.length > size) return undefined;
    joined.set(r, size - r.length);
    joined.set(s, size * 2 - s.length);
  } catch (error) {
    if (error instanceof Asn1Error) return undefined;
    throw error;
  }
  return joined;
}

/** The way back: from r and s side by side to a SEQUENCE of both. */
export function ecdsaSignatureFromWebCrypto(joined: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = joined.length / 2;
  return sequence(integer(joined.subarray(0, size)), integer(joined.subarray(size)));
}
