import { checkEncryptionCertificate, sameAddress, validatePath } from '../smime/index';
import type { Certificate } from '../smime/index';
import type { Environment } from './environment';
import type { ItemReading, SmimeReading } from './open-message';
import { isFor } from './own-digital-ids';

/** What the sender card offers; `null` when there is nothing to offer. */
export type SenderCard = { readonly state: 'new' | 'update' | 'same'; readonly address: string };

/**
 * Only for a signature that is valid, and not for the person's own messages.
 * @throws StoreError ERR_CONTACTS_UNAVAILABLE
 */
export async function senderCard(env: Environment, reading: ItemReading): Promise<SenderCard | null> {
  if (reading.kind !== 'smime' || reading.opened.signature.state !== 'valid') return null;
  const { address } = reading.from;
  if (sameAddress(address, env.mailbox.address)) return null;
  const known = new Set((await env.contacts.find(address)).map(({ fingerprint }) => fingerprint));
  const carried = await certificatesToKeep(env, reading);
  if (carried.every(({ fingerprint }) => known.has(fingerprint))) return { state: 'same', address };
  return { state: known.size === 0 ? 'new' : 'update', address };
}

/**
 * Keeps the signer's certificate for the sender's address, and the separate one
 * to encrypt to, when the message carries such a one.
 * @throws TypeError for a signature that is not valid; StoreError ERR_CONTACTS_UNAVAILABLE
 */
export async function addToContacts(env: Environment, reading: ItemReading): Promise<void> {
  if (reading.kind !== 'smime' || reading.opened.signature.state !== 'valid') {
    throw new TypeError('Only the certificate of a valid signature is kept.');
  }
  for (const certificate of await certificatesToKeep(env, reading)) {
    await env.contacts.add(reading.from.address, certificate);
  }
}

/** The last one counts as the newest. */
async function certificatesToKeep(env: Environment, { opened, from }: SmimeReading): Promise<readonly Certificate[]> {
  if (opened.signature.state !== 'valid') return [];
  const signer = opened.signature.signer.certificate;
  const separate: Certificate[] = [];
  for (const certificate of opened.certificates) {
    const isOther = certificate.fingerprint !== signer.fingerprint && isFor(certificate, from.address);
    if (isOther && (await isTrustedForEncryption(env, certificate, opened.certificates))) separate.push(certificate);
  }
  return [...separate, signer].filter((certificate) => isFor(certificate, from.address));
}

/**
 * The certificates beside a signature are not signed: anybody on the way can
 * add one with this address. So it needs a path of its own. That it may not
 * sign is what such a certificate is for.
 */
async function isTrustedForEncryption(
  { now, trustAnchors }: Environment,
  certificate: Certificate,
  intermediates: readonly Certificate[],
): Promise<boolean> {
  const at = now();
  if (checkEncryptionCertificate(certificate, { at }) !== 'ready') return false;
  const { problems } = await validatePath({ certificate, intermediates, trustAnchors, at });
  return problems.every((problem) => problem === 'key-usage');
}
