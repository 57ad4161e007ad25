/**
 * Names of character sets that TextDecoder does not know, though it can read them. Without separators and
 * `x-`: see {@link decoderFor}. UTF-7 is not among them: no mailer writes it, and it hides markup from filters.
 */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['iso88598i', 'iso-8859-8-i'],
  ['iso88598e', 'iso-8859-8'],
  ['shiftjis', 'shift_jis'],
  ['mskanji', 'shift_jis'],
  ['cp932', 'shift_jis'],
  ['eucjp', 'euc-jp'],
  ['iso2022jp', 'iso-2022-jp'],
  ['iso2022jp1', 'iso-2022-jp'],
  ['iso2022jp2', 'iso-2022-jp'],
  ['cp50220', 'iso-2022-jp'],
  ['euckr', 'euc-kr'],
  ['cp949', 'euc-kr'],
  ['uhc', 'euc-kr'],
  ['cp936', 'gbk'],
  ['cp950', 'big5'],
  ['tis620', 'windows-874'],
  ['cp874', 'windows-874'],
]);

/** Eight-bit octets under one of these names are more often UTF-8 than what the name says. */
const asciiNames = new Set(['', 'us-ascii', 'ascii', 'ansi_x3.4-1968', '7bit', '8bit', 'unknown-8bit', 'default', 'none', 'x-unknown']);

/**
 * Octets as text by the name of a character set (RFC 2045 section 5.2). Where there is none, or one that
 * nobody knows, UTF-8 counts when the octets are valid in it, and else Windows-1252, so that every octet
 * shows as something.
 */
export function decodeText(octets: Uint8Array, charset: string | undefined): string {
  const name = (charset ?? '').trim().toLowerCase();
  const named = asciiNames.has(name) ? undefined : decoderFor(name);
  return named === undefined ? decodeUnnamed(octets) : named.decode(octets);
}

function decodeUnnamed(octets: Uint8Array): string {
  return decodeUtf8(octets) ?? new TextDecoder('windows-1252').decode(octets);
}

/** `undefined`: not UTF-8. */
export function decodeUtf8(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    return undefined; // All that it says of octets.
  }
}

function decoderFor(name: string): TextDecoder | undefined {
  if (name.length > 40) return undefined;
  const bare = name.replace(/^(?:x-|cs)/, '').replace(/[\s._-]/g, '').replace(/^(?:windows|ms|ibm)(?=\d)/, 'cp');
  return tryDecoder(name) ?? tryDecoder(otherNames.get(bare) ?? bare);
}

function tryDecoder(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined; // A name that it does not know, or one of those that it knows and refuses.
  }
}
