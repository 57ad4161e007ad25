import type { AddIn } from '../../manifest';
import type { FrameHost } from '../office/frame';
import type { Item } from '../office/item';
import type { Draft } from './draft';
import { runFunction } from './function-frame';
import type { RunOutcome } from './function-frame';
import type { Observable } from './observable';
import type { Panes } from './panes';
import { judgeSend } from './smart-alerts';
import type { DialogAnswer, SendDialog, State } from './state';

/** What the check needs of the mail program. */
export interface SendDesk {
  readonly state: Observable<State>;
  readonly addIn: AddIn | undefined;
  readonly frameHost: FrameHost;
  ask(dialog: SendDialog): Promise<DialogAnswer>;
  dismissDialog(): void;
  readonly panes: Pick<Panes, 'open'>;
}

const slowAfter = 5000;

/** Runs the add-in's check, when it has one. @returns whether the message may leave */
export async function trySend(outlook: SendDesk, draft: Draft): Promise<boolean> {
  const complaint = complaintAbout(draft);
  if (complaint !== undefined) {
    outlook.state.change({ notice: complaint });
    return false;
  }
  const { addIn } = outlook;
  const launch = addIn?.launchEvents.find(({ type }) => type === 'OnMessageSend');
  if (addIn === undefined || launch === undefined) return true;

  const item: Item = { kind: 'compose', draft };
  const mode = launch.sendMode ?? 'SoftBlock';
  const outcome = await whileAsking(outlook, mode === 'PromptUser', addIn.name, () =>
    runFunction(outlook.frameHost, {
      addIn,
      url: addIn.runtimeUrl ?? addIn.functionFileUrl ?? addIn.origin,
      controlId: launch.functionName,
      functionName: launch.functionName,
      event: { type: launch.type },
      item: () => item,
    }),
  );
  if (outcome === 'dont-send') return false;
  if (outcome === 'send-anyway') return true;
  const verdict = judgeSend(addIn, mode, outcome);
  if (verdict.kind === 'send') return true;

  // The add-in may have sent it its own way meanwhile, and closed the form.
  if (outlook.state.get().draft !== draft) return false;
  draft.initializationContext = verdict.contextData;
  const answer = await outlook.ask(verdict.dialog);
  if (answer === 'take-action' && verdict.dialog.kind === 'blocked' && verdict.dialog.action !== undefined) {
    outlook.panes.open(verdict.dialog.action.control);
  }
  return answer === 'send-anyway';
}

/** After five seconds Outlook says that the add-in takes longer, and offers a way out. */
async function whileAsking(
  outlook: SendDesk,
  canSendAnyway: boolean,
  addInName: string,
  run: () => Promise<RunOutcome>,
): Promise<RunOutcome | 'dont-send' | 'send-anyway'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const impatient = new Promise<'dont-send' | 'send-anyway'>((resolve) => {
    timer = setTimeout(() => {
      void outlook.ask({ kind: 'slow', addInName, canSendAnyway }).then((answer) => {
        if (answer === 'dont-send' || answer === 'send-anyway') resolve(answer);
      });
    }, slowAfter);
  });
  try {
    return await Promise.race([run(), impatient]);
  } finally {
    clearTimeout(timer);
    if (outlook.state.get().dialog?.kind === 'slow') outlook.dismissDialog();
  }
}

function complaintAbout(draft: Draft): string | undefined {
  const { recipients } = draft;
  if (recipients.length === 0) return 'Add at least one recipient.';
  const unresolved = recipients.find(({ isResolved }) => !isResolved);
  return unresolved === undefined ? undefined : `Outlook doesn't recognise "${unresolved.name}".`;
}
