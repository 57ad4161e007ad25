import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOctets, readSmallInteger, tag } from '../asn1/values';
import { decryptCbc } from '../ciphers/cbc';
import type { Pkcs12Cipher } from '../cms/algorithm-registry';
import { desDecryption } from '../dangerous/des';
import { rc2Decryption } from '../dangerous/rc2';
import { rc4 } from '../dangerous/rc4';
import { derivePkcs12Key, pkcs12Rounds, purpose } from './key-derivation';
import type { Pause } from './key-derivation';
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
  const derivations = derivationsOf(scheme, { salt, iterations });
  return {
    cost: { by: 'software', rounds: derivations.reduce((sum, derivation) => sum + pkcs12Rounds(derivation), 0) },
    encodings: bmpPasswordsToTry,
    decrypt: async (ciphertext, password, pause) => {
      const [key, iv] = await deriveAll(derivations, password, pause);
      return decrypt(scheme, key, iv, ciphertext, pause);
    },
  };
}

/** Of the key, and for block ciphers the iv. */
function derivationsOf({ cipher, keyLength }: Pkcs12Cipher, { salt, iterations }: Parameters) {
  const by = { digest: 'sha-1', salt, iterations };
  const key = { ...by, purpose: purpose.encryption, length: keyLength };
  return cipher === 'rc4' ? [key] : [key, { ...by, purpose: purpose.iv, length: blockLength }];
}

async function deriveAll(
  derivations: ReturnType<typeof derivationsOf>,
  password: Uint8Array,
  pause: Pause,
): Promise<readonly [Uint8Array, Uint8Array]> {
  const derived: Uint8Array[] = [];
  for (const derivation of derivations) derived.push(await derivePkcs12Key({ ...derivation, password }, pause));
  const [key = new Uint8Array(), iv = new Uint8Array()] = derived;
  return [key, iv];
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
