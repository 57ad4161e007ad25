import { unshared } from '../bytes';

const name = 'Ed25519';
const size = { key: 32, signature: 64 } as const;

/**
 * Ed25519 (RFC 8032 section 5.1.7): by WebCrypto, and by software where a
 * browser does not have it.
 */
export async function verifyEd25519(key: Uint8Array, signature: Uint8Array, bytes: Uint8Array): Promise<boolean> {
  if (key.length !== size.key || signature.length !== size.signature) return false;
  const imported = await importKey(key);
  if (imported === 'no-key') return false;
  if (imported === 'not-supported') return verifyBySoftware(key, signature, bytes);
  return crypto.subtle.verify(name, imported, unshared(signature), unshared(bytes));
}

async function importKey(key: Uint8Array): Promise<CryptoKey | 'no-key' | 'not-supported'> {
  try {
    return await crypto.subtle.importKey('raw', unshared(key), name, false, ['verify']);
  } catch (error) {
    // Any other fault is ours and must be seen.
    if (!(error instanceof DOMException)) throw error;
    return error.name === 'NotSupportedError' ? 'not-supported' : 'no-key';
  }
}

/** Fetched when it is needed. The strict rules of RFC 8032, not those of a block chain (ZIP 215). */
async function verifyBySoftware(key: Uint8Array, signature: Uint8Array, bytes: Uint8Array): Promise<boolean> {
  const { ed25519 } = await import('@noble/curves/ed25519.js');
  return ed25519.verify(signature, bytes, key, { zip215: false });
}
