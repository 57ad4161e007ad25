/**
 * Base64 of RFC 4648 section 4 for whole files. The native methods are not in
 * every browser yet; the other way goes in pieces, because a function takes
 * only so many arguments and a string grown octet by octet is slow.
 */
interface WithToBase64 {
  toBase64?: () => string;
}
interface WithFromBase64 {
  fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
}

const pieceLength = 0x8000;

export function encodeBase64(bytes: Uint8Array): string {
  const native = (bytes as WithToBase64).toBase64;
  if (typeof native === 'function') return native.call(bytes);
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += pieceLength) {
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + pieceLength)));
  }
  return btoa(pieces.join(''));
}

/** White space is ignored. Throws a SyntaxError for anything else that is not base64. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as WithFromBase64).fromBase64;
  if (typeof native === 'function') return native(text);
  const binary = binaryFromBase64(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

function binaryFromBase64(text: string): string {
  try {
    return atob(text);
  } catch (cause) {
    throw new SyntaxError('not base64', { cause });
  }
}
