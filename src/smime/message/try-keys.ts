import type { Certificate } from '../certificate/certificate';
import { matchesIdentifier } from '../certificate/email-addresses';
import type { Decryptor } from '../cms/content-method';
import { decryptEnvelope } from '../cms/enveloped-data';
import type { EnvelopedData } from '../cms/enveloped-data';
import { isSmimeError } from '../errors';
import { looksLikeFile } from '../mime/looks-like-file';
import { looksLikeMime, looksLikeText } from '../mime/looks-like-mime';
import type { RecipientInfo, UnlockedDigitalId } from './digital-id';

/**
 * A message may name one person many times, and each time costs a private-key
 * operation and a decryption of the whole content: some tens of milliseconds
 * with RSA-2048. Nobody writes more than a few; whoever can put so many false
 * ones before the right one could as well have destroyed it.
 */
const maxAttempts = 16;

export interface Opened {
  readonly certificate: Certificate;
  readonly content: Uint8Array;
}

export interface TryOptions {
  /** A file of any kind is taken when no key gives a message or text. */
  readonly takesAnything: boolean;
  readonly pause?: () => Promise<void>;
}

/**
 * Tries every recipientInfo that names one of the digital IDs, until one gives
 * the content. All failures of the cryptography are `decryption-failed`.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED when there was no way that we do at all
 */
export async function tryKeys(
  enveloped: EnvelopedData,
  decryptor: Decryptor,
  ids: readonly UnlockedDigitalId[],
  { takesAnything, pause }: TryOptions,
): Promise<Opened | 'decryption-failed' | 'malformed'> {
  let attempts = 0;
  let otherwise: Opened | undefined;
  let unsupported: unknown;
  const ways = waysToTry(enveloped, ids, decryptor.keyLengths);
  for (const { id, info, keyLength } of ways) {
    if (attempts >= maxAttempts * decryptor.keyLengths.length) break;
    await pause?.();
    const key = await id.unwrapContentEncryptionKey(info, keyLength).catch((error: unknown) => {
      if (!isSmimeError(error) || error.code !== 'ERR_ALGORITHM_UNSUPPORTED') throw error;
      unsupported = error;
      return null;
    });
    if (key === null) continue;
    attempts++;
    const content = await decryptEnvelope(enveloped, decryptor, key, pause);
    if (content === null) continue;
    const opened = { certificate: id.certificate, content };
    const isCertain = enveloped.authentication !== undefined || looksLikeMime(content) || looksLikeText(content);
    if (isCertain) return opened;
    if (takesAnything && looksLikeFile(content)) otherwise ??= opened;
  }
  // Said only when no way was usable at all: beside a usable one it would be an answer about the key.
  if (attempts === 0 && unsupported !== undefined) throw unsupported as Error;
  return otherwise ?? (ways.length === 0 ? 'malformed' : 'decryption-failed');
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
  const readable = recipients.filter(({ kind }) => kind !== 'malformed');
  return ids.flatMap((id) =>
    readable
      .filter((info) => matchesIdentifier(id.certificate, info.recipient))
      .flatMap((info) => keyLengths.map((keyLength) => ({ id, info, keyLength }))),
  );
}
