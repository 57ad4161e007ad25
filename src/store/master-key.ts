import type { Bytes } from './base64';

/**
 * The random key everything else hangs on, as a non-extractable HKDF key: it
 * derives the record and index keys, and can be handed to another pane of this
 * browser, but its octets are nowhere to be read.
 */
export type MasterKey = CryptoKey;

const masterKeyOctets = 32;

/** Fresh octets of a master key. Wrap them in a slot, import them, then wipe them. */
export function generateMasterKey(crypto: Crypto): Bytes {
  return crypto.getRandomValues(new Uint8Array(masterKeyOctets));
}

/** Imports the octets and wipes them: from here on the key is only usable, not readable. */
export async function importMasterKey(crypto: Crypto, octets: Bytes): Promise<MasterKey> {
  try {
    return await crypto.subtle.importKey('raw', octets, 'HKDF', false, ['deriveKey']);
  } finally {
    octets.fill(0);
  }
}

/** One key for one use, so that a record's ciphertext can never pass as something else (RFC 5869 section 3.2). */
function derivation(purpose: string): HkdfParams {
  const info = new TextEncoder().encode(`signet ${purpose} 1`);
  return { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
}

export async function deriveRecordKey(crypto: Crypto, master: MasterKey): Promise<CryptoKey> {
  const algorithm = { name: 'AES-GCM', length: 256 };
  return crypto.subtle.deriveKey(derivation('record'), master, algorithm, false, ['encrypt', 'decrypt']);
}

export async function deriveIndexKey(crypto: Crypto, master: MasterKey): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256', length: 256 };
  return crypto.subtle.deriveKey(derivation('index'), master, algorithm, false, ['sign', 'verify']);
}
