/** Whether octets begin as a MIME entity does: with a header field or the empty line. */
export function looksLikeMime(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return true;
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1000));
  return /^(?:\r?\n|(?:From [^\n]*\n)?[!-9;-~]+[ \t]*:)/.test(start);
}

/**
 * Whether octets can be text that somebody encrypted as it was, without MIME
 * around it, as scripts do: UTF-8 without control characters. What a wrong key
 * gives is not.
 */
export function looksLikeText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !/[^\P{Cc}\t\n\f\r\u0080-\u009f]/u.test(text);
  } catch {
    return false; // Not UTF-8.
  }
}
