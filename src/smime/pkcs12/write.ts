import { encode, explicit, integer, objectIdentifier, octetString, sequence } from '../asn1/write';
import { tag } from '../asn1/values';
import { SmimeError } from '../errors';
import { compatibleProtection } from './compatible-protection';
import { modernProtection } from './modern-protection';
import { contentType } from './object-identifiers';
import type { PfxProtection } from './protection';
import { certificateBags, keyBags } from './write-bags';
import type { PfxDigitalId } from './write-bags';

export type { PfxDigitalId } from './write-bags';

/** `modern` for today's programs, `compatible` for old ones; the latter protects less. */
export type PfxForm = 'modern' | 'compatible';

export interface PfxRequest {
  /** At least one. */
  readonly digitalIds: readonly PfxDigitalId[];
  readonly password: string;
  readonly form: PfxForm;
  /** Rounds of each key derivation; each form has its own default. */
  readonly iterations?: number;
}

const protections = { modern: modernProtection, compatible: compatibleProtection } as const;

/**
 * Writes a PKCS#12 file (RFC 7292): all certificates in one safe, each key in a bag of its own.
 * @throws SmimeError ERR_PFX_PASSWORD_EMPTY; ERR_KEY_UNSUPPORTED when a key's numbers do not fit
 */
export async function writePfx({ digitalIds, password, form, iterations }: PfxRequest): Promise<Uint8Array<ArrayBuffer>> {
  // Some programs take no password for an empty one, others do not: such a file opens for everybody or for nobody.
  if (password === '') throw new SmimeError('ERR_PFX_PASSWORD_EMPTY', {});
  if (digitalIds.length === 0) throw new TypeError('A digital ID is needed.');
  const protection = protections[form](password, iterations);
  const authenticatedSafe = sequence(
    await encryptedSafe(certificateBags(digitalIds), protection),
    dataSafe(await keyBags(digitalIds, protection)),
  );
  return sequence(integer(3), dataSafe(authenticatedSafe), await protection.authenticate(authenticatedSafe));
}

/** ContentInfo with data. */
function dataSafe(content: Uint8Array): Uint8Array {
  return sequence(objectIdentifier(contentType.data), explicit(0, octetString(content)));
}

/** ContentInfo with EncryptedData (RFC 5652 section 8). */
async function encryptedSafe(content: Uint8Array, protection: PfxProtection): Promise<Uint8Array> {
  const { algorithm, ciphertext } = await protection.encrypt(content);
  const encryptedContent = sequence(objectIdentifier(contentType.data), algorithm, encode(tag.context(0), ciphertext));
  return sequence(objectIdentifier(contentType.encryptedData), explicit(0, sequence(integer(0), encryptedContent)));
}
