import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { readOctets } from '../asn1/values';
import { SmimeError } from '../errors';
import type { OaepParameters } from '../message/digital-id';
import { readAlgorithm } from './algorithm-identifier';
import { readDigestField, readExplicitFields, readMaskDigestField } from './explicit-fields';

const field = { hashAlgorithm: 0, maskGenAlgorithm: 1, pSourceAlgorithm: 2 } as const;
const pSpecified = '1.2.840.113549.1.1.9';

/** It is hashed; nobody has a use for more. */
const maxLabelOctets = 1024;

/**
 * RSAES-OAEP-params (RFC 8017 appendix A.2.1, RFC 3560 section 3). What is
 * absent has the values of 1998: SHA-1, MGF1 with SHA-1, no label.
 * @throws Asn1Error
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED for a digest, mask function or label that we do not do
 */
export function readOaepParameters(parameters: Asn1Node | undefined): OaepParameters {
  const fields = readExplicitFields(parameters, field.pSourceAlgorithm, 'RSAES-OAEP-params');
  return {
    digest: readDigestField(fields.get(field.hashAlgorithm)).name,
    maskDigest: readMaskDigestField(fields.get(field.maskGenAlgorithm)).name,
    label: readLabel(fields.get(field.pSourceAlgorithm)),
  };
}

function readLabel(node: Asn1Node | undefined): Uint8Array {
  if (node === undefined) return new Uint8Array();
  const { oid, parameters } = readAlgorithm(node);
  if (oid !== pSpecified) throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: oid });
  const label = readOctets(parameters, 'label');
  if (label.length > maxLabelOctets) throw new Asn1Error('label is too long');
  return label;
}
