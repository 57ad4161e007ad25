import type { Certificate } from '../certificate/certificate';
import { matchesIdentifier } from '../certificate/email-addresses';
import { findContentCipher } from '../cms/algorithms';
import { contentTypes, layerName } from '../cms/content-info';
import { decryptorOf, usableCipher } from '../cms/enveloped-data';
import type { EnvelopedData } from '../cms/enveloped-data';
import { isSmimeError } from '../errors';
import type { DigitalId, RecipientInfo, UnlockedDigitalId } from './digital-id';
import type { CertificateIdentifier, EncryptionProblem, EncryptionReport } from './report';
import { tryKeys } from './try-keys';

export interface Decryption {
  readonly report: EncryptionReport;
  /** Only with `decrypted`. */
  readonly content?: Uint8Array;
}

export interface KnownDigitalIds {
  readonly unlocked: readonly UnlockedDigitalId[];
  readonly locked: readonly DigitalId[];
  /** Awaited again and again during what takes long. */
  readonly pause?: () => Promise<void>;
}

/**
 * Decrypts for whichever digital ID can. Every failure of the cryptography has
 * one and the same answer, whatever its cause.
 * @param takesAnything - a file of any kind is taken when no key gives a message
 *   or text. Octets of no kind are a failure, because one wrong key in 256 gives
 *   some with correct padding by chance
 */
export async function decrypt(
  enveloped: EnvelopedData,
  ids: KnownDigitalIds,
  takesAnything: boolean,
): Promise<Decryption> {
  const recipients = enveloped.recipients.map((info) => info.recipient);
  const failed = (problem: EncryptionProblem, algorithm?: string): Decryption => ({
    report: { state: 'failed', problem, recipients, ...(algorithm === undefined ? {} : { algorithm }) },
  });
  const cannotBeRead = enveloped.recipients.some(isUnreadable);
  const mine = ids.unlocked.filter((id) => isRecipient(id.certificate, recipients));
  const locked = ids.locked.find((id) => isRecipient(id.certificate, recipients));
  if (mine.length === 0) {
    if (locked !== undefined) return { report: { state: 'locked', digitalId: locked.certificate, recipients } };
    return failed(cannotBeRead ? 'malformed' : 'no-matching-digital-id');
  }
  const cipher = usableCipher(enveloped);
  if (cipher === undefined) {
    return failed('algorithm-unsupported', findContentCipher(enveloped.cipher)?.name ?? enveloped.cipher);
  }
  if (enveloped.contentType !== contentTypes.data)
    return failed('algorithm-unsupported', layerName(enveloped.contentType));
  try {
    const opened = await tryKeys(enveloped, decryptorOf(enveloped, cipher), mine, { takesAnything, ...ids });
    if (typeof opened === 'string') return failed(opened);
    const { name: algorithm, authenticated, weak } = cipher;
    return {
      report: { state: 'decrypted', algorithm, authenticated, weak, recipients, openedWith: opened.certificate },
      content: opened.content,
    };
  } catch (error) {
    if (!isSmimeError(error)) throw error;
    if (error.code === 'ERR_ALGORITHM_UNSUPPORTED')
      return failed('algorithm-unsupported', error.details.name);
    if (error.code === 'ERR_CMS_MALFORMED') return failed('malformed');
    throw error;
  }
}

function isRecipient(certificate: Certificate, recipients: readonly CertificateIdentifier[]): boolean {
  return recipients.some((recipient) => matchesIdentifier(certificate, recipient));
}

/** One that names nobody because it cannot be read: perhaps it was for this reader. */
function isUnreadable({ kind, recipient }: RecipientInfo): boolean {
  return kind === 'malformed' && recipient.serialNumber === undefined && recipient.subjectKeyIdentifier === undefined;
}
