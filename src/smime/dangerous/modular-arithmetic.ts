import { fromHex, toHex } from '../bytes';

/**
 * Arithmetic with large numbers. BigInt takes time that depends on the values:
 * whoever uses this with a secret must say how it is kept apart from the clock
 * of others (rsa-private-key.ts does).
 */
export function toNumber(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}

/** Big-endian, in exactly `length` octets. */
export function toOctets(value: bigint, length: number): Uint8Array<ArrayBuffer> {
  const hex = value.toString(16).padStart(length * 2, '0');
  if (value < 0n || hex.length !== length * 2) throw new RangeError('The number does not fit.');
  return fromHex(hex);
}

export function octetLength(value: bigint): number {
  return Math.ceil(value.toString(16).length / 2);
}

export function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

export function modulo(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

/** Four exponent bits at a time, a multiplication for each group whatever its value. */
export function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = [1n];
  for (let index = 1; index < 16; index++) powers.push(((powers[index - 1] ?? 0n) * base) % modulus);
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    for (let square = 0; square < 4; square++) result = (result * result) % modulus;
    result = (result * (powers[Number.parseInt(digit, 16)] ?? 0n)) % modulus;
  }
  return result;
}

/** `undefined` when there is none (a common divisor). */
export function modularInverse(value: bigint, modulus: bigint): bigint | undefined {
  let [rest, nextRest] = [modulus, modulo(value, modulus)];
  let [factor, nextFactor] = [0n, 1n];
  while (nextRest !== 0n) {
    const quotient = rest / nextRest;
    [rest, nextRest] = [nextRest, rest - quotient * nextRest];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return rest === 1n ? modulo(factor, modulus) : undefined;
}

/** Evenly distributed from 2 to limit - 2. */
export function randomBelow(limit: bigint): bigint {
  const octets = new Uint8Array(octetLength(limit));
  for (;;) {
    const candidate = toNumber(crypto.getRandomValues(octets));
    if (candidate > 1n && candidate < limit - 1n) return candidate;
  }
}
