import { cbc } from '@noble/ciphers/aes.js';
import { Asn1Error } from '../asn1/read';
import { readOctets } from '../asn1/values';
import { octetString } from '../asn1/write';
import { unshared } from '../bytes';
import { importAesKey } from './aes-key';
import type { ContentMethod } from './content-method';

const name = 'AES-CBC';

/** AES-CBC with padding (RFC 3565 section 2.1; RFC 5652 section 6.3); the parameters are the iv. */
export const aesCbc: ContentMethod = {
  read({ keyLength, ivLength }, parameters) {
    const iv = readOctets(parameters, 'initialization vector');
    if (iv.length !== ivLength) throw new Asn1Error('initialization vector');
    return { keyLengths: [keyLength], decrypt: (key, { octets }) => decrypt(key, iv, octets) };
  },
  create({ keyLength, ivLength }) {
    const iv = crypto.getRandomValues(new Uint8Array(ivLength));
    return {
      keyLength,
      parameters: octetString(iv),
      encrypt: async (key, plaintext) => ({ octets: await encrypt(key, iv, plaintext) }),
    };
  },
};

async function encrypt(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const cryptoKey = await importAesKey(key, name, ['encrypt']);
  if (cryptoKey === undefined) return unshared(cbc(key, iv).encrypt(plaintext));
  return new Uint8Array(await crypto.subtle.encrypt({ name, iv: unshared(iv) }, cryptoKey, unshared(plaintext)));
}

async function decrypt(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array<ArrayBuffer> | null> {
  const cryptoKey = await importAesKey(key, name, ['decrypt']);
  if (cryptoKey === undefined) return decryptInJavaScript(key, iv, ciphertext);
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name, iv: unshared(iv) }, cryptoKey, unshared(ciphertext)));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return null;
    throw error;
  }
}

function decryptInJavaScript(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array): Uint8Array<ArrayBuffer> | null {
  try {
    return unshared(cbc(key, iv).decrypt(ciphertext));
  } catch {
    return null; // Its lengths are right: what is left to throw for is the padding.
  }
}
