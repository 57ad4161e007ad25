import { utf16 } from '../asn1/write';

/**
 * One password, several encodings: PBES2 and PBMAC1 take UTF-8, the old key
 * derivation UTF-16 with a final zero (RFC 7292 appendix B.1). Programs have
 * differed, and a file cannot say how; so reading tries a few, in a fixed order.
 */
export function bmpPassword(password: string): Uint8Array<ArrayBuffer> {
  return utf16(`${password}\0`);
}

export function utf8Password(password: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(password);
}

/**
 * For the old key derivation. No password is by some programs the empty one, by
 * others none at all, not even its final zero; and OpenSSL before 1.1 took each
 * octet of UTF-8 for a character.
 */
export function bmpPasswordsToTry(password: string): readonly Uint8Array<ArrayBuffer>[] {
  if (password === '') return [bmpPassword(''), new Uint8Array(0)];
  const octets = utf8Password(password);
  const others = octets.length === password.length ? [] : [bmpPassword(Array.from(octets, (octet) => String.fromCharCode(octet)).join(''))];
  return [bmpPassword(password), ...others];
}

/** For PBES2. NSS took UTF-16 here too, until 2018. */
export function utf8PasswordsToTry(password: string): readonly Uint8Array<ArrayBuffer>[] {
  return [utf8Password(password), bmpPassword(password)];
}
