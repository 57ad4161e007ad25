import { orUndefined } from '../asn1/or-undefined';
import { readRsaNumbers } from '../certificate/public-key';
import { bitLength, modularPower, octetLength, toNumber, toOctets } from '../dangerous/modular-arithmetic';
import { maxModulusBits } from '../cms/algorithm-registry';
import { SmimeError } from '../errors';

/**
 * A sender chooses these numbers, and our work with them. Nobody has a larger
 * modulus; every exponent in use has 17 bits or fewer, and one as long as the
 * modulus would take as long as decrypting does.
 */
const limits = { modulusBits: maxModulusBits, exponentBits: 64 } as const;

/** The encoded message inside an RSA signature, and how many bits of it count. */
export interface RecoveredMessage {
  readonly encoded: Uint8Array;
  readonly modulusBits: number;
}

/**
 * RSAVP1 (RFC 8017 section 5.2.2). Only public numbers: the time it takes tells
 * nothing. `undefined` for what no signature by this key can be.
 * @param rsaPublicKey - RSAPublicKey in DER
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED for a key above the limits
 */
export function recoverMessage(rsaPublicKey: Uint8Array, signature: Uint8Array): RecoveredMessage | undefined {
  const numbers = readNumbers(rsaPublicKey);
  if (numbers === undefined) return undefined;
  const { n, e } = numbers;
  // With an exponent of 1 or an even one there is no signature: whatever fits was made without the private key.
  if (n % 2n === 0n || e % 2n === 0n || e < 3n || e >= n) return undefined;
  const length = octetLength(n);
  if (signature.length !== length) return undefined;
  const value = toNumber(signature);
  if (value >= n) return undefined;
  return { encoded: toOctets(modularPower(value, e, n), length), modulusBits: bitLength(n) };
}

function readNumbers(rsaPublicKey: Uint8Array): { n: bigint; e: bigint } | undefined {
  const numbers = orUndefined(() => readRsaNumbers(rsaPublicKey));
  if (numbers === undefined) return undefined;
  const { n, e } = numbers;
  // By the octets, before they become numbers.
  if (n.length * 8 > limits.modulusBits) throw unsupported(`rsa-${n.length * 8}`);
  if (e.length * 8 > limits.exponentBits) throw unsupported('rsa with a large exponent');
  return { n: toNumber(n), e: toNumber(e) };
}

function unsupported(name: string): SmimeError {
  return new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name });
}
