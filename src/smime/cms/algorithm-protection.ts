import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, tag } from '../asn1/values';
import { equal } from '../bytes';
import { readAlgorithm } from './algorithm-identifier';
import type { AlgorithmIdentifier } from './algorithm-identifier';
import { withDerLengths } from './content-info';

/** The algorithms of a SignerInfo, which its signature does not cover. */
export interface SignerAlgorithms {
  readonly digestAlgorithm: AlgorithmIdentifier;
  readonly signatureAlgorithm: AlgorithmIdentifier;
}

/**
 * CMSAlgorithmProtection (RFC 6211): the algorithms once more where the
 * signature covers them, so that nobody can put weaker ones in their place.
 * @throws Asn1Error
 */
export function readAlgorithmProtection(value: Asn1Node): SignerAlgorithms {
  const [digestAlgorithm, signatureAlgorithm, ...more] = children(value, tag.sequence, 'CMSAlgorithmProtection');
  // In a signature it names a signature algorithm [1] and no MAC [2].
  if (more.length > 0) throw new Asn1Error('CMSAlgorithmProtection has more fields');
  return {
    digestAlgorithm: readAlgorithm(digestAlgorithm),
    signatureAlgorithm: readAlgorithm(signatureAlgorithm, tag.contextConstructed(1)),
  };
}

export function protects(said: SignerAlgorithms, used: SignerAlgorithms): boolean {
  return (
    isSame(said.digestAlgorithm, used.digestAlgorithm) && isSame(said.signatureAlgorithm, used.signatureAlgorithm)
  );
}

/** NULL and no parameters are the same (RFC 6211 section 2). */
function isSame(a: AlgorithmIdentifier, b: AlgorithmIdentifier): boolean {
  return a.oid === b.oid && equal(parametersOf(a), parametersOf(b));
}

function parametersOf({ parameters }: AlgorithmIdentifier): Uint8Array {
  return parameters === undefined || parameters.tag === tag.null ? new Uint8Array() : withDerLengths(parameters);
}
