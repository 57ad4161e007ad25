import { StoreError } from './errors';

export type Bytes = Uint8Array<ArrayBuffer>;

const alphabet = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/**
 * The octets of a base64 text (RFC 4648 section 4), strictly: what is kept was written by us.
 * @throws StoreError ERR_RECORD_DAMAGED
 */
export function fromBase64(text: unknown, record: string): Bytes {
  if (typeof text !== 'string' || !alphabet.test(text)) throw new StoreError('ERR_RECORD_DAMAGED', { record });
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
