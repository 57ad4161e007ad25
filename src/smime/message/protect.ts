import type { Certificate } from '../certificate/certificate';
import { checkEncryptionCertificate } from '../certificate/key-usage';
import { concat, toHex } from '../bytes';
import { encryptForEnvelope, writeEnvelopedData } from '../cms/enveloped-data';
import { writeSignedData } from '../cms/sign';
import { signingDigest } from '../cms/signing-method';
import { writeRecipientInfo } from '../cms/write-recipient-info';
import { SmimeError } from '../errors';
import { buildEntity, buildMessageHeaders } from '../mime/build';
import { canonicalize } from '../mime/canonicalize';
import type { CanonicalBytes } from '../mime/canonicalize';
import { protectHeaders } from '../mime/header-protection-write';
import type { MessageToProtect } from '../mime/header-protection-write';
import { writeCmsEntity, writeMultipartSigned } from '../mime/multipart-signed';
import type { SignatureDigest, UnlockedDigitalId } from './digital-id';
import type { EncryptionCipher, MessageDraft, ProtectedMessage, ProtectOptions } from './message';

/** What every S/MIME program reads (RFC 8551 section 2.7). */
export const defaultCipher = 'aes-256-cbc';

/** What the key wants; one that can do none of ours is refused when it should sign. */
export function defaultDigest(certificate: Certificate): SignatureDigest {
  return signingDigest(certificate) ?? 'sha-256';
}

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
  const { headers, entity } = messageOf(draft, options);
  const { message, contentEncryptionKey } = await protectContent(headers, entity, options);
  contentEncryptionKey?.fill(0);
  return message;
}

/** What is signed and encrypted, and the headers that stand outside. */
export function messageOf(draft: MessageDraft, options: HeaderOptions & { readonly at: Date }): MessageToProtect {
  return withProtectedHeaders({ headers: buildMessageHeaders(draft, options.at), entity: buildEntity(draft) }, options);
}

export type HeaderOptions = Pick<ProtectOptions, 'protectHeaders' | 'signWith' | 'encryptTo'>;

/** Where nothing is signed or encrypted, nothing can be inside. */
export function withProtectedHeaders(
  message: MessageToProtect,
  { protectHeaders: how, signWith, encryptTo }: HeaderOptions,
): MessageToProtect {
  if (how === undefined || (signWith === undefined && encryptTo === undefined)) return message;
  return protectHeaders(message, { how, encrypted: encryptTo !== undefined });
}

export interface ProtectedContent {
  readonly message: ProtectedMessage;
  /** For the check of what was written; the caller wipes it. */
  readonly contentEncryptionKey?: Uint8Array;
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
): Promise<ProtectedContent> {
  const { signWith, encryptTo, at } = options;
  const recipients = encryptTo === undefined ? undefined : usableRecipients(encryptTo, at);
  let content = entity;
  if (signWith !== undefined) content = canonicalize(await signEntity(content, signWith, options));
  const done = { signed: signWith !== undefined, encrypted: recipients !== undefined };
  if (recipients === undefined) return { message: { mime: concat(headers, content), ...done } };
  const { cms, smimeType, contentEncryptionKey } = await encryptFor(content, recipients, options.cipher ?? defaultCipher);
  const mime = concat(headers, canonicalize(writeCmsEntity(cms, smimeType)));
  return { message: { mime, ...done }, contentEncryptionKey };
}

async function signEntity(
  entity: CanonicalBytes,
  signer: UnlockedDigitalId,
  { at, digest = defaultDigest(signer.certificate), opaque = false }: ProtectOptions,
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

interface Encrypted {
  readonly cms: Uint8Array;
  readonly smimeType: 'enveloped-data' | 'authEnveloped-data';
  readonly contentEncryptionKey: Uint8Array;
}

async function encryptFor(
  content: Uint8Array,
  recipients: readonly Certificate[],
  cipher: EncryptionCipher,
): Promise<Encrypted> {
  const encrypted = await encryptForEnvelope(content, cipher);
  const recipientInfos = await Promise.all(
    recipients.map((certificate) =>
      writeRecipientInfo(certificate, encrypted.contentEncryptionKey, encrypted.cipher),
    ),
  );
  const { contentEncryptionKey } = encrypted;
  const smimeType = encrypted.cipher.authenticated ? 'authEnveloped-data' : 'enveloped-data';
  return { cms: writeEnvelopedData(encrypted, recipientInfos), smimeType, contentEncryptionKey };
}
