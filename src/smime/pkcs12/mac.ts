import type { Asn1Node } from '../asn1/read';
import { Asn1Error } from '../asn1/read';
import { children, expectTag, readOctets, readOid, readSmallInteger, tag } from '../asn1/values';
import { integer, nullValue, objectIdentifier, octetString, sequence } from '../asn1/write';
import { equalWithoutEarlyExit } from '../bytes';
import { findDigest, findPasswordScheme, oidOf } from '../cms/algorithms';
import type { DigestAlgorithm } from '../cms/algorithms';
import { SmimeError } from '../errors';
import { hmac } from './hmac';
import { derivePkcs12Key, pkcs12Rounds, purpose, requireSoftwareDigest } from './key-derivation';
import { bmpPassword, bmpPasswordsToTry } from './password';
import type { PasswordMac } from './password-scheme';
import { readPbmac1 } from './pbmac1';

/**
 * The MAC of a file (RFC 7292 section 4 and appendix B, RFC 9579).
 * @param macData - MacData
 * @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED
 * @throws Asn1Error
 */
export function readMac(macData: Asn1Node): PasswordMac {
  const [digestInfo, saltNode, iterationsNode] = children(macData, tag.sequence, 'macData');
  const [algorithm, digestNode] = children(digestInfo, tag.sequence, 'mac');
  const [oidNode, parameters] = children(algorithm, tag.sequence, 'mac algorithm');
  const oid = readOid(oidNode, 'mac algorithm');
  const expected = readOctets(digestNode, 'mac digest');
  // Salt and iterations beside it are not used then (RFC 9579 section 3).
  if (findPasswordScheme(oid)?.name === 'PBMAC1') return readPbmac1(parameters, expected);
  const digest = macDigest(oid);
  if (parameters !== undefined) expectTag(parameters, tag.null, 'mac algorithm parameters');
  const salt = readOctets(saltNode, 'macSalt');
  const iterations = iterationsNode === undefined ? 1 : readSmallInteger(iterationsNode, 'mac iterations');
  if (iterations < 1) throw new Asn1Error('mac iterations is zero');
  const derivation = derivationOf(digest, salt, iterations);
  return {
    cost: { by: 'software', rounds: pkcs12Rounds(derivation) },
    encodings: bmpPasswordsToTry,
    fits: async (content, password, pause) =>
      equalWithoutEarlyExit(await hmac(digest, await derivePkcs12Key({ ...derivation, password }, pause), content), expected),
  };
}

/** @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED */
function macDigest(oid: string): DigestAlgorithm {
  const digest = findDigest(oid);
  if (digest === undefined) throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name: findPasswordScheme(oid)?.name ?? oid });
  requireSoftwareDigest(digest.name);
  return digest;
}

function derivationOf({ name, size = 0 }: DigestAlgorithm, salt: Uint8Array, iterations: number) {
  return { digest: name, salt, iterations, purpose: purpose.mac, length: size };
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
  const derivation = { ...derivationOf(digest, salt, iterations), password: bmpPassword(request.password) };
  const mac = await hmac(digest, await derivePkcs12Key(derivation), content);
  const algorithm = sequence(objectIdentifier(oidOf(digest)), nullValue());
  return sequence(sequence(algorithm, octetString(mac)), octetString(salt), integer(iterations));
}
