import type { Asn1Node } from '../asn1/read';
import { children, readOid, tag } from '../asn1/values';
import { findPasswordScheme } from '../cms/algorithms';
import { SmimeError } from '../errors';
import { readPbes2 } from './pbes2';
import type { PasswordEncryption } from './password-scheme';
import { readPkcs12Encryption } from './pkcs12-encryption';

/**
 * @param algorithm - AlgorithmIdentifier
 * @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED
 * @throws Asn1Error
 */
export function readPasswordEncryption(algorithm: Asn1Node | undefined): PasswordEncryption {
  const [oidNode, parameters] = children(algorithm, tag.sequence, 'encryption algorithm');
  const oid = readOid(oidNode, 'encryption algorithm');
  const scheme = findPasswordScheme(oid);
  if (scheme?.name === 'PBES2') return readPbes2(parameters);
  if (scheme?.pkcs12 !== undefined) return readPkcs12Encryption(scheme.pkcs12, parameters);
  throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name: scheme?.name ?? oid });
}
