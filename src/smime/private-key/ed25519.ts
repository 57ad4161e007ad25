import { toBase64url, unshared } from '../bytes';
import { readSubjectPublicKey } from '../certificate/public-key';
import { SmimeError } from '../errors';
import type { Ed25519PrivateKey } from '../message/digital-id';
import { verifyEd25519 } from '../public-key/ed25519';
import { unsupportedMethod } from './key-operations';
import type { KeyOperations } from './key-operations';

const name = 'Ed25519';

/**
 * Signs only (RFC 8032); such keys agree on nothing. By WebCrypto alone, where
 * nobody can export the key and no time follows from it. `undefined` for a public
 * key that is another.
 * @throws SmimeError ERR_KEY_UNSUPPORTED where WebCrypto does not know Ed25519
 * @throws Asn1Error for a public key that is none
 */
export async function useEd25519Key(key: Ed25519PrivateKey, spkiDer: Uint8Array): Promise<KeyOperations | undefined> {
  const { algorithm, octets } = readSubjectPublicKey(spkiDer);
  if (algorithm !== 'ed25519') return undefined;
  const privateKey = await importKey(key, octets);
  if (privateKey === undefined) return undefined;
  const sign = async (bytes: Uint8Array) => new Uint8Array(await crypto.subtle.sign(name, privateKey, unshared(bytes)));
  // Not every WebCrypto looks whether the two are of one pair.
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  if (!(await verifyEd25519(octets, await sign(challenge), challenge))) return undefined;
  return {
    // It digests by itself; the other digest is that of the content.
    sign: (bytes) => sign(bytes),
    decryptKey: (recipientInfo) => Promise.reject(unsupportedMethod(recipientInfo)),
  };
}

async function importKey({ d }: Ed25519PrivateKey, x: Uint8Array): Promise<CryptoKey | undefined> {
  const jwk: JsonWebKey = { kty: 'OKP', crv: name, x: toBase64url(x), d: toBase64url(d), ext: false };
  try {
    return await crypto.subtle.importKey('jwk', jwk, name, false, ['sign']);
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    if (cause.name !== 'NotSupportedError') return undefined;
    throw new SmimeError('ERR_KEY_UNSUPPORTED', { name }, { cause });
  }
}
