import type { Asn1Node } from '../asn1/read';
import { SmimeError } from '../errors';
import { aesCbc } from './aes-cbc';
import { aesCcm } from './aes-ccm';
import { aesGcm } from './aes-gcm';
import { chaCha20Poly1305 } from './chacha20-poly1305';
import type { CipherMethod, ContentCipher } from './algorithm-registry';
import type { ContentMethod, Decryptor, Encryptor } from './content-method';
import { camelliaCbc, desCbc, rc2Cbc } from './software-cbc';

/** Every method that the registry names. */
const methods: Readonly<Record<CipherMethod, ContentMethod>> = {
  'aes-cbc': aesCbc,
  'aes-gcm': aesGcm,
  'aes-ccm': aesCcm,
  'chacha20-poly1305': chaCha20Poly1305,
  'des-cbc': desCbc,
  'rc2-cbc': rc2Cbc,
  'camellia-cbc': camelliaCbc,
};

/**
 * The cipher as one message uses it.
 * @param parameters - of the AlgorithmIdentifier
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED
 * @throws Asn1Error for parameters that are not those of the cipher
 */
export function readCipher(cipher: ContentCipher, parameters: Asn1Node | undefined): Decryptor {
  const decryptor = methodOf(cipher).read(cipher, parameters);
  const { keyLengths, tagLength } = decryptor;
  return {
    ...decryptor,
    decrypt(key, sealed, pause) {
      requireKeyLength(cipher, keyLengths, key);
      if (sealed.tag?.length !== tagLength) throw new TypeError(`${cipher.name} has a tag of another length.`);
      return decryptor.decrypt(key, sealed, pause);
    },
  };
}

/**
 * The cipher for something new.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED for what we do not write
 */
export function createCipher(cipher: ContentCipher): Encryptor {
  const encryptor = methodOf(cipher).create?.(cipher);
  if (encryptor === undefined) throw unsupported(cipher);
  return {
    ...encryptor,
    encrypt(key, plaintext, additionalData) {
      requireKeyLength(cipher, [encryptor.keyLength], key);
      return encryptor.encrypt(key, plaintext, additionalData);
    },
  };
}

function methodOf(cipher: ContentCipher): ContentMethod {
  if (cipher.method === undefined) throw unsupported(cipher);
  return methods[cipher.method];
}

function unsupported({ name }: ContentCipher): SmimeError {
  return new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name });
}

function requireKeyLength({ name }: ContentCipher, lengths: readonly number[], key: Uint8Array): void {
  if (!lengths.includes(key.length)) throw new TypeError(`${name} needs a key of ${lengths.join(' or ')} octets.`);
}
