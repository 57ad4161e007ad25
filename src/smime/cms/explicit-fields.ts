import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, expectTag, tag } from '../asn1/values';
import { SmimeError } from '../errors';
import { readAlgorithm, requireNoParameters } from './algorithm-identifier';
import { requireDigest } from './algorithms';
import type { DigestAlgorithm } from './algorithms';

const mgf1 = '1.2.840.113549.1.1.8';

/**
 * The fields of RSASSA-PSS-params or RSAES-OAEP-params (RFC 8017 appendix A.2),
 * all of them optional, by their numbers. Read strictly: each once, in order,
 * and nothing else, so that no two programs read two methods.
 * @param last - the highest number
 * @throws Asn1Error
 */
export function readExplicitFields(
  parameters: Asn1Node | undefined,
  last: number,
  what: string,
): ReadonlyMap<number, Asn1Node> {
  const fields = new Map<number, Asn1Node>();
  if (parameters === undefined) return fields;
  let before = -1;
  for (const node of children(parameters, tag.sequence, what)) {
    const number = node.tag - tag.contextConstructed(0);
    const [value, ...more] = node.children;
    if (number <= before || number > last) throw new Asn1Error(`${what} has another order`);
    if (value === undefined || more.length > 0) throw new Asn1Error(`a field of ${what} is not one value`);
    fields.set(number, value);
    before = number;
  }
  return fields;
}

/**
 * hashAlgorithm, SHA-1 when it is absent.
 * @throws Asn1Error
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED
 */
export function readDigestField(node: Asn1Node | undefined): DigestAlgorithm {
  if (node === undefined) return requireDigest('sha-1');
  const algorithm = readAlgorithm(node);
  requireNoParameters(algorithm);
  return requireDigest(algorithm.oid);
}

/**
 * The digest of maskGenAlgorithm, MGF1 with SHA-1 when it is absent.
 * @throws Asn1Error
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED
 */
export function readMaskDigestField(node: Asn1Node | undefined): DigestAlgorithm {
  if (node === undefined) return requireDigest('sha-1');
  const { oid, parameters } = readAlgorithm(node);
  if (oid !== mgf1) throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: oid });
  return readDigestField(expectTag(parameters, tag.sequence, 'MGF1 digest'));
}
