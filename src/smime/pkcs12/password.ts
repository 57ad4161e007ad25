import { utf16 } from '../asn1/write';

/**
 * One password, two encodings: PBES2 takes UTF-8, the old key derivation (the
 * MAC) UTF-16 with a final zero (RFC 7292 appendix B.1).
 */
export function bmpPassword(password: string): Uint8Array<ArrayBuffer> {
  return utf16(`${password}\0`);
}

export function utf8Password(password: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(password);
}

/** No password is by some programs the empty one, by others none at all, not even its final zero. */
export function bmpPasswordsToTry(password: string): readonly Uint8Array<ArrayBuffer>[] {
  return password === '' ? [bmpPassword(''), new Uint8Array(0)] : [bmpPassword(password)];
}
