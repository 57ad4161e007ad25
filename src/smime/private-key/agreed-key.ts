import { importAgreementKey, sharedSecret } from '../cms/ecdh';
import type { AgreementGroup, AgreementKey } from '../cms/ecdh';
import { requireUsable, unwrapByAgreement } from '../cms/key-agreement';
import type { KeyAgreeRecipientInfo } from '../message/digital-id';
import { unsupportedMethod } from './key-operations';
import type { KeyOperations, UsableRecipientInfo } from './key-operations';

interface OwnAgreementKey {
  readonly group: AgreementGroup;
  /** The type of key that the sender's must be, as in the registry. */
  readonly algorithm: 'ec' | 'x25519';
  readonly privateKey: AgreementKey;
}

/**
 * `decryptKey` for a key that agrees on another. Whatever does not fit (a point
 * off the curve, another wrapping key, another length) gives random octets: the
 * content then fails to decrypt as it does when it is damaged.
 */
export function decryptByAgreement(own: OwnAgreementKey): KeyOperations['decryptKey'] {
  return async (recipientInfo: UsableRecipientInfo, keyLength: number): Promise<Uint8Array> => {
    if (recipientInfo.kind !== 'key-agreement') throw unsupportedMethod(recipientInfo);
    const { keyWrap } = requireUsable(recipientInfo);
    // Everybody sees the length. One of megabytes would keep AES busy for seconds.
    const isOfLength = recipientInfo.encryptedKey.length === keyLength + keyWrap.overhead;
    const key = isOfLength ? await agreedKey(own, recipientInfo) : undefined;
    return key?.length === keyLength ? key : crypto.getRandomValues(new Uint8Array(keyLength));
  };
}

async function agreedKey(own: OwnAgreementKey, info: KeyAgreeRecipientInfo): Promise<Uint8Array | undefined> {
  const { algorithm, curve = own.group, octets } = info.originatorKey;
  if (algorithm !== own.algorithm || curve !== own.group) return undefined;
  const publicKey = await importAgreementKey(own.group, octets);
  if (publicKey === undefined) return undefined;
  const secret = await sharedSecret(own.group, own.privateKey, publicKey);
  if (secret === undefined) return undefined;
  try {
    return await unwrapByAgreement(info, secret, info.encryptedKey);
  } finally {
    secret.fill(0);
  }
}
