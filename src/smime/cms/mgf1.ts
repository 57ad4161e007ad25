import { concat, concatAll } from '../bytes';
import { digest } from './algorithms';

/**
 * MGF1 (RFC 8017 appendix B.2.1), which RSASSA-PSS and RSAES-OAEP share: `length`
 * octets that follow from the seed.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED
 */
export async function mgf1(digestName: string, seed: Uint8Array, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const blocks: Uint8Array[] = [];
  for (let produced = 0, counter = 0; produced < length; counter++) {
    const block = await digest(digestName, concat(seed, bigEndian(counter)));
    blocks.push(block);
    produced += block.length;
  }
  return concatAll(blocks).slice(0, length);
}

function bigEndian(counter: number): Uint8Array {
  return Uint8Array.of(counter >>> 24, counter >>> 16, counter >>> 8, counter);
}
