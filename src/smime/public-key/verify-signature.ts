import { orUndefined } from '../asn1/or-undefined';
import { readSubjectPublicKey } from '../certificate/public-key';
import type { SubjectPublicKey } from '../certificate/public-key';
import { digest } from '../cms/algorithms';
import type { SignatureMethod } from '../cms/signature-method';
import { verifyEcdsa } from './ecdsa';
import { verifyEd25519 } from './ed25519';
import { verifyPkcs1 } from './rsassa-pkcs1-v1_5';
import { verifyPss } from './rsassa-pss';

/** What a signature is said to be over, and whose. */
export interface SignatureCheck {
  readonly method: SignatureMethod;
  /** SubjectPublicKeyInfo. */
  readonly publicKeySpkiDer: Uint8Array;
  /** Digests of the octets signed, where somebody has them; default: computed here. */
  readonly digestOf?: (name: string) => Promise<Uint8Array>;
}

/**
 * Whether `signature` over `bytes` fits the key: the one place where messages
 * and certificates are verified. A key of another kind, or one that cannot be
 * read, fits nothing: `false`.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED for a digest, curve or size of key that we do not do
 */
export async function verifySignature(
  { method, publicKeySpkiDer, digestOf = (name) => digest(name, bytes) }: SignatureCheck,
  signature: Uint8Array,
  bytes: Uint8Array,
): Promise<boolean> {
  const key = readKey(publicKeySpkiDer);
  if (key === undefined) return false;
  const ownDigest = () => digestOf(method.digest.name);
  switch (method.name) {
    case 'rsassa-pkcs1-v1_5':
      return key.algorithm === 'rsa' && verifyPkcs1(method.digest, key, signature, await ownDigest());
    case 'rsassa-pss':
      return verifyPss(method, key, signature, ownDigest);
    case 'ecdsa':
      return key.algorithm === 'ec' && verifyEcdsa(method.digest, { key, spkiDer: publicKeySpkiDer }, signature, { bytes, digestOf: ownDigest });
    case 'ed25519':
      return key.algorithm === 'ed25519' && verifyEd25519(key.octets, signature, bytes);
  }
}

function readKey(spkiDer: Uint8Array): SubjectPublicKey | undefined {
  return orUndefined(() => readSubjectPublicKey(spkiDer));
}
