import { fromBase64 } from '../bytes';

export interface PemBlock {
  /** E.g. `CERTIFICATE`. */
  readonly label: string;
  /** `undefined` when the base64 between the lines is damaged. */
  readonly bytes: Uint8Array | undefined;
}

/** The blocks of a text (RFC 7468), in order; anything between them is explanation and ignored. */
export function readPem(text: string): readonly PemBlock[] {
  const blocks = text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g);
  return Array.from(blocks, ([, label = '', base64 = '']) => ({ label, bytes: fromBase64(base64) }));
}

/** Whether the octets are text, as PEM is, rather than DER, which begins with 0x30 and a length. */
export function asText(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(bytes);
  return text.includes('-----BEGIN ') ? text : undefined;
}
