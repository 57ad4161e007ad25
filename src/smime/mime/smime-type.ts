import type { ParameterizedValue } from './content-type';
import { fileName } from './entity';

/** What an entity is to S/MIME, by its headers (RFC 8551 section 3). */
export type SmimeForm = 'clear-signed' | 'cms' | 'none';

const cmsTypes = new Set(
  ['pkcs7-mime', 'x-pkcs7-mime', 'pkcs7-signature', 'x-pkcs7-signature'].map((type) => `application/${type}`),
);
const signatureTypes = new Set(['application/pkcs7-signature', 'application/x-pkcs7-signature']);
const cmsFile = /\.p7[mscz]$/i;

export function smimeForm(entity: {
  readonly contentType: ParameterizedValue;
  readonly disposition: ParameterizedValue;
}): SmimeForm {
  const { value, parameters } = entity.contentType;
  if (value === 'multipart/signed') {
    const protocol = parameters.get('protocol')?.trim().toLowerCase();
    return protocol === undefined || signatureTypes.has(protocol) ? 'clear-signed' : 'none';
  }
  if (cmsTypes.has(value)) return 'cms';
  return value === 'application/octet-stream' && cmsFile.test(fileName(entity)) ? 'cms' : 'none';
}

/** Whether a part is the signature of a multipart/signed. */
export function isSignaturePart(entity: {
  readonly contentType: ParameterizedValue;
  readonly disposition: ParameterizedValue;
}): boolean {
  if (signatureTypes.has(entity.contentType.value)) return true;
  return entity.contentType.value === 'application/octet-stream' && /\.p7s$/i.test(fileName(entity));
}
