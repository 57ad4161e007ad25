import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { Asn1Error } from '../asn1/read';
import { readOctets } from '../asn1/values';
import { concat, unshared } from '../bytes';
import type { ContentMethod, SealedContent } from './content-method';

const tagLength = 16;

/** ChaCha20-Poly1305 (RFC 8103), to read only; the parameters are the nonce. */
export const chaCha20Poly1305: ContentMethod = {
  read({ keyLength, ivLength }, parameters) {
    const nonce = readOctets(parameters, 'nonce');
    if (nonce.length !== ivLength) throw new Asn1Error('nonce has a wrong length');
    return { keyLengths: [keyLength], tagLength, decrypt: (key, sealed) => Promise.resolve(decrypt(key, nonce, sealed)) };
  },
};

function decrypt(key: Uint8Array, nonce: Uint8Array, sealed: SealedContent): Uint8Array<ArrayBuffer> | null {
  const { octets, tag = new Uint8Array(), additionalData } = sealed;
  try {
    return unshared(chacha20poly1305(key, nonce, additionalData).decrypt(concat(octets, tag)));
  } catch {
    return null; // Its lengths are right: what is left to throw for is the tag.
  }
}
