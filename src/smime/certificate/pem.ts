import { fromBase64 } from '../bytes';

export interface PemBlock {
  /** E.g. `CERTIFICATE`. */
  readonly label: string;
  /** `undefined` when the base64 between the lines is damaged. */
  readonly bytes: Uint8Array | undefined;
}

/** The blocks of a text (RFC 7468), in order; anything between them is explanation and ignored. */
export function readPem(text: string): readonly PemBlock[] {
  const blocks = text.matchAll(/-----BEGIN ([A-Z0-9# ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g);
  return Array.from(blocks, ([, label = '', base64 = '']) => ({ label, bytes: fromBase64(base64) }));
}

/** Lines of 64 characters, as RFC 7468 section 2 wants them. For a certificate or a request: it takes an argument an octet. */
export function writePem(label: string, der: Uint8Array): string {
  const lines = btoa(String.fromCharCode(...der)).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** Whether the octets are text, as PEM is, rather than DER, which begins with 0x30 and a length. */
export function asText(bytes: Uint8Array): string | undefined {
  const text = decodeText(bytes);
  return text.includes('-----BEGIN ') ? text : undefined;
}

/** Windows' editor and its shell write UTF-16 with a mark in front; all else is ASCII, whatever it is said to be. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
