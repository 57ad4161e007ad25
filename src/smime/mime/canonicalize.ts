declare const canonical: unique symbol;

/** MIME octets whose line ends are all CRLF: what is digested (RFC 8551 section 3.1.1). */
export type CanonicalBytes = Uint8Array<ArrayBuffer> & { readonly [canonical]: true };

const CR = 0x0d;
const LF = 0x0a;

/**
 * Gives every line the end CRLF. A bare CR is no line end and stays as it is:
 * to mend it would make a changed message look unchanged.
 */
export function canonicalize(bytes: Uint8Array): CanonicalBytes {
  const bare = countBareLineFeeds(bytes);
  if (bare === 0)
    return new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length) as CanonicalBytes;
  const result = new Uint8Array(bytes.length + bare);
  let to = 0;
  let before = 0;
  // Octet by octet: to copy line by line takes a second for some million short lines.
  for (const octet of bytes) {
    if (octet === LF && before !== CR) result[to++] = CR;
    result[to++] = octet;
    before = octet;
  }
  return result as CanonicalBytes;
}

function countBareLineFeeds(bytes: Uint8Array): number {
  let count = 0;
  let before = 0;
  for (const octet of bytes) {
    if (octet === LF && before !== CR) count++;
    before = octet;
  }
  return count;
}
