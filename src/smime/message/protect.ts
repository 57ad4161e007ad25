import type { Certificate } from '../certificate/certificate';
import { checkEncryptionCertificate } from '../certificate/key-usage';
import { concat, toHex } from '../bytes';
import { encryptForEnvelope, writeEnvelopedData } from '../cms/enveloped-data';
import { writeSignedData } from '../cms/sign';
import { writeRecipientInfo } from '../cms/write-recipient-info';
import { SmimeError } from '../errors';
import { buildEntity, buildMessageHeaders } from '../mime/build';
import { canonicalize } from '../mime/canonicalize';
import type { CanonicalBytes } from '../mime/canonicalize';
import { writeCmsEntity, writeMultipartSigned } from '../mime/multipart-signed';
import type { UnlockedDigitalId } from './digital-id';
import type { EncryptionCipher, MessageDraft, ProtectedMessage, ProtectOptions } from './message';

/** What every S/MIME program reads (RFC 8551 sections 2.1 and 2.7). */
export const defaultDigest = 'sha-256';
export const defaultCipher = 'aes-256-cbc';

/** By chance different from every boundary inside, which may come from anywhere. */
function signedBoundary(): string {
  return `=_signed_${toHex(crypto.getRandomValues(new Uint8Array(16)))}`;
}

/**
 * Makes the message that goes out: signed, encrypted, signed and then encrypted,
 * or neither. Nothing is sent and nothing kept.
 * @throws SmimeError ERR_MIME_HEADER_INVALID for a subject, name or address that would break out of its header;
 *   ERR_RECIPIENT_CERTIFICATE_UNUSABLE for a certificate that cannot or must not be encrypted to
 */
export async function protectMessage(
  draft: MessageDraft,
  options: ProtectOptions,
): Promise<ProtectedMessage> {
  const headers = buildMessageHeaders(draft, options.at);
  return protectContent(headers, buildEntity(draft), options);
}

/**
 * The same around an entity that exists already.
 * @param headers - the message's own, each with its line end
 * @param entity - 7-bit; headers of the content and the content
 */
export async function protectContent(
  headers: Uint8Array,
  entity: CanonicalBytes,
  options: ProtectOptions,
): Promise<ProtectedMessage> {
  const { signWith, encryptTo, at } = options;
  const recipients = encryptTo === undefined ? undefined : usableRecipients(encryptTo, at);
  let content = entity;
  if (signWith !== undefined) content = canonicalize(await signEntity(content, signWith, options));
  if (recipients !== undefined) {
    const cms = await encryptFor(content, recipients, options.cipher ?? defaultCipher);
    content = canonicalize(writeCmsEntity(cms, 'enveloped-data'));
  }
  return {
    mime: concat(headers, content),
    signed: signWith !== undefined,
    encrypted: recipients !== undefined,
  };
}

async function signEntity(
  entity: CanonicalBytes,
  signer: UnlockedDigitalId,
  { at, digest = defaultDigest, opaque = false }: ProtectOptions,
): Promise<Uint8Array> {
  const cms = await writeSignedData(entity, { signer, digest, at, withContent: opaque });
  if (opaque) return writeCmsEntity(cms, 'signed-data');
  return writeMultipartSigned(entity, cms, { boundary: signedBoundary(), micalg: digest });
}

function usableRecipients(certificates: readonly Certificate[], at: Date): readonly Certificate[] {
  // An empty list would be a promise of encryption that nobody could open, or worse, none at all.
  if (certificates.length === 0) throw new TypeError('encryptTo is empty.');
  for (const certificate of certificates) {
    const readiness = checkEncryptionCertificate(certificate, { at });
    if (readiness === 'sign-only' || readiness === 'unsupported') {
      throw new SmimeError('ERR_RECIPIENT_CERTIFICATE_UNUSABLE', {
        subject: certificate.subject,
        reason: readiness,
      });
    }
  }
  return [...new Map(certificates.map((certificate) => [certificate.fingerprint, certificate])).values()];
}

async function encryptFor(
  content: Uint8Array,
  recipients: readonly Certificate[],
  cipher: EncryptionCipher,
): Promise<Uint8Array> {
  const encrypted = await encryptForEnvelope(content, cipher);
  const recipientInfos = await Promise.all(
    recipients.map((certificate) =>
      writeRecipientInfo(certificate, encrypted.contentEncryptionKey, encrypted.cipher),
    ),
  );
  encrypted.contentEncryptionKey.fill(0);
  return writeEnvelopedData(encrypted, recipientInfos);
}
