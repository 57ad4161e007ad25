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
export function decideOnSend(event: Pick<SendEvent, 'setting' | 'mark'>): Promise<SendDecision> {
  const policy = readPolicy(event);
  if (policy === null) return Promise.resolve({ allow: false, reason: 'settings' });
  return event
    .mark(promiseMark)
    .then(parsePromise)
    .then(
      (promise: SendPromise | null) => checkSendPolicy({ policy, promise }),
      (): SendDecision => ({ allow: false, reason: 'unreadable' }),
    );
}

/** `null`: the settings cannot be read or understood. */
function readPolicy(event: Pick<SendEvent, 'setting'>): SendPolicy | null {
  try {
    return parsePolicy(event.setting(policyKey));
  } catch {
    return null; // Outlook's fault or a damaged text: either way nobody knows what is required.
  }
}
