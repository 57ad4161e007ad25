import { webCryptoDigest } from '../cms/algorithms';
import { toBase64url } from '../bytes';
import { readRsaSigningKey, readSubjectPublicKey } from '../certificate/public-key';
import type { SubjectPublicKey } from '../certificate/public-key';
import { pssSaltLength } from '../cms/signing-method';
import { octetLength, toNumber, toOctets } from '../dangerous/modular-arithmetic';
import { decryptRsaesOaep } from '../dangerous/rsaes-oaep';
import { decryptRsaesPkcs1 } from '../dangerous/rsaes-pkcs1-v1_5';
import { deriveRsaNumbers } from '../dangerous/rsa-private-key';
import type { RsaNumbers } from '../dangerous/rsa-private-key';
import { SmimeError } from '../errors';
import type { RsaPrivateKey, SignatureDigest } from '../message/digital-id';
import { unsupportedMethod } from './key-operations';
import type { KeyOperations } from './key-operations';

/** By the type of the public key: one for RSASSA-PSS is for that alone (RFC 4055 section 1.2). */
type Scheme = 'RSASSA-PKCS1-v1_5' | 'RSA-PSS';

/**
 * `undefined` for a public key that is another.
 * @throws SmimeError ERR_KEY_UNSUPPORTED
 * @throws Asn1Error for a public key that is none
 */
export async function useRsaKey(key: RsaPrivateKey, spkiDer: Uint8Array): Promise<KeyOperations | undefined> {
  const numbers = deriveRsaNumbers(key);
  if (!isOwn(numbers, spkiDer)) return undefined;
  const publicKey = readSubjectPublicKey(spkiDer);
  const scheme = publicKey.algorithm === 'rsa-pss' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5';
  const signingKeys = await importSigningKeys(numbers, scheme);
  return {
    async sign(bytes, digest) {
      const algorithm = scheme === 'RSA-PSS' ? pssAlgorithm(publicKey, digest) : scheme;
      return new Uint8Array(await crypto.subtle.sign(algorithm, signingKeys[digest], new Uint8Array(bytes)));
    },
    async decryptKey(recipientInfo, keyLength) {
      if (scheme === 'RSA-PSS' || recipientInfo.kind !== 'key-transport') throw unsupportedMethod(recipientInfo);
      const { keyEncryptionAlgorithm, oaep, encryptedKey } = recipientInfo;
      if (oaep !== undefined) return decryptRsaesOaep(numbers, oaep, encryptedKey, keyLength);
      if (keyEncryptionAlgorithm !== 'rsaes-pkcs1-v1_5') throw unsupportedMethod(recipientInfo);
      return decryptRsaesPkcs1(numbers, encryptedKey, keyLength);
    },
  };
}

function pssAlgorithm(publicKey: SubjectPublicKey, digest: SignatureDigest): RsaPssParams {
  const saltLength = pssSaltLength(publicKey, digest);
  if (saltLength === undefined) throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: `rsassa-pss with ${digest}` });
  return { name: 'RSA-PSS', saltLength };
}

function isOwn(numbers: RsaNumbers, spkiDer: Uint8Array): boolean {
  const { n, e } = readRsaSigningKey(spkiDer);
  return toNumber(n) === numbers.n && toNumber(e) === numbers.e;
}

/** WebCrypto ties a key to one digest, so there is a key for each. */
async function importSigningKeys(numbers: RsaNumbers, scheme: Scheme): Promise<Record<SignatureDigest, CryptoKey>> {
  const jwk = jsonWebKey(numbers);
  const importFor = (digest: SignatureDigest): Promise<CryptoKey> =>
    crypto.subtle.importKey('jwk', jwk, { name: scheme, hash: webCryptoDigest(digest) }, false, ['sign']);
  try {
    const [sha256, sha384, sha512] = await Promise.all([importFor('sha-256'), importFor('sha-384'), importFor('sha-512')]);
    return { 'sha-256': sha256, 'sha-384': sha384, 'sha-512': sha512 };
  } catch (cause) {
    throw new SmimeError('ERR_KEY_UNSUPPORTED', { name: `RSA-${numbers.size * 8}` }, { cause });
  }
}

/** RFC 7518 section 6.3.2. */
function jsonWebKey({ n, e, d, p, q, dp, dq, qi }: RsaNumbers): JsonWebKey {
  const text = (value: bigint): string => toBase64url(toOctets(value, octetLength(value)));
  return {
    kty: 'RSA',
    n: text(n),
    e: text(e),
    d: text(d),
    p: text(p),
    q: text(q),
    dp: text(dp),
    dq: text(dq),
    qi: text(qi),
    ext: false,
  };
}
