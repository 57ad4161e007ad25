import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOctets, readSmallInteger, tag } from '../asn1/values';
import { decryptCbc } from '../ciphers/cbc';
import type { Pkcs12Cipher } from '../cms/algorithm-registry';
import { desDecryption } from '../dangerous/des';
import { rc2Decryption } from '../dangerous/rc2';
import { rc4 } from '../dangerous/rc4';
import { derivePkcs12Key, derivePkcs12KeyAndGpgsms, pkcs12Rounds, purpose } from './key-derivation';
import type { Pause, Pkcs12Derivation } from './key-derivation';
import type { PasswordEncryption } from './password-scheme';
import { bmpPasswordsToTry } from './password';

/** The encryption of PKCS#12 itself (RFC 7292 appendix C): weak ciphers, keys by SHA-1. */

const blockLength = 8;

interface Parameters {
  readonly salt: Uint8Array;
  readonly iterations: number;
}

/**
 * @param parameters - pkcs-12PbeParams
 * @throws Asn1Error
 */
export function readPkcs12Encryption(scheme: Pkcs12Cipher, parameters: Asn1Node | undefined): PasswordEncryption {
  const [saltNode, iterationsNode] = children(parameters, tag.sequence, 'PBE parameters');
  const salt = readOctets(saltNode, 'salt');
  const iterations = readSmallInteger(iterationsNode, 'iterations');
  if (iterations < 1) throw new Asn1Error('iterations is zero');
  const [ofKey, ofIv] = derivationsOf(scheme, { salt, iterations });
  return {
    cost: { by: 'software', rounds: pkcs12Rounds(ofKey) + (ofIv === undefined ? 0 : pkcs12Rounds(ofIv)) },
    encodings: bmpPasswordsToTry,
    decrypt: async (ciphertext, password, pause) => {
      const { key, gpgsms } = await derivePkcs12KeyAndGpgsms({ ...ofKey, password }, pause);
      const iv = ofIv === undefined ? new Uint8Array() : await derivePkcs12Key({ ...ofIv, password }, pause);
      const plaintext = await decrypt(scheme, key, iv, ciphertext, pause);
      return plaintext === null && gpgsms !== key ? decrypt(scheme, gpgsms, iv, ciphertext, pause) : plaintext;
    },
  };
}

type Derivation = Omit<Pkcs12Derivation, 'password'>;

/** Of the key, and for block ciphers of the iv. */
function derivationsOf({ cipher, keyLength }: Pkcs12Cipher, { salt, iterations }: Parameters): readonly [Derivation, Derivation?] {
  const by = { digest: 'sha-1', salt, iterations };
  const key = { ...by, purpose: purpose.encryption, length: keyLength };
  return cipher === 'rc4' ? [key] : [key, { ...by, purpose: purpose.iv, length: blockLength }];
}

async function decrypt(
  { cipher, keyLength }: Pkcs12Cipher,
  key: Uint8Array,
  iv: Uint8Array,
  ciphertext: Uint8Array,
  pause: Pause,
): Promise<Uint8Array | null> {
  switch (cipher) {
    case 'rc4':
      return rc4(key, ciphertext);
    case 'rc2':
      return decryptCbc(rc2Decryption(key, keyLength * 8), iv, ciphertext, pause);
    case 'triple-des':
      return decryptCbc(desDecryption(key), iv, ciphertext, pause);
  }
}
