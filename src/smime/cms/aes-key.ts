import { unshared } from '../bytes';

const aes192 = 24;

/**
 * An AES key for WebCrypto. `undefined` where it has no AES-192: Chromium
 * refuses such keys ("192-bit AES keys are not supported"), and old mail must
 * stay readable; then the caller does it in JavaScript.
 */
export async function importAesKey(
  key: Uint8Array,
  algorithm: 'AES-CBC' | 'AES-CTR' | 'AES-GCM' | 'AES-KW',
  uses: readonly KeyUsage[],
): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('raw', unshared(key), algorithm, false, [...uses]);
  } catch (error) {
    if (key.length === aes192 && error instanceof DOMException) return undefined;
    throw error;
  }
}
