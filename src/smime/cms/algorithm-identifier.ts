import type { Asn1Node } from '../asn1/read';
import { children, tag } from '../asn1/values';
import { nullValue, objectIdentifier, sequence } from '../asn1/write';
import { readIdentifier } from './content-info';

/** AlgorithmIdentifier (RFC 5280 section 4.1.1.2). */
export interface AlgorithmIdentifier {
  readonly oid: string;
  readonly parameters?: Asn1Node;
}

export function readAlgorithm(node: Asn1Node | undefined): AlgorithmIdentifier {
  const [oid, parameters] = children(node, tag.sequence, 'algorithm');
  return { oid: readIdentifier(oid), ...(parameters === undefined ? {} : { parameters }) };
}

/** @param parameters - `'null'` where the algorithm's RFC wants an explicit NULL */
export function writeAlgorithm(oid: string, parameters?: Uint8Array | 'null'): Uint8Array<ArrayBuffer> {
  if (parameters === undefined) return sequence(objectIdentifier(oid));
  return sequence(objectIdentifier(oid), parameters === 'null' ? nullValue() : parameters);
}
