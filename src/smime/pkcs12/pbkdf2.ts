import { hmac } from '@noble/hashes/hmac.js';
import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOctets, readOid, readSmallInteger, tag } from '../asn1/values';
import { unshared } from '../bytes';
import { findDigest, findDigestOfHmac, findPasswordScheme } from '../cms/algorithms';
import type { DigestAlgorithm } from '../cms/algorithms';
import { SmimeError } from '../errors';
import { requireSoftwareDigest, roundsAtOnce } from './key-derivation';
import type { Pause } from './key-derivation';
import type { Cost } from './limits';

export interface Pbkdf2 {
  readonly salt: Uint8Array;
  readonly iterations: number;
  /** Octets of the key, where the file says it. */
  readonly keyLength?: number;
  readonly digest: DigestAlgorithm;
}

/**
 * AlgorithmIdentifier with PBKDF2-params (RFC 8018 appendix A.2).
 * @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED
 * @throws Asn1Error
 */
export function readPbkdf2(derivation: Asn1Node | undefined): Pbkdf2 {
  const [oidNode, parameters] = children(derivation, tag.sequence, 'key derivation');
  const oid = readOid(oidNode, 'key derivation');
  const scheme = findPasswordScheme(oid);
  if (scheme?.name !== 'PBKDF2') throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name: scheme?.name ?? oid });
  const [salt, iterationsNode, ...optional] = children(parameters, tag.sequence, 'PBKDF2 parameters');
  const iterations = readSmallInteger(iterationsNode, 'iterations');
  if (iterations < 1) throw new Asn1Error('iterations is zero');
  const length = optional.find((node) => node.tag === tag.integer);
  return {
    salt: readOctets(salt, 'salt'),
    iterations,
    digest: readHmac(optional.find((node) => node.tag === tag.sequence)),
    ...(length === undefined ? {} : { keyLength: readSmallInteger(length, 'keyLength') }),
  };
}

/**
 * The digest of an HMAC. Absent means SHA-1, by the standard's default.
 * @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED
 */
export function readHmac(algorithm: Asn1Node | undefined): DigestAlgorithm {
  const oid = algorithm === undefined ? undefined : readOid(algorithm.children[0], 'hmac');
  const digest = oid === undefined ? findDigest('sha-1') : findDigestOfHmac(oid);
  if (digest === undefined) throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name: oid ?? '' });
  return digest;
}

/** A round in software is two of the digest. */
export function pbkdf2Cost({ digest, iterations }: Pbkdf2, length: number): Cost {
  const rounds = iterations * Math.ceil(length / (digest.size ?? 1));
  return digest.webCrypto === undefined ? { by: 'software', rounds: 2 * rounds } : { by: 'native', rounds };
}

/** @param length - octets */
export async function derivePbkdf2(
  { salt, iterations, digest }: Pbkdf2,
  password: Uint8Array,
  length: number,
  pause?: Pause,
): Promise<Uint8Array<ArrayBuffer>> {
  if (digest.webCrypto === undefined) return deriveInSoftware(digest.name, { salt, iterations, password, length, pause });
  const key = await crypto.subtle.importKey('raw', unshared(password), 'PBKDF2', false, ['deriveBits']);
  const algorithm = { name: 'PBKDF2', hash: digest.webCrypto, salt: unshared(salt), iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8));
}

interface SoftwareDerivation {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly password: Uint8Array;
  readonly length: number;
  readonly pause: Pause;
}

/** RFC 8018 section 5.2, for the digests that WebCrypto does not have. */
async function deriveInSoftware(digestName: string, request: SoftwareDerivation): Promise<Uint8Array<ArrayBuffer>> {
  const digest = requireSoftwareDigest(digestName);
  const keyed = hmac.create(digest, request.password);
  const derived = new Uint8Array(Math.ceil(request.length / digest.outputLen) * digest.outputLen);
  for (let start = 0, number = 1; start < derived.length; start += digest.outputLen, number++) {
    const counter = new Uint8Array(4);
    new DataView(counter.buffer).setUint32(0, number);
    const block = keyed.clone().update(request.salt).update(counter).digest();
    const sum = derived.subarray(start, start + digest.outputLen);
    sum.set(block);
    const state = keyed.clone();
    for (let round = 1; round < request.iterations; round++) {
      if (round % roundsAtOnce === 0) await request.pause?.();
      keyed._cloneInto(state);
      state.update(block).digestInto(block);
      block.forEach((octet, at) => (sum[at] = (sum[at] ?? 0) ^ octet));
    }
  }
  return derived.slice(0, request.length);
}
