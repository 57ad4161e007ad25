import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, expectTag, readSmallInteger, tag } from '../asn1/values';
import { SmimeError } from '../errors';
import { readAlgorithm, requireNoParameters } from './algorithm-identifier';
import { requireDigest } from './algorithms';
import type { DigestAlgorithm } from './algorithms';

/** RSASSA-PSS-params (RFC 8017 appendix A.2.3). */
export interface PssParameters {
  readonly digest: DigestAlgorithm;
  /** Of MGF1; need not be the same. */
  readonly maskDigest: DigestAlgorithm;
  /** Octets. */
  readonly saltLength: number;
}

const mgf1 = '1.2.840.113549.1.1.8';
const field = { hashAlgorithm: 0, maskGenAlgorithm: 1, saltLength: 2, trailerField: 3 } as const;

/**
 * Absent fields, and absent parameters, have the values of 1998: SHA-1, MGF1 with
 * SHA-1, 20 octets, trailer 1. Present ones are read strictly: each once, in
 * order, and nothing else, so that no two programs read two methods.
 * @throws Asn1Error
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED for a digest or mask function that we do not do
 */
export function readPssParameters(parameters: Asn1Node | undefined): PssParameters {
  const fields = parameters === undefined ? new Map<number, Asn1Node>() : readFields(parameters);
  const trailer = fields.get(field.trailerField);
  if (trailer !== undefined && readSmallInteger(trailer, 'trailerField') !== 1) throw new Asn1Error('trailerField is not 1');
  const digest = fields.get(field.hashAlgorithm);
  const mask = fields.get(field.maskGenAlgorithm);
  const salt = fields.get(field.saltLength);
  return {
    digest: digest === undefined ? requireDigest('sha-1') : readDigest(digest),
    maskDigest: mask === undefined ? requireDigest('sha-1') : readMaskDigest(mask),
    saltLength: salt === undefined ? 20 : readSmallInteger(salt, 'saltLength'),
  };
}

function readFields(parameters: Asn1Node): ReadonlyMap<number, Asn1Node> {
  const fields = new Map<number, Asn1Node>();
  let last = -1;
  for (const node of children(parameters, tag.sequence, 'RSASSA-PSS-params')) {
    const number = node.tag - tag.contextConstructed(0);
    const [value, ...more] = node.children;
    if (number <= last || number > field.trailerField) throw new Asn1Error('RSASSA-PSS-params has another order');
    if (value === undefined || more.length > 0) throw new Asn1Error('a field of RSASSA-PSS-params is not one value');
    fields.set(number, value);
    last = number;
  }
  return fields;
}

function readMaskDigest(node: Asn1Node): DigestAlgorithm {
  const { oid, parameters } = readAlgorithm(node);
  if (oid !== mgf1) throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: oid });
  return readDigest(expectTag(parameters, tag.sequence, 'MGF1 digest'));
}

function readDigest(node: Asn1Node): DigestAlgorithm {
  const algorithm = readAlgorithm(node);
  requireNoParameters(algorithm);
  return requireDigest(algorithm.oid);
}
