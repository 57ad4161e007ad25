import { checkSendPolicy } from '../flows/check-send-policy';
import type { SendDecision } from '../flows/check-send-policy';
import type { SendEvent } from '../mailbox/send-event';
import { parsePolicy, parsePromise, policyKey, promiseMark } from '../store/policy';
import type { SendPolicy, SendPromise } from '../store/policy';

/**
 * May Outlook send this message? What arrives here is plain: signed and
 * encrypted messages go another way. Only the settings and the promise are
 * read; with neither, nothing else of the message is touched. A promise that
 * cannot be read may have been made, so it holds the message back.
 */
export function decideOnSend(event: Pick<SendEvent, 'setting' | 'mark' | 'isShared'>): Promise<SendDecision> {
  const policy = readPolicy(event);
  if (policy === null) return Promise.resolve({ allow: false, reason: 'settings' });
  return event
    .mark(promiseMark)
    .then(parsePromise)
    .then(
      (promise: SendPromise | null) => inItsMailbox(event, checkSendPolicy({ policy, promise })),
      (): SendDecision =>
        event.isShared()
          ? inItsMailbox(event, checkSendPolicy({ policy, promise: null }))
          : { allow: false, reason: 'unreadable' },
    );
}

/**
 * In a shared mailbox Signet can neither sign nor encrypt. What the person set
 * for all messages, or promised for a draft that was moved there, holds all the
 * same: such a message stays, and the text says the ways out. But the pane makes
 * no promise there, so marks that the owner does not let us read prove none, and
 * must not stop what nobody wanted protected.
 */
function inItsMailbox(event: Pick<SendEvent, 'isShared'>, decision: SendDecision): SendDecision {
  return decision.allow || !event.isShared() ? decision : { allow: false, reason: 'shared' };
}

/** `null`: the settings cannot be read or understood. */
function readPolicy(event: Pick<SendEvent, 'setting'>): SendPolicy | null {
  try {
    return parsePolicy(event.setting(policyKey));
  } catch {
    return null; // Outlook's fault or a damaged text: either way nobody knows what is required.
  }
}
