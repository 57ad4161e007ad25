import { toBase64url, unshared } from '../bytes';
import { readSubjectPublicKey } from '../certificate/public-key';
import { webCryptoDigest } from '../cms/algorithms';
import { unlessRefused } from '../cms/ecdh';
import { ecdsaSignatureFromWebCrypto } from '../cms/ecdsa-signature';
import { SmimeError, isSmimeError } from '../errors';
import type { EcPrivateKey } from '../message/digital-id';
import { decryptByAgreement } from './agreed-key';
import type { KeyOperations } from './key-operations';

/**
 * Signs by ECDSA and agrees by ECDH, as far as the certificate allows each.
 * `undefined` for a public key that is another.
 * @throws Asn1Error for a public key that is none
 */
export async function useEcKey(key: EcPrivateKey, spkiDer: Uint8Array): Promise<KeyOperations | undefined> {
  const publicKey = readSubjectPublicKey(spkiDer);
  if (publicKey.algorithm !== 'ec' || publicKey.curve !== key.curve) return undefined;
  const keys = await importOrRefuse(key, spkiDer);
  if (keys === undefined || !(await fit(keys))) return undefined;
  return {
    async sign(bytes, digest) {
      const algorithm = { name: 'ECDSA', hash: webCryptoDigest(digest) };
      const joined = await crypto.subtle.sign(algorithm, keys.signing, unshared(bytes));
      return ecdsaSignatureFromWebCrypto(new Uint8Array(joined));
    },
    decryptKey: decryptByAgreement({ group: key.curve, algorithm: 'ec', privateKey: keys.agreement }),
  };
}

/** @throws SmimeError ERR_KEY_UNSUPPORTED where WebCrypto does not know the curve */
async function importOrRefuse(key: EcPrivateKey, spkiDer: Uint8Array): Promise<EcKeys | undefined> {
  try {
    return await unlessRefused(key.curve, () => importPair(key, spkiDer));
  } catch (cause) {
    if (!isSmimeError(cause)) throw cause;
    throw new SmimeError('ERR_KEY_UNSUPPORTED', { name: `EC ${key.curve}` }, { cause });
  }
}

interface EcKeys {
  readonly verifying: CryptoKey;
  readonly signing: CryptoKey;
  readonly agreement: CryptoKey;
}

// The point in the form that a JSON Web Key wants it comes from WebCrypto, which also knows compressed ones.
async function importPair({ curve, d }: EcPrivateKey, spkiDer: Uint8Array): Promise<EcKeys> {
  const ecdsa = { name: 'ECDSA', namedCurve: curve };
  const verifying = await crypto.subtle.importKey('spki', unshared(spkiDer), ecdsa, true, ['verify']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', verifying);
  const jwk: JsonWebKey = { kty: 'EC', crv: curve, x, y, d: toBase64url(d), ext: false };
  return {
    verifying,
    signing: await crypto.subtle.importKey('jwk', jwk, ecdsa, false, ['sign']),
    agreement: await crypto.subtle.importKey('jwk', jwk, { name: 'ECDH', namedCurve: curve }, false, ['deriveBits']),
  };
}

/** Not every WebCrypto looks whether the scalar gives the point. */
async function fit({ signing, verifying }: EcKeys): Promise<boolean> {
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  const signature = await crypto.subtle.sign(algorithm, signing, challenge);
  return crypto.subtle.verify(algorithm, verifying, signature, challenge);
}
