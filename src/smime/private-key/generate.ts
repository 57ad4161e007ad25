import { SmimeError } from '../errors';
import type { PrivateKey } from '../message/digital-id';
import { readPrivateKeyInfo } from '../pkcs12/private-key-info';

/** Kinds of keys that authorities certify for mail, and every S/MIME program reads. */
export type NewKeyType = 'rsa-2048' | 'rsa-3072' | 'p-256';

export interface NewKey {
  /** In the form that is sealed and kept. */
  readonly privateKey: PrivateKey;
  /** SubjectPublicKeyInfo. */
  readonly publicKeySpkiDer: Uint8Array<ArrayBuffer>;
}

const rsa = { name: 'RSASSA-PKCS1-v1_5', publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' };

const algorithms: Readonly<Record<NewKeyType, RsaHashedKeyGenParams | EcKeyGenParams>> = {
  'rsa-2048': { ...rsa, modulusLength: 2048 },
  'rsa-3072': { ...rsa, modulusLength: 3072 },
  'p-256': { name: 'ECDSA', namedCurve: 'P-256' },
};

/**
 * A new key pair by WebCrypto. It leaves WebCrypto once, for being sealed; whoever
 * uses it later imports it as one that does not leave (private-key/use.ts).
 * @throws SmimeError ERR_KEY_UNSUPPORTED where this browser makes no such keys
 */
export async function generateKey(type: NewKeyType): Promise<NewKey> {
  const pair = await makePair(type);
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  const read = readPrivateKeyInfo(pkcs8);
  pkcs8.fill(0);
  if ('unsupported' in read) throw new SmimeError('ERR_KEY_UNSUPPORTED', { name: read.unsupported });
  return {
    privateKey: read.key,
    publicKeySpkiDer: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
  };
}

async function makePair(type: NewKeyType): Promise<CryptoKeyPair> {
  try {
    return await crypto.subtle.generateKey(algorithms[type], true, ['sign', 'verify']);
  } catch (cause) {
    throw new SmimeError('ERR_KEY_UNSUPPORTED', { name: type.toUpperCase() }, { cause });
  }
}
