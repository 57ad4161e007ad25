import { encode, integer, objectIdentifier, sequence, setOf } from '../asn1/write';
import { tag } from '../asn1/values';
import type { NewKey } from '../private-key/generate';
import { attribute } from './object-identifiers';
import { extensionRequest } from './request';
import { emailExtensions } from './write-extensions';
import { writeName } from './write-name';
import { certificateSigner } from './write-signed';

export interface RequestWishes {
  readonly key: NewKey;
  /** At least one; all of them mailboxes of one person. */
  readonly addresses: readonly string[];
  /** Left out, the authority names the person, or nobody. */
  readonly commonName?: string;
}

/**
 * Asks an authority for a certificate for mail: a CertificationRequest (RFC 2986)
 * in DER, signed by the key itself. It holds no secret.
 * @throws SmimeError ERR_SUBJECT_INVALID, ERR_KEY_UNSUPPORTED
 */
export async function writeRequest({ key, addresses, commonName }: RequestWishes): Promise<Uint8Array<ArrayBuffer>> {
  const signer = await certificateSigner(key);
  const subject = commonName === undefined ? [] : [{ oid: attribute.commonName, value: commonName }];
  const extensions = emailExtensions({ addresses, hasSubject: subject.length > 0, keyType: signer.keyType });
  const asked = sequence(objectIdentifier(extensionRequest), setOf(sequence(...extensions)));
  const attributes = encode(tag.contextConstructed(0), asked);
  return signer.sign(sequence(integer(0), writeName(subject), key.publicKeySpkiDer, attributes));
}
