import type { SendDecision } from '../flows/check-send-policy';
import type { SendAnswer, SendEvent } from '../mailbox/send-event';
import { alertCommandId, alerts } from './alerts';

/** Longer than reading settings and promise may take; far below Outlook's own five minutes. */
const limitMilliseconds = 25_000;

/**
 * Answers Outlook's send event exactly once, and is the only code that does. A
 * throw, a rejection, an answer that makes no sense and silence all hold the
 * message back; it goes only when `decide` says so. Where the engine has no
 * timers, Outlook's own limit takes their place.
 */
export function failClosed(event: Pick<SendEvent, 'completed'>, decide: () => Promise<SendDecision>): void {
  let isAnswered = false;
  const answer = (decision: SendDecision) => {
    if (isAnswered) return;
    isAnswered = true;
    complete(event, answerFor(decision));
  };
  const hold = () => answer({ allow: false, reason: 'failed' });
  if (typeof setTimeout === 'function') setTimeout(hold, limitMilliseconds);
  try {
    decide().then(answer, hold);
  } catch {
    hold(); // Whatever it was: the message stays, and the text says so.
  }
}

/** An older Outlook may refuse options that it does not know; the answer itself must reach it. */
function complete(event: Pick<SendEvent, 'completed'>, answer: SendAnswer): void {
  try {
    event.completed(answer);
  } catch {
    const { allowEvent, errorMessage } = answer;
    event.completed(errorMessage === undefined ? { allowEvent } : { allowEvent, errorMessage });
  }
}

/** Only a decision that says so in so many words lets a message go. */
function answerFor(given: SendDecision | undefined): SendAnswer {
  if (given?.allow === true) return { allowEvent: true };
  const reason = given !== undefined && given.reason in alerts ? given.reason : 'failed';
  const { text, button, mayBeSent } = alerts[reason];
  return {
    allowEvent: false,
    errorMessage: text,
    cancelLabel: button,
    commandId: alertCommandId,
    contextData: JSON.stringify({ reason }),
    ...(mayBeSent === true ? { sendModeOverride: 'promptUser' } : {}),
  };
}
