import { MailboxError } from '../mailbox/errors';
import type { Draft } from '../mailbox/types';
import { SmimeError } from '../smime/index';
import type { OpenedMessage } from '../smime/index';
import type { Environment } from './environment';
import { FlowError } from './errors';
import { messageDraft } from './message-draft';
import { planProtection } from './plan-protection';
import { requireUnlocked } from './require-unlocked';

export type TestStep = 'encrypting' | 'checking' | 'sending';

export interface TestMessageOptions {
  readonly subject: string;
  /** One paragraph of plain text. */
  readonly text: string;
  readonly onStep?: (step: TestStep) => void;
  /** Looked at before each step; from `sending` on it is too late. */
  readonly signal?: AbortSignal;
}

export interface TestMessageResult {
  readonly address: string;
  /** Whether somebody vouches for the signature; that it fits was proved either way. */
  readonly isTrusted: boolean;
}

/**
 * Signs and encrypts a message to the mailbox's own address, opens what came
 * out with the own key as its reader will, and sends it. Outlook shows add-ins
 * no other message than the open one: that it arrives is for the person to see.
 * @throws FlowError, SmimeError, StoreError, MailboxError; nothing was sent then
 *   (except ERR_SEND_OUTCOME_UNKNOWN: perhaps)
 */
export async function sendTestMessage(env: Environment, options: TestMessageOptions): Promise<TestMessageResult> {
  const { address } = env.mailbox;
  const step = (name: TestStep) => {
    if (options.signal?.aborted === true) throw new FlowError('ERR_CANCELLED', {});
    options.onStep?.(name);
  };

  step('encrypting');
  const state = await env.keyring.state();
  const draft = testDraft(env, options);
  const plan = await planProtection(env, draft, state, { sign: true, encrypt: true, hidesSubject: state.preferences.hideSubject });
  requireUnlocked(state);
  const message = await env.keyring.protect(messageDraft(draft, env.randomId()), plan);

  step('checking');
  const opened = await env.keyring.open(message.mime.slice(), {
    trustAnchors: env.trustAnchors,
    knownCertificates: [],
    at: env.now(),
    exact: true,
  });
  requireReadable(opened, draft, plan.signWith);
  const { limitBytes } = env.transport;
  const bytes = message.mime.length;
  if (bytes > limitBytes) throw new MailboxError('ERR_SEND_TOO_LARGE', { bytes, limit: limitBytes });

  step('sending');
  await env.transport.send(message.mime);
  return { address, isTrusted: opened.signature.state === 'valid' };
}

function testDraft({ mailbox }: Environment, { subject, text }: TestMessageOptions): Draft {
  const self = { address: mailbox.address, name: mailbox.displayName };
  return { from: self, to: [self], cc: [], bcc: [], subject, text: `${text}\r\n`, attachments: [] };
}

/** Encrypted, opened by the own key, signed by the own digital ID, and saying what was written. */
function requireReadable({ encryption, signature, body }: OpenedMessage, { text }: Draft, signer: string | undefined): void {
  const isSigned = signature.state === 'valid' || signature.state === 'not-trusted';
  const isOwn = isSigned && signature.signer.certificate.fingerprint === signer;
  const isSame = body.text?.trim() === text.trim();
  if (encryption.state === 'decrypted' && isOwn && isSame) return;
  throw new SmimeError('ERR_SELF_CHECK_FAILED', { reason: 'the test message could not be read' });
}
