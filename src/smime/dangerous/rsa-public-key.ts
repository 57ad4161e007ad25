import { Asn1Error } from '../asn1/read';
import { readRsaPublicKey } from '../certificate/public-key';
import type { RsaPublicKey } from '../certificate/public-key';
import { SmimeError } from '../errors';
import { bitLength, toNumber } from './modular-arithmetic';
import { maxModulusBits } from './rsa-private-key';

export interface UsablePublicKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
  /** Octets of the modulus. */
  readonly size: number;
}

/**
 * A stranger's RSA key to encrypt to, when its numbers are such as a key has.
 * @param spkiDer - SubjectPublicKeyInfo
 * @throws SmimeError ERR_KEY_UNSUPPORTED
 */
export function readUsablePublicKey(spkiDer: Uint8Array): UsablePublicKey {
  const { n, e } = rsaPublicKey(spkiDer);
  const [modulus, exponent] = [toNumber(n), toNumber(e)];
  const isReasonable = modulus % 2n === 1n && exponent % 2n === 1n && exponent >= 3n && bitLength(exponent) <= 256;
  if (!isReasonable || n.length * 8 > maxModulusBits) throw unsupportedKey(modulus);
  return { modulus, exponent, size: n.length };
}

function rsaPublicKey(spkiDer: Uint8Array): RsaPublicKey {
  try {
    return readRsaPublicKey(spkiDer);
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    throw new SmimeError('ERR_KEY_UNSUPPORTED', { name: cause.message }, { cause });
  }
}

export function unsupportedKey(modulus: bigint): SmimeError<'ERR_KEY_UNSUPPORTED'> {
  return new SmimeError('ERR_KEY_UNSUPPORTED', { name: `RSA-${bitLength(modulus)}` });
}
