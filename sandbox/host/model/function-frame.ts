import type { AddIn } from '../../manifest';
import { AddInFrame } from '../office/frame';
import type { CommandResult, FrameHost } from '../office/frame';
import type { Draft } from './draft';

export type RunOutcome =
  | { readonly kind: 'completed'; readonly result: CommandResult }
  /** The page did not start, or knows no such function. */
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'timed-out' };

export interface Run {
  readonly addIn: AddIn;
  readonly url: string;
  readonly controlId: string;
  readonly functionName: string;
  readonly event: unknown;
  readonly item: () => ReturnType<ConstructorParameters<typeof AddInFrame>[2]>;
  readonly draft?: Draft;
}

const startLimit = 20_000;
const runLimit = 5 * 60_000;
const functionNotFound = 11101;

/**
 * Runs one function of the add-in in a frame of its own that nobody sees. The
 * command waits in the frame until the add-in listens; a second completion is
 * not heard, because the frame is gone by then.
 */
export async function runFunction(host: FrameHost, run: Run): Promise<RunOutcome> {
  const frame = new AddInFrame(host, run.addIn, run.item);
  const element = document.createElement('iframe');
  element.hidden = true;
  element.title = `${run.addIn.name} (${run.functionName})`;
  element.name = frame.windowName();
  element.src = run.url;
  document.body.append(element);
  const stop = frame.listen(element.contentWindow);
  try {
    const isReady = frame.registered('appCommandInvoked').then(() => true);
    if (!(await Promise.race([isReady, after(startLimit, false)]))) return { kind: 'unavailable' };
    const completed = frame
      .command(run.controlId, run.functionName, run.event)
      .then((result): RunOutcome => ({ kind: 'completed', result }));
    const outcome = await Promise.race([completed, after<RunOutcome>(runLimit, { kind: 'timed-out' })]);
    const isMissing = outcome.kind === 'completed' && outcome.result.status === functionNotFound;
    return isMissing ? { kind: 'unavailable' } : outcome;
  } finally {
    stop();
    element.remove();
  }
}

async function after<T>(milliseconds: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), milliseconds));
}
