/** Small operations on octets that every part of the core needs. */

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concatAll(parts);
}

/** For as many parts as somebody else decides: 140,000 arguments overflow the stack. */
export function concatAll(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Ends at the first difference: for public values only, never for keys or MACs. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, index) => octet === b[index]);
}

/** Looks at every octet whatever it finds: for MACs. Says nothing about the length. */
export function equalWithoutEarlyExit(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index++) difference |= (a[index] ?? 0) ^ (b[index] ?? 0);
  return difference === 0;
}

const digits = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const ascii = new TextDecoder();

/** Over octets: a string for each of somebody else's 40 million took gigabytes. */
export function toHex(bytes: Uint8Array): string {
  const hex = new Uint8Array(bytes.length * 2);
  bytes.forEach((octet, at) => {
    hex[at * 2] = digits[octet >> 4] ?? 0;
    hex[at * 2 + 1] = digits[octet & 15] ?? 0;
  });
  return ascii.decode(hex);
}

export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  if (!/^(?:[0-9a-f]{2})*$/i.test(hex)) throw new TypeError('Not hexadecimal.');
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Base64 with white space; `undefined` when it is not base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const compact = text.replace(/\s+/g, '');
  const end = compact.indexOf('=');
  const isPadded = end === -1 || /^={1,2}$/.test(compact.slice(end, end + 3));
  // What is wrong is looked for: to match all of it takes stack for each character, and there may be millions.
  if (compact.length % 4 !== 0 || !isPadded || /[^A-Za-z0-9+/=]/.test(compact)) return undefined;
  const binary = atob(compact);
  const octets = new Uint8Array(binary.length);
  for (let at = 0; at < octets.length; at++) octets[at] = binary.charCodeAt(at);
  return octets;
}

/** Base64 as JSON Web Keys have it (RFC 7515 section 2). For keys, not for messages: it takes an argument an octet. */
export function toBase64url(octets: Uint8Array): string {
  return btoa(String.fromCharCode(...octets)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * WebCrypto's types exclude memory shared between threads, which this program
 * never makes; the octets are not copied.
 */
export function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}

/** For words of several octets in a given order. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
