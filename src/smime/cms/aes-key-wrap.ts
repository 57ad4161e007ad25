import { aeskw } from '@noble/ciphers/aes.js';
import { unshared } from '../bytes';
import { importAesKey } from './aes-key';

// WebCrypto wraps keys, not octets; an HMAC key is one of any length.
const anyKey = { name: 'HMAC', hash: 'SHA-256' };

/** AES key wrap (RFC 3394 section 2.2.1). */
export async function wrapKey(keyEncryptionKey: Uint8Array, key: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const wrapping = await importAesKey(keyEncryptionKey, 'AES-KW', ['wrapKey']);
  if (wrapping === undefined) return unshared(aeskw(keyEncryptionKey).encrypt(key));
  const wrapped = await crypto.subtle.importKey('raw', unshared(key), anyKey, true, ['sign']);
  return new Uint8Array(await crypto.subtle.wrapKey('raw', wrapped, wrapping, 'AES-KW'));
}

/** `undefined` when its own check says that the wrapping key is another, or the octets are damaged. */
export async function unwrapKey(
  keyEncryptionKey: Uint8Array,
  wrapped: Uint8Array,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // A key of at least two blocks and the check (RFC 3394 section 2); programs differ in what they do with others.
  if (wrapped.length < 24 || wrapped.length % 8 !== 0) return undefined;
  const wrapping = await importAesKey(keyEncryptionKey, 'AES-KW', ['unwrapKey']);
  if (wrapping === undefined) return unwrapInJavaScript(keyEncryptionKey, wrapped);
  try {
    const uses: KeyUsage[] = ['sign'];
    const key = await crypto.subtle.unwrapKey('raw', unshared(wrapped), wrapping, 'AES-KW', anyKey, true, uses);
    return new Uint8Array(await crypto.subtle.exportKey('raw', key));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return undefined;
    throw error;
  }
}

function unwrapInJavaScript(keyEncryptionKey: Uint8Array, wrapped: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  try {
    return unshared(aeskw(keyEncryptionKey).decrypt(wrapped));
  } catch {
    return undefined; // Its lengths are right: what is left to throw for is the check.
  }
}
