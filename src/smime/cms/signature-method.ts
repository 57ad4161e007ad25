import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { expectTag, tag } from '../asn1/values';
import { SmimeError } from '../errors';
import { readAlgorithm, requireNoParameters } from './algorithm-identifier';
import type { AlgorithmIdentifier } from './algorithm-identifier';
import { findSignatureAlgorithm, requireDigest } from './algorithms';
import type { DigestAlgorithm } from './algorithms';
import { readPssParameters } from './rsassa-pss-parameters';
import type { PssParameters } from './rsassa-pss-parameters';

/** How a signature was made, with nothing left open. */
export type SignatureMethod =
  | { readonly name: 'rsassa-pkcs1-v1_5' | 'ecdsa' | 'ed25519'; readonly digest: DigestAlgorithm }
  | ({ readonly name: 'rsassa-pss' } & PssParameters);

/**
 * What an AlgorithmIdentifier of a certificate or SignerInfo says, parameters
 * included; the same rules for both.
 * @param messageDigest - OID of the digest that stands beside it (the CMS
 *   digestAlgorithm); whoever names a digest too must name the same (RFC 5652
 *   section 5.3, RFC 4056 section 3, RFC 5754 section 3). Ed25519 has a digest of
 *   its own, which is not the message's: for it, this is not looked at.
 * @throws Asn1Error when parameters are wrong, or the two contradict each other
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED
 */
export function readSignatureMethod(algorithm: AlgorithmIdentifier, messageDigest?: string): SignatureMethod {
  const entry = findSignatureAlgorithm(algorithm.oid);
  switch (entry?.scheme) {
    case undefined:
      throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: entry?.name ?? algorithm.oid });
    case 'ed25519':
      // RFC 8410 section 3.
      if (algorithm.parameters !== undefined) throw new Asn1Error('Ed25519 has parameters');
      return { name: 'ed25519', digest: requireDigest('sha-512') };
    case 'rsassa-pss': {
      const beside = messageDigest === undefined ? undefined : requireDigest(messageDigest);
      const parameters = readPssParameters(algorithm.parameters);
      return { name: 'rsassa-pss', ...parameters, digest: agreed(parameters.digest, beside) };
    }
    case 'ecdsa':
    case 'rsassa-pkcs1-v1_5': {
      const beside = messageDigest === undefined ? undefined : requireDigest(messageDigest);
      return { name: entry.scheme, digest: agreed(namedDigest(algorithm, entry.digest), beside) };
    }
  }
}

const ecdsaWithSpecified = '1.2.840.10045.4.3';

/** The digest that the identifier itself names. */
function namedDigest(algorithm: AlgorithmIdentifier, implied: string | undefined): DigestAlgorithm | undefined {
  if (algorithm.oid === ecdsaWithSpecified) return specifiedDigest(algorithm.parameters);
  // RFC 3279 wants NULL for RSA and nothing for ECDSA; programs write either for both, and neither means anything.
  requireNoParameters(algorithm);
  return implied === undefined ? undefined : requireDigest(implied);
}

function specifiedDigest(parameters: Asn1Node | undefined): DigestAlgorithm {
  const digest = readAlgorithm(expectTag(parameters, tag.sequence, 'digest of ecdsa-with-Specified'));
  requireNoParameters(digest);
  return requireDigest(digest.oid);
}

function agreed(named: DigestAlgorithm | undefined, beside: DigestAlgorithm | undefined): DigestAlgorithm {
  const digest = named ?? beside;
  if (digest === undefined) throw new Asn1Error('no digest is named');
  if (beside !== undefined && beside.name !== digest.name) throw new Asn1Error('two digests are named');
  return digest;
}
