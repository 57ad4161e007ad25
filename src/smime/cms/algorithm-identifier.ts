import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, expectTag, tag } from '../asn1/values';
import { nullValue, objectIdentifier, sequence } from '../asn1/write';
import { readIdentifier } from './content-info';

/** AlgorithmIdentifier (RFC 5280 section 4.1.1.2). */
export interface AlgorithmIdentifier {
  readonly oid: string;
  readonly parameters?: Asn1Node;
}

/** @param expected - another tag where it is IMPLICIT */
export function readAlgorithm(node: Asn1Node | undefined, expected: number = tag.sequence): AlgorithmIdentifier {
  const [oid, parameters] = children(node, expected, 'algorithm');
  return { oid: readIdentifier(oid), ...(parameters === undefined ? {} : { parameters }) };
}

/**
 * For algorithms that have none; NULL says so too (RFC 5754 section 2).
 * @throws Asn1Error
 */
export function requireNoParameters({ parameters }: AlgorithmIdentifier): void {
  if (parameters === undefined) return;
  if (expectTag(parameters, tag.null, 'parameters').contents.length > 0) throw new Asn1Error('NULL has contents');
}

/** @param parameters - `'null'` where the algorithm's RFC wants an explicit NULL */
export function writeAlgorithm(oid: string, parameters?: Uint8Array | 'null'): Uint8Array<ArrayBuffer> {
  if (parameters === undefined) return sequence(objectIdentifier(oid));
  return sequence(objectIdentifier(oid), parameters === 'null' ? nullValue() : parameters);
}
