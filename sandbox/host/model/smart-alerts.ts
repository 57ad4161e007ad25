/** What Outlook does with the answer of an OnMessageSend handler. No browser in here. */
import type { AddIn, RibbonControl, SendMode } from '../../manifest';
import type { SendDialog } from './state';

export type SendVerdict =
  | { readonly kind: 'send' }
  | { readonly kind: 'ask'; readonly dialog: SendDialog; readonly contextData: string };

type Outcome =
  | { readonly kind: 'completed'; readonly result: { readonly text: string } }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'timed-out' };

const limits = { errorMessage: 500, cancelLabel: 20 };

/** As documented for each send mode; sendModeOverride can only relax to PromptUser. */
export function judgeSend(addIn: AddIn, mode: SendMode, outcome: Outcome): SendVerdict {
  if (outcome.kind === 'unavailable') {
    // SoftBlock lets a message pass when the add-in cannot be reached.
    return mode === 'Block' ? blocked(addIn, mode, `${addIn.name} is unavailable and can't check this message.`) : { kind: 'send' };
  }
  if (outcome.kind === 'timed-out') {
    return blocked(addIn, mode, `${addIn.name} took too long to check this message. Try again later.`);
  }
  const answer = completedContext(outcome.result.text);
  if (answer['allowEvent'] === true) return { kind: 'send' };
  return refused(addIn, mode, answer);
}

function refused(addIn: AddIn, mode: SendMode, answer: Readonly<Record<string, unknown>>): SendVerdict {
  const { errorMessage, cancelLabel, commandId, contextData, sendModeOverride } = answer;
  const given = typeof errorMessage === 'string' ? errorMessage : '';
  const effective = sendModeOverride === 'promptUser' ? 'PromptUser' : mode;
  const remark = remarkOn(given, cancelLabel);
  const control = typeof commandId === 'string' ? findControl(addIn, commandId) : undefined;
  const label = typeof cancelLabel === 'string' && cancelLabel.length <= limits.cancelLabel ? cancelLabel : 'Take Action';
  const verdict = blocked(addIn, effective, given.length <= limits.errorMessage ? given : '');
  return {
    ...verdict,
    contextData: typeof contextData === 'string' ? contextData : JSON.stringify(contextData ?? ''),
    dialog: {
      ...verdict.dialog,
      ...(control === undefined ? {} : { action: { label, control } }),
      ...(remark === undefined ? {} : { remark }),
    },
  };
}

interface Blocked {
  readonly kind: 'ask';
  readonly dialog: Extract<SendDialog, { kind: 'blocked' }>;
  readonly contextData: string;
}

function blocked(addIn: AddIn, mode: SendMode, text: string): Blocked {
  const message = text === '' ? `${addIn.name} doesn't allow this message to be sent as it is.` : text;
  return {
    kind: 'ask',
    dialog: { kind: 'blocked', addInName: addIn.name, message, canSendAnyway: mode === 'PromptUser' },
    contextData: '',
  };
}

function completedContext(text: string): Readonly<Record<string, unknown>> {
  const event = (text === '' ? {} : JSON.parse(text)) as { completedContext?: Readonly<Record<string, unknown>> };
  return event.completedContext ?? {};
}

function remarkOn(errorMessage: string, cancelLabel: unknown): string | undefined {
  if (errorMessage.length > limits.errorMessage) {
    return `Outlook refuses this errorMessage: ${errorMessage.length} characters, ${limits.errorMessage} are allowed.`;
  }
  if (typeof cancelLabel === 'string' && cancelLabel.length > limits.cancelLabel) {
    return `Outlook refuses this cancelLabel: ${cancelLabel.length} characters, ${limits.cancelLabel} are allowed.`;
  }
  return undefined;
}

function findControl(addIn: AddIn, id: string): RibbonControl | undefined {
  return addIn.surfaces.compose.flatMap((group) => group.controls).find((control) => control.id === id);
}
