import type { Certificate } from '../certificate/certificate';
import { matchesIdentifier } from '../certificate/email-addresses';
import { findContentCipher } from '../cms/algorithms';
import { contentTypes, layerName } from '../cms/content-info';
import type { Decryptor } from '../cms/content-method';
import { decryptorOf, usableCipher } from '../cms/enveloped-data';
import type { EnvelopedData } from '../cms/enveloped-data';
import { isSmimeError } from '../errors';
import { looksLikeMime, looksLikeText } from '../mime/looks-like-mime';
import type { DigitalId, RecipientInfo, UnlockedDigitalId } from './digital-id';
import type { CertificateIdentifier, EncryptionProblem, EncryptionReport } from './report';

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

/** A message may name one person many times; each time costs a private-key operation. */
const maxAttempts = 4;

/**
 * Decrypts for whichever digital ID can. Every failure of the cryptography has
 * one and the same answer, whatever its cause.
 * @param takesAnything - octets of any kind are taken when no key gives a message
 *   or text; otherwise they are a failure, because one wrong key in 256 gives
 *   octets with correct padding by chance
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
  const mine = ids.unlocked.filter((id) => isRecipient(id.certificate, recipients));
  const locked = ids.locked.find((id) => isRecipient(id.certificate, recipients));
  if (mine.length === 0) {
    return locked === undefined
      ? failed('no-matching-digital-id')
      : { report: { state: 'locked', digitalId: locked.certificate, recipients } };
  }
  const cipher = usableCipher(enveloped);
  if (cipher === undefined) {
    return failed('algorithm-unsupported', findContentCipher(enveloped.cipher)?.name ?? enveloped.cipher);
  }
  if (enveloped.contentType !== contentTypes.data)
    return failed('algorithm-unsupported', layerName(enveloped.contentType));
  try {
    const opened = await tryKeys(enveloped, decryptorOf(enveloped, cipher), { ...ids, unlocked: mine }, takesAnything);
    if (opened === undefined) return failed('decryption-failed');
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

interface Opened {
  readonly certificate: Certificate;
  readonly content: Uint8Array;
}

async function tryKeys(
  enveloped: EnvelopedData,
  { keyLengths, decrypt: decryptContent }: Decryptor,
  { unlocked: ids, pause }: KnownDigitalIds,
  takesAnything: boolean,
): Promise<Opened | undefined> {
  let attempts = 0;
  let otherwise: Opened | undefined;
  let unsupported: unknown;
  for (const { id, info, keyLength } of waysToTry(enveloped, ids, keyLengths)) {
    if (attempts >= maxAttempts * keyLengths.length) return otherwise;
    const key = await id.unwrapContentEncryptionKey(info, keyLength).catch((error: unknown) => {
      if (!isSmimeError(error) || error.code !== 'ERR_ALGORITHM_UNSUPPORTED') throw error;
      unsupported = error;
      return null;
    });
    if (key === null) continue;
    attempts++;
    const content = await decryptContent(key, { octets: enveloped.encryptedContent }, pause);
    if (content === null) continue;
    const opened = { certificate: id.certificate, content };
    if (looksLikeMime(content) || looksLikeText(content)) return opened;
    if (takesAnything) otherwise ??= opened;
  }
  // Said only when no way was usable at all: beside a usable one it would be an answer about the key.
  if (attempts === 0 && unsupported !== undefined) throw unsupported as Error;
  return otherwise;
}

interface WayToTry {
  readonly id: UnlockedDigitalId;
  readonly info: RecipientInfo;
  readonly keyLength: number;
}

function waysToTry(
  { recipients }: EnvelopedData,
  ids: readonly UnlockedDigitalId[],
  keyLengths: readonly number[],
): readonly WayToTry[] {
  return ids.flatMap((id) =>
    recipients
      .filter((info) => matchesIdentifier(id.certificate, info.recipient))
      .flatMap((info) => keyLengths.map((keyLength) => ({ id, info, keyLength }))),
  );
}
