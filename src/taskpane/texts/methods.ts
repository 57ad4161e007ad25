import { algorithmTitle } from '../../smime/index';
import type { Certificate } from '../../smime/index';
import { cleanName } from './names';

/** A method as people call it; one that nobody knows is what a stranger wrote, and cleaned. */
export function methodName(algorithm: string): string {
  return cleanName(algorithmTitle(algorithm));
}

/** `RSA, 2048 bits`, `EC, P-256`, `Ed25519`. */
export function keyName({ algorithm, bits, curve }: Certificate['publicKey']): string {
  const name = methodName(algorithm);
  if (curve !== undefined) return `${name}, ${cleanName(curve)}`;
  return algorithm.startsWith('rsa') || algorithm === 'dsa' ? `${name}, ${bits} bits` : name;
}
