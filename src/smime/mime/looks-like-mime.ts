/** Whether octets begin as a MIME entity does: with a header field or the empty line. */
export function looksLikeMime(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return true;
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1000));
  return /^(?:\r?\n|(?:From [^\n]*\n)?[!-9;-~]+[ \t]*:)/.test(start);
}
