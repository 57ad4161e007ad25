import { concat } from '../bytes';
import { toOctets } from './modular-arithmetic';
import type { RsaNumbers } from './rsa-private-key';

/**
 * What the decoding of an RSA ciphertext needs to give a wrong padding the same
 * answer as a right one (RFC 3218 section 2.3.2). No branch depends on a secret
 * octet.
 */

/** 1 for 0, else 0, for an octet. */
export function isZero(octet: number): number {
  return ((octet - 1) >>> 8) & 1;
}

/** 0xff for 0, else 0, for an octet. */
export function maskWhenZero(octet: number): number {
  return isZero(octet) * 0xff;
}

/** @param mask - 0xff or 0 */
export function select(mask: number, whenSet: Uint8Array, otherwise: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(otherwise.length);
  for (let index = 0; index < result.length; index++) {
    result[index] = ((whenSet[index] ?? 0) & mask) | ((otherwise[index] ?? 0) & ~mask);
  }
  return result;
}

/**
 * The same octets each time for the same ciphertext, which nobody without the
 * private key can foresee: HMAC-SHA-256 under a secret that follows from the
 * key, counted up to the length needed.
 */
export async function syntheticKey(
  key: RsaNumbers,
  ciphertext: Uint8Array,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const secret = await crypto.subtle.digest('SHA-256', toOctets(key.d, key.size));
  const derivationKey = await crypto.subtle.importKey('raw', secret, hmac, false, ['sign']);
  const blocks: Uint8Array[] = [];
  for (let counter = 0; counter * 32 < length; counter++) {
    const input = concat(Uint8Array.of(counter >> 8, counter & 0xff, length >> 8, length & 0xff), ciphertext);
    blocks.push(new Uint8Array(await crypto.subtle.sign('HMAC', derivationKey, input)));
  }
  return concat(...blocks).slice(0, length);
}
