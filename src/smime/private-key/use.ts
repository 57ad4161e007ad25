import { Asn1Error } from '../asn1/read';
import { readRsaSigningKey } from '../certificate/public-key';
import { toNumber } from '../dangerous/modular-arithmetic';
import type { PrivateKey, RsaPrivateKey } from '../message/digital-id';
import { useEcKey } from './ec';
import { useEd25519Key } from './ed25519';
import type { KeyOperations } from './key-operations';
import { useRsaKey } from './rsa';
import { useX25519Key } from './x25519';

/**
 * Makes a key usable; `undefined` when the public key is not its own. That
 * also stops a store that was tampered with from joining a key to somebody
 * else's certificate.
 * @param spkiDer - SubjectPublicKeyInfo
 * @throws SmimeError ERR_KEY_UNSUPPORTED when the key is damaged, or this browser cannot use such keys
 */
export async function usePrivateKey(key: PrivateKey, spkiDer: Uint8Array): Promise<KeyOperations | undefined> {
  try {
    switch (key.algorithm) {
      case 'rsa':
        return await useRsaKey(key, spkiDer);
      case 'ec':
        return await useEcKey(key, spkiDer);
      case 'x25519':
        return await useX25519Key(key, spkiDer);
      case 'ed25519':
        return await useEd25519Key(key, spkiDer);
    }
  } catch (error) {
    if (error instanceof Asn1Error) return undefined;
    throw error;
  }
}

/** @throws SmimeError ERR_KEY_UNSUPPORTED where this browser cannot use such keys */
export async function isKeyPair(key: PrivateKey, spkiDer: Uint8Array): Promise<boolean> {
  if (key.algorithm === 'rsa') return isRsaPair(key, spkiDer);
  return (await usePrivateKey(key, spkiDer)) !== undefined;
}

/** By the numbers alone: to make an RSA key usable takes far longer. */
function isRsaPair(key: RsaPrivateKey, spkiDer: Uint8Array): boolean {
  try {
    const { n, e } = readRsaSigningKey(spkiDer);
    return toNumber(n) === toNumber(key.p) * toNumber(key.q) && toNumber(e) === toNumber(key.e);
  } catch (error) {
    if (error instanceof Asn1Error) return false;
    throw error;
  }
}
