import type { Certificate } from '../certificate/certificate';
import { matchesIdentifier, sameAddress } from '../certificate/email-addresses';
import { toHex } from '../bytes';
import { digest } from '../cms/algorithms';
import { SmimeError } from '../errors';
import { buildEntity } from '../mime/build';
import { parseMime } from '../mime/parse';
import type { UnlockedDigitalId } from './digital-id';
import type { Mailbox, MessageDraft, OpenedMessage, ProtectedMessage } from './message';
import { openMessage } from './open';

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
  const opened = await openMessage(message.mime, {
    unlocked: check.unlocked,
    locked: [],
    trustAnchors: [],
    at: check.at,
    exact: true,
  });
  checkEncryption(opened, check.encryptTo);
  checkSignature(opened, check.signWith);
  if (check.signWith !== undefined && check.encryptTo === undefined) checkForm(message, check.opaque ?? false);
  checkHeaders(opened, draft);
  await checkContent(opened, draft);
  demand(message.signed === (check.signWith !== undefined), 'signed');
  demand(message.encrypted === (check.encryptTo !== undefined), 'encrypted');
}

function demand(fits: boolean, reason: string): void {
  if (!fits) throw new SmimeError('ERR_SELF_CHECK_FAILED', { reason });
}

function checkEncryption({ encryption }: OpenedMessage, encryptTo: readonly Certificate[] | undefined): void {
  if (encryptTo === undefined) {
    demand(encryption.state === 'not-encrypted', 'encrypted although nobody asked');
    return;
  }
  if (encryption.state !== 'decrypted') {
    const why = encryption.state === 'failed' ? encryption.problem : encryption.state;
    throw new SmimeError('ERR_SELF_CHECK_FAILED', { reason: `own copy: ${why}` });
  }
  const { recipients } = encryption;
  const named = (certificate: Certificate) =>
    recipients.some((recipient) => matchesIdentifier(certificate, recipient));
  demand(encryptTo.every(named), 'a recipient is missing');
  const wanted = new Set(encryptTo.map((certificate) => certificate.fingerprint));
  demand(recipients.length === wanted.size, 'a recipient nobody asked for');
}

// Whether recipients will trust the signer is not ours to say here: only that the signature fits, and whose it is.
function checkSignature({ signature }: OpenedMessage, signWith: UnlockedDigitalId | undefined): void {
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
}

/** Only in the open: inside an encryption nobody but programs that know S/MIME looks. */
function checkForm({ mime }: ProtectedMessage, opaque: boolean): void {
  const expected = opaque ? 'application/pkcs7-mime' : 'multipart/signed';
  demand(parseMime(mime).contentType.value === expected, `the signature is no ${expected}`);
}

function checkHeaders({ headers }: OpenedMessage, draft: MessageDraft): void {
  demand(headers.subject === draft.subject, 'subject');
  demand(sameMailboxes(headers.from, [draft.from]), 'from');
  demand(sameMailboxes(headers.to, draft.to), 'to');
  demand(sameMailboxes(headers.cc, draft.cc), 'cc');
}

function sameMailboxes(read: readonly Mailbox[], written: readonly Mailbox[]): boolean {
  return (
    read.length === written.length &&
    read.every(({ address }, at) => sameAddress(address, written[at]?.address ?? ''))
  );
}

/** Twice: the exact octets, and what an independent reader makes of them. */
async function checkContent(opened: OpenedMessage, draft: MessageDraft): Promise<void> {
  if (opened.signature.state !== 'not-signed' || opened.encryption.state !== 'not-encrypted') {
    demand(opened.content?.sha256 === toHex(await digest('sha-256', buildEntity(draft))), 'content');
  }
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
