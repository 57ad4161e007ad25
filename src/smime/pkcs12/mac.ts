import type { Asn1Node } from '../asn1/read';
import { Asn1Error } from '../asn1/read';
import { children, expectTag, readOctets, readOid, readSmallInteger, tag } from '../asn1/values';
import { integer, nullValue, objectIdentifier, octetString, sequence } from '../asn1/write';
import { equalWithoutEarlyExit, unshared } from '../bytes';
import { findDigest, findPasswordScheme, oidOf, webCryptoDigest } from '../cms/algorithms';
import type { DigestAlgorithm } from '../cms/algorithms';
import { SmimeError } from '../errors';
import { derivePkcs12Key, purpose } from './key-derivation';
import type { SpendIterations } from './limits';
import { bmpPassword, bmpPasswordsToTry } from './password';

/**
 * Whether the MAC of a file (RFC 7292 section 4 and appendix B) fits content and password.
 * @param macData - MacData
 * @param content - the octets that the MAC covers
 * @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED, ERR_PFX_TOO_COSTLY
 * @throws Asn1Error
 */
export async function macFits(
  macData: Asn1Node,
  content: Uint8Array,
  password: string,
  spend: SpendIterations,
): Promise<boolean> {
  const [digestInfo, saltNode, iterationsNode] = children(macData, tag.sequence, 'macData');
  const [algorithm, digestNode] = children(digestInfo, tag.sequence, 'mac');
  const [oid, parameters] = children(algorithm, tag.sequence, 'mac algorithm');
  const digest = macDigest(readOid(oid, 'mac algorithm'));
  if (parameters !== undefined) expectTag(parameters, tag.null, 'mac algorithm parameters');
  const expected = readOctets(digestNode, 'mac digest');
  const salt = readOctets(saltNode, 'macSalt');
  const iterations = iterationsNode === undefined ? 1 : readSmallInteger(iterationsNode, 'mac iterations');
  if (iterations < 1) throw new Asn1Error('mac iterations is zero');
  for (const bmp of bmpPasswordsToTry(password)) {
    spend(iterations);
    if (equalWithoutEarlyExit(await computeMac({ digest, password: bmp, salt, iterations }, content), expected)) return true;
  }
  return false;
}

function macDigest(oid: string): DigestAlgorithm & { readonly size: number } {
  const digest = findDigest(oid);
  if (digest?.size === undefined || digest.webCrypto === undefined) {
    const name = digest?.name ?? findPasswordScheme(oid)?.name ?? oid;
    throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name });
  }
  return { ...digest, size: digest.size };
}

interface MacParameters {
  readonly digest: DigestAlgorithm & { readonly size: number };
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  readonly iterations: number;
}

async function computeMac(parameters: MacParameters, content: Uint8Array): Promise<Uint8Array> {
  const { digest } = parameters;
  const octets = derivePkcs12Key({ ...parameters, digest: digest.name, purpose: purpose.mac, length: digest.size });
  const algorithm = { name: 'HMAC', hash: webCryptoDigest(digest.name) };
  const key = await crypto.subtle.importKey('raw', octets, algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, unshared(content)));
}

export interface MacRequest {
  /** Name of the registry, e.g. `sha-256`. */
  readonly digest: string;
  readonly password: string;
  readonly salt: Uint8Array;
  readonly iterations: number;
}

/** MacData. */
export async function writeMacData(content: Uint8Array, request: MacRequest): Promise<Uint8Array<ArrayBuffer>> {
  const { salt, iterations } = request;
  const digest = macDigest(oidOf(findDigest(request.digest)));
  const mac = await computeMac({ digest, password: bmpPassword(request.password), salt, iterations }, content);
  const algorithm = sequence(objectIdentifier(oidOf(digest)), nullValue());
  return sequence(sequence(algorithm, octetString(mac)), octetString(salt), integer(iterations));
}
