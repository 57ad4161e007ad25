import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOctets, readSmallInteger, tag } from '../asn1/values';
import { integer, octetString, sequence } from '../asn1/write';

/** GCMParameters and CCMParameters, which are written alike (RFC 5084 section 3). */
export interface AeadParameters {
  readonly nonce: Uint8Array;
  /** Octets of the tag. */
  readonly tagLength: number;
}

/** When nobody says it: aes-ICVlen has this default. */
const defaultTagLength = 12;
/** RFC 5084 allows CCM down to 4 octets, which somebody who tries long enough guesses; nobody writes such. */
const shortestTag = 12;
const longestTag = 16;

/**
 * @param nonceLength - octets that the cipher takes
 * @throws Asn1Error
 */
export function readAeadParameters(
  parameters: Asn1Node | undefined,
  nonceLength: { readonly from: number; readonly to: number },
): AeadParameters {
  const [nonceNode, lengthNode, ...more] = children(parameters, tag.sequence, 'parameters of the cipher');
  const nonce = readOctets(nonceNode, 'nonce');
  if (nonce.length < nonceLength.from || nonce.length > nonceLength.to) throw new Asn1Error('nonce has a wrong length');
  const tagLength = lengthNode === undefined ? defaultTagLength : readSmallInteger(lengthNode, 'aes-ICVlen');
  if (tagLength < shortestTag || tagLength > longestTag) throw new Asn1Error('aes-ICVlen is out of range');
  if (more.length > 0) throw new Asn1Error('parameters of the cipher have more fields');
  return { nonce, tagLength };
}

/** The length is said also where it would be the default: some readers take another one for it. */
export function writeAeadParameters({ nonce, tagLength }: AeadParameters): Uint8Array {
  return sequence(octetString(nonce), integer(tagLength));
}
