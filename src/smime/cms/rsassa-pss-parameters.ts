import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { readSmallInteger } from '../asn1/values';
import type { DigestAlgorithm } from './algorithms';
import { readDigestField, readExplicitFields, readMaskDigestField } from './explicit-fields';

/** RSASSA-PSS-params (RFC 8017 appendix A.2.3). */
export interface PssParameters {
  readonly digest: DigestAlgorithm;
  /**
   * Of MGF1; need not be the same. SHA-1 here is no `weak-digest`: a mask need only
   * look like random, and whoever finds two inputs with one mask has forged nothing.
   */
  readonly maskDigest: DigestAlgorithm;
  /** Octets. */
  readonly saltLength: number;
}

const field = { hashAlgorithm: 0, maskGenAlgorithm: 1, saltLength: 2, trailerField: 3 } as const;

/**
 * Absent fields, and absent parameters, have the values of 1998: SHA-1, MGF1 with
 * SHA-1, 20 octets, trailer 1.
 * @throws Asn1Error
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED for a digest or mask function that we do not do
 */
export function readPssParameters(parameters: Asn1Node | undefined): PssParameters {
  const fields = readExplicitFields(parameters, field.trailerField, 'RSASSA-PSS-params');
  const trailer = fields.get(field.trailerField);
  if (trailer !== undefined && readSmallInteger(trailer, 'trailerField') !== 1) throw new Asn1Error('trailerField is not 1');
  const salt = fields.get(field.saltLength);
  return {
    digest: readDigestField(fields.get(field.hashAlgorithm)),
    maskDigest: readMaskDigestField(fields.get(field.maskGenAlgorithm)),
    saltLength: salt === undefined ? 20 : readSmallInteger(salt, 'saltLength'),
  };
}
