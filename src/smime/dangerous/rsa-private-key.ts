import { SmimeError } from '../errors';
import type { RsaPrivateKey } from '../message/digital-id';
import { bitLength, modularInverse, modularPower, modulo, octetLength, randomBelow, toNumber } from './modular-arithmetic';

/** All numbers of an RSA key (RFC 8017 section 3.2), with p > q. */
export interface RsaNumbers {
  readonly n: bigint;
  readonly e: bigint;
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  readonly dp: bigint;
  readonly dq: bigint;
  readonly qi: bigint;
  /** Octets of the modulus. */
  readonly size: number;
}

/** A larger key keeps a phone busy for seconds with each message. */
export const maxModulusBits = 8192;

/**
 * From p, q and e to everything else. That p and q are prime is not tested:
 * the fault check of the private operation finds what is wrong with a key.
 * @throws SmimeError ERR_KEY_UNSUPPORTED when the numbers are no usable key
 */
export function deriveRsaNumbers(key: RsaPrivateKey): RsaNumbers {
  const [first, second, e] = [toNumber(key.p), toNumber(key.q), toNumber(key.e)];
  const [p, q] = first > second ? [first, second] : [second, first];
  const n = p * q;
  if (bitLength(n) > maxModulusBits) throw unsupported(`RSA-${bitLength(n)}`);
  if (p === q || q < 3n || e < 3n || p % 2n === 0n || q % 2n === 0n || e >= n) throw unsupported('RSA (damaged)');
  const d = modularInverse(e, (p - 1n) * (q - 1n));
  const qi = modularInverse(q, p);
  if (d === undefined || qi === undefined) throw unsupported('RSA (damaged)');
  return { n, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi, size: octetLength(n) };
}

function unsupported(name: string): SmimeError<'ERR_KEY_UNSUPPORTED'> {
  return new SmimeError('ERR_KEY_UNSUPPORTED', { name });
}

/**
 * RSADP (RFC 8017 section 5.1.2) by the Chinese remainder theorem.
 *
 * BigInt is not constant-time. The ciphertext is blinded by a fresh random
 * number, so that the time taken does not follow from what a sender chose; it
 * still depends on the key, which somebody who measures many operations on
 * this very machine (another process on the same core) could exploit. WebCrypto
 * would be better and has no RSAES-PKCS1-v1_5.
 *
 * The result is checked by the public operation before it is used: one faulty
 * half of a CRT result gives away a factor of the modulus.
 */
export function privateOperation(key: RsaNumbers, ciphertext: bigint): bigint {
  const { n, e, p, q, dp, dq, qi } = key;
  const { blind, unblind } = blinding(n, e);
  const blinded = (ciphertext * blind) % n;
  const m1 = modularPower(blinded % p, dp, p);
  const m2 = modularPower(blinded % q, dq, q);
  const message = m2 + q * modulo(qi * (m1 - m2), p);
  if (modularPower(message, e, n) !== blinded) throw new SmimeError('ERR_KEY_UNSUPPORTED', { name: 'RSA (damaged)' });
  return (message * unblind) % n;
}

function blinding(n: bigint, e: bigint): { blind: bigint; unblind: bigint } {
  for (;;) {
    const random = randomBelow(n);
    const unblind = modularInverse(random, n);
    if (unblind !== undefined) return { blind: modularPower(random, e, n), unblind };
  }
}
