import { bitString, sequence } from '../asn1/write';
import { writeAlgorithm } from '../cms/algorithm-identifier';
import { findPublicKeyType, findSignatureWithDigest, oidOf } from '../cms/algorithms';
import { SmimeError } from '../errors';
import type { NewKey } from '../private-key/generate';
import { usePrivateKey } from '../private-key/use';
import { readSubjectPublicKey } from './public-key';

/** A key as certificates and requests are signed with it, by SHA-256. */
export interface CertificateSigner {
  readonly keyType: 'rsa' | 'ec';
  /** AlgorithmIdentifier of the signatures. */
  readonly algorithm: Uint8Array;
  /** The SIGNED of X.509: what is signed, the algorithm, the signature. */
  sign(tbsDer: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * @throws SmimeError ERR_PFX_KEY_MISMATCH when the public key is another's; ERR_KEY_UNSUPPORTED
 */
export async function certificateSigner({ privateKey, publicKeySpkiDer }: NewKey): Promise<CertificateSigner> {
  const operations = await usePrivateKey(privateKey, publicKeySpkiDer);
  if (operations === undefined) throw new SmimeError('ERR_PFX_KEY_MISMATCH', { certificates: 1 });
  const { algorithm: name } = readSubjectPublicKey(publicKeySpkiDer);
  if (name !== 'rsa' && name !== 'ec') throw new SmimeError('ERR_KEY_UNSUPPORTED', { name });
  const oid = oidOf(findSignatureWithDigest(findPublicKeyType(name)?.signature ?? '', 'sha-256'));
  // RFC 4055 section 5 wants NULL, RFC 5758 section 3.2 nothing.
  const algorithm = name === 'rsa' ? writeAlgorithm(oid, 'null') : writeAlgorithm(oid);
  return {
    keyType: name,
    algorithm,
    sign: async (tbsDer) => sequence(tbsDer, algorithm, bitString(await operations.sign(tbsDer, 'sha-256'))),
  };
}
