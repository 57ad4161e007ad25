import { MailboxError } from '../mailbox/errors';
import type { ComposeItem, Draft, DraftSummary } from '../mailbox/types';
import { SmimeError } from '../smime/index';
import type { ProtectedMessage } from '../smime/index';
import { hidesSubject } from './answers-encrypted';
import type { Environment } from './environment';
import { FlowError } from './errors';
import { isDraftOf, messageDraft, sameBody, sameSummary } from './message-draft';
import { planProtection } from './plan-protection';
import { requireUnlocked } from './require-unlocked';
import { requireAllowed } from './required-protection';
import type { Protection } from './required-protection';

export type SendStep = 'reading' | 'signing' | 'encrypting' | 'checking' | 'sending';

export interface SendOptions extends Protection {
  /** `encrypting` stands for both when both are asked for: they are one call. */
  readonly onStep?: (step: SendStep) => void;
  /** The server has it: time for a person to see so, before the form closes and takes the pane along. */
  readonly onSent?: (sentAs: SentAs) => Promise<void>;
  /** Looked at before each step and while the draft is read; from `sending` on it is too late. */
  readonly signal?: AbortSignal;
}

export interface SendResult extends SentAs {
  readonly sent: true;
  /** It was sent, but the form could not be closed: the readable draft is still there. */
  readonly draftLeft: boolean;
}

export interface SentAs {
  readonly signed: boolean;
  readonly encrypted: boolean;
  /** How many people it went to. */
  readonly recipients: number;
}

/**
 * Signs and encrypts what is being written and sends it. The compose item is
 * not touched before the server has taken the message; after any error it is as
 * it was, and nothing was sent (except ERR_SEND_OUTCOME_UNKNOWN: perhaps).
 * @throws FlowError, SmimeError, StoreError, MailboxError
 */
export async function signAndSend(env: Environment, item: ComposeItem, options: SendOptions): Promise<SendResult> {
  const { sign, encrypt } = options;
  if (!sign && !encrypt) throw new TypeError('Nothing to do: neither to sign nor to encrypt.');
  const step = stepper(options);

  step('reading');
  const before = await item.summary();
  const draft = await readDraft(item, options);
  if (!isDraftOf(draft, before)) throw new FlowError('ERR_DRAFT_CHANGED', {});
  await requireAllowed(env, item, options);
  const state = await env.keyring.state();
  const isHidden = encrypt && (await hidesSubject(env, item, state.preferences));
  const plan = await planProtection(env, draft, state, { sign, encrypt, hidesSubject: isHidden });
  requireUnlocked(state);
  const sentAs = { signed: sign, encrypted: encrypt, recipients: countRecipients(draft) };

  step(encrypt ? 'encrypting' : 'signing');
  const message = await env.keyring.protect(messageDraft(draft, env.randomId()), plan);

  step('checking');
  requireProtected(message, options);
  requireSendable(env, message);
  if (!(await isUnchanged(item, { before, draft }))) throw new FlowError('ERR_DRAFT_CHANGED', {});
  await requireAllowed(env, item, { sign: message.signed, encrypt: message.encrypted });

  step('sending');
  await env.transport.send(message.mime);
  // Sent is sent: whatever the screen does with it, it must not look like a failure.
  await Promise.allSettled([options.onSent?.(sentAs)]);
  return { sent: true, ...sentAs, draftLeft: !(await discard(item, { before, draft })) };
}

function stepper({ onStep, signal }: SendOptions): (step: SendStep) => void {
  return (step) => {
    if (signal?.aborted === true) throw new FlowError('ERR_CANCELLED', {});
    onStep?.(step);
  };
}

async function readDraft(item: ComposeItem, { signal }: SendOptions): Promise<Draft> {
  try {
    return await item.draft(signal);
  } catch (cause) {
    throw signal?.aborted === true ? new FlowError('ERR_CANCELLED', {}, { cause }) : cause;
  }
}

/** The last look at what came back: whatever went wrong before, a readable message stops here. */
function requireProtected(message: ProtectedMessage, { sign, encrypt }: Protection): void {
  if (message.signed !== sign || message.encrypted !== encrypt) {
    throw new SmimeError('ERR_SELF_CHECK_FAILED', { reason: 'not protected as asked' });
  }
}

function requireSendable({ transport }: Environment, { mime }: ProtectedMessage): void {
  const limit = transport.limitBytes;
  if (mime.length > limit) throw new MailboxError('ERR_SEND_TOO_LARGE', { bytes: mime.length, limit });
}

function countRecipients({ to, cc, bcc }: Draft): number {
  return new Set([...to, ...cc, ...bcc].map(({ address }) => address.toLowerCase())).size;
}

interface WhatWasRead {
  readonly before: DraftSummary;
  readonly draft: Draft;
}

async function isUnchanged(item: ComposeItem, { before, draft }: WhatWasRead): Promise<boolean> {
  return sameSummary(before, await item.summary()) && sameBody(draft, await item.body());
}

/**
 * Sent is sent: that the form stays open is told, but is no failure of sending.
 * It stays open, too, when somebody typed on meanwhile: that was neither sent
 * nor is it kept anywhere else.
 */
async function discard(item: ComposeItem, read: WhatWasRead): Promise<boolean> {
  try {
    if (!(await isUnchanged(item, read))) return false;
    await item.discard();
    return true;
  } catch {
    return false; // The result says that the draft is left, whatever the reason.
  }
}
