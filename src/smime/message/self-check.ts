import type { Certificate } from '../certificate/certificate';
import { matchesIdentifier } from '../certificate/email-addresses';
import { toHex } from '../bytes';
import { digest, findContentCipher } from '../cms/algorithms';
import { SmimeError } from '../errors';
import { parseMime } from '../mime/parse';
import type { SignatureDigest, UnlockedDigitalId } from './digital-id';
import { demand } from './demand';
import { checkHeaderProtection, checkHeaders } from './self-check-headers';
import type { WrittenHeaders } from './self-check-headers';
import type { ProtectHeaders } from './header-protection';
import type {
  EncryptionCipher,
  MessageDraft,
  OpenedMessage,
  ProtectedMessage,
} from './message';
import { openMessage } from './open';
import { defaultCipher, defaultDigest, messageOf } from './protect';

export interface SelfCheck {
  /** One of them must be able to open the sender's own copy. */
  readonly unlocked: readonly UnlockedDigitalId[];
  readonly at: Date;
  /** What was asked for: absent means that nothing must be signed. */
  readonly signWith?: UnlockedDigitalId;
  /** Absent means that nothing must be encrypted. */
  readonly encryptTo?: readonly Certificate[];
  /** How it was to be done, as in ProtectOptions. */
  readonly opaque?: boolean;
  readonly digest?: SignatureDigest;
  readonly cipher?: EncryptionCipher;
  readonly protectHeaders?: ProtectHeaders;
}

/** What a message of ours must hold. */
export interface WrittenContent {
  readonly entity: Uint8Array;
  readonly headers: WrittenHeaders;
}

/**
 * Reads a message of our own back, as a recipient would, and compares it with
 * what was written. Nothing may be sent that does not pass.
 * @throws SmimeError ERR_SELF_CHECK_FAILED
 */
export async function checkProtectedMessage(
  message: ProtectedMessage,
  draft: MessageDraft,
  check: SelfCheck,
): Promise<void> {
  const { from, to, cc, subject } = draft;
  const headers = { from: [from], to, cc, subject };
  const { entity } = messageOf(draft, check);
  await checkBody(await checkWritten(message, { entity, headers }, check), draft);
}

/**
 * The same for any content: the reports, the headers and the exact octets.
 * @throws SmimeError ERR_SELF_CHECK_FAILED
 */
export async function checkWritten(
  message: ProtectedMessage,
  { entity, headers }: WrittenContent,
  check: SelfCheck,
): Promise<OpenedMessage> {
  const opened = await openMessage(message.mime, {
    unlocked: check.unlocked,
    locked: [],
    trustAnchors: [],
    at: check.at,
    exact: true,
    // What was put around, and nothing that may have been protected before.
    layers: [check.signWith, check.encryptTo].filter((made) => made !== undefined).length,
  });
  checkEncryption(opened, check);
  checkSignature(opened, check);
  if (check.signWith !== undefined && check.encryptTo === undefined) checkForm(message, check.opaque ?? false);
  checkHeaders(opened, headers);
  checkHeaderProtection(opened, message, check);
  if (message.signed || message.encrypted)
    demand(opened.content?.sha256 === toHex(await digest('sha-256', entity)), 'content');
  demand(message.signed === (check.signWith !== undefined), 'signed');
  demand(message.encrypted === (check.encryptTo !== undefined), 'encrypted');
  return opened;
}

function checkEncryption({ encryption }: OpenedMessage, { encryptTo, cipher = defaultCipher }: SelfCheck): void {
  if (encryptTo === undefined) {
    demand(encryption.state === 'not-encrypted', 'encrypted although nobody asked');
    return;
  }
  if (encryption.state !== 'decrypted') {
    const why = encryption.state === 'failed' ? encryption.problem : encryption.state;
    throw new SmimeError('ERR_SELF_CHECK_FAILED', { reason: `own copy: ${why}` });
  }
  const { recipients } = encryption;
  demand(encryption.algorithm === cipher, 'another cipher');
  demand(encryption.authenticated === (findContentCipher(cipher)?.authenticated ?? false), 'not authenticated');
  const named = (certificate: Certificate) =>
    recipients.some((recipient) => matchesIdentifier(certificate, recipient));
  demand(encryptTo.every(named), 'a recipient is missing');
  const wanted = new Set(encryptTo.map((certificate) => certificate.fingerprint));
  demand(recipients.length === wanted.size, 'a recipient nobody asked for');
}

// Whether recipients will trust the signer is not ours to say here: only that the signature fits, and whose it is.
function checkSignature({ signature }: OpenedMessage, { signWith, digest: wanted }: SelfCheck): void {
  if (signWith === undefined) {
    demand(signature.state === 'not-signed', 'signed although nobody asked');
    return;
  }
  if (signature.state !== 'valid' && signature.state !== 'not-trusted') {
    const why = 'problems' in signature ? signature.problems.join(' ') : signature.state;
    throw new SmimeError('ERR_SELF_CHECK_FAILED', { reason: `signature: ${why}` });
  }
  demand(
    signature.signer.certificate.fingerprint === signWith.certificate.fingerprint,
    'signed by another certificate',
  );
  demand(signature.signer.covers === 'whole', 'the signature covers a part only');
  const expected = wanted ?? defaultDigest(signWith.certificate);
  demand(signature.signer.digestAlgorithm === expected, 'another digest');
}

/** Only in the open: inside an encryption nobody but programs that know S/MIME looks. */
function checkForm({ mime }: ProtectedMessage, opaque: boolean): void {
  const expected = opaque ? 'application/pkcs7-mime' : 'multipart/signed';
  demand(parseMime(mime).contentType.value === expected, `the signature is no ${expected}`);
}

/** Beside the exact octets: what an independent reader makes of them. */
async function checkBody(opened: OpenedMessage, draft: MessageDraft): Promise<void> {
  if (draft.text !== undefined) demand(sameText(opened.body.text, draft.text), 'text');
  if (draft.html !== undefined) demand(sameText(opened.body.html, draft.html), 'html');
  const digests = await Promise.all(
    draft.attachments.map(async ({ bytes }) => toHex(await digest('sha-256', bytes))),
  );
  const read = opened.attachments.map((attachment) => attachment.sha256);
  demand(
    digests.length === read.length && [...digests].sort().join() === [...read].sort().join(),
    'attachments',
  );
}

// Readers differ in line ends and in those behind the text; the exact octets have been compared already.
function sameText(read: string | undefined, written: string): boolean {
  const lines = (text: string) => text.replace(/\r\n?/g, '\n').replace(/(?<!\n)\n+$/, '');
  return lines(read ?? '') === lines(written);
}
