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
  let from = 0;
  for (let lf = bytes.indexOf(LF); lf !== -1; lf = bytes.indexOf(LF, lf + 1)) {
    if (lf > 0 && bytes[lf - 1] === CR) continue;
    result.set(bytes.subarray(from, lf), to);
    to += lf - from;
    result[to++] = CR;
    from = lf;
  }
  result.set(bytes.subarray(from), to);
  return result as CanonicalBytes;
}

function countBareLineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let lf = bytes.indexOf(LF); lf !== -1; lf = bytes.indexOf(LF, lf + 1)) {
    if (lf === 0 || bytes[lf - 1] !== CR) count++;
  }
  return count;
}
