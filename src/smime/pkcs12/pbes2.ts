import type { Asn1Node } from '../asn1/read';
import { Asn1Error } from '../asn1/read';
import { children, readOid, tag } from '../asn1/values';
import { findContentCipher } from '../cms/algorithms';
import type { ContentCipher } from '../cms/algorithms';
import { readCipher } from '../cms/content-encryption';
import type { Decryptor } from '../cms/content-method';
import { SmimeError, isSmimeError } from '../errors';
import type { PasswordEncryption } from './password-scheme';
import { utf8PasswordsToTry } from './password';
import { derivePbkdf2, pbkdf2Cost, readPbkdf2 } from './pbkdf2';
import type { Pbkdf2 } from './pbkdf2';

/** PBES2 (RFC 8018 section 6.2): PBKDF2 and a block cipher of whatever program made the file. */

/**
 * @param parameters - PBES2-params
 * @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED
 * @throws Asn1Error
 */
export function readPbes2(parameters: Asn1Node | undefined): PasswordEncryption {
  const [derivation, encryption] = children(parameters, tag.sequence, 'PBES2 parameters');
  const pbkdf2 = readPbkdf2(derivation);
  const decryptor = readEncryption(encryption, pbkdf2);
  const keyLength = chooseKeyLength(decryptor, pbkdf2);
  return {
    cost: pbkdf2Cost(pbkdf2, keyLength),
    encodings: utf8PasswordsToTry,
    decrypt: async (ciphertext, password, pause) =>
      decryptor.decrypt(await derivePbkdf2(pbkdf2, password, keyLength, pause), { octets: ciphertext }, pause),
  };
}

function readEncryption(encryption: Asn1Node | undefined, { keyLength }: Pbkdf2): Decryptor {
  const [oidNode, parameters] = children(encryption, tag.sequence, 'encryption scheme');
  const oid = readOid(oidNode, 'encryption scheme');
  const cipher = findContentCipher(oid);
  const name = cipher?.title ?? cipher?.name ?? oid;
  if (cipher?.method === undefined || cipher.authenticated) throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name });
  try {
    return readCipher(aesWithKeyOf(keyLength, cipher) ?? cipher, parameters);
  } catch (cause) {
    if (!isSmimeError(cause)) throw cause;
    throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name }, { cause });
  }
}

/** NSS of 2017 wrote AES-128 beside a key of 32 octets, and used them all: the length of the key decides. */
function aesWithKeyOf(keyLength: number | undefined, { method }: ContentCipher): ContentCipher | undefined {
  return method === 'aes-cbc' && keyLength !== undefined ? findContentCipher(`aes-${keyLength * 8}-cbc`) : undefined;
}

/** Where the cipher allows several, the file says which. */
function chooseKeyLength({ keyLengths }: Decryptor, { keyLength = keyLengths[0] }: Pbkdf2): number {
  if (!keyLengths.includes(keyLength)) throw new Asn1Error('keyLength is not that of the cipher');
  return keyLength;
}
