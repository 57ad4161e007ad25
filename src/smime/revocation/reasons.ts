import type { Asn1Node } from '../asn1/read';
import { readNamedBits, tag } from '../asn1/values';

/** ReasonFlags (RFC 5280 section 4.2.1.13) as a number: bit n of it is bit n there. Bit 0 is not used. */
export type Reasons = number;

export const allReasons: Reasons = 0b1_1111_1110;
export const certificateHold: Reasons = 1 << 6;

/**
 * @param implicit - the tag it stands under
 * @throws Asn1Error
 */
export function readReasonFlags(node: Asn1Node, implicit: number): Reasons {
  const bits = readNamedBits({ ...node, tag: node.tag === implicit ? tag.bitString : node.tag }, 'reasons');
  return bits.reduce((flags, bit) => flags | (bit > 8 ? 0 : 1 << bit), 0) & allReasons;
}
