import { SmimeError } from '../errors';
import type { KeyAgreeRecipientInfo, KeyTransRecipientInfo, UnlockedDigitalId } from '../message/digital-id';

export type UsableRecipientInfo = KeyTransRecipientInfo | KeyAgreeRecipientInfo;

/** What a private key can do. The key itself stays in the closure, or in WebCrypto where nobody can export it. */
export interface KeyOperations {
  readonly sign: UnlockedDigitalId['sign'];
  /**
   * Always `keyLength` octets; other ones than were encrypted when anything does not fit.
   * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED for a recipientInfo of a kind, or by a method, that this key does not do
   */
  decryptKey(recipientInfo: UsableRecipientInfo, keyLength: number): Promise<Uint8Array>;
}

/** The recipientInfo is this ID's, but by a method that its key does not do. */
export function unsupportedMethod(recipientInfo: { readonly keyEncryptionAlgorithm: string }): SmimeError {
  return new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: recipientInfo.keyEncryptionAlgorithm });
}
