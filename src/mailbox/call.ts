import { MailboxError } from './errors';

/**
 * The one way to call Outlook: a callback becomes a promise with a time limit
 * of our own. Outlook answers some calls never: a lost reply leaves office.js
 * silent for ever, and its own S/MIME, switched on in a compose form, makes
 * several calls hang.
 *
 * This file is also part of the send check, which runs in an engine that knows
 * ES2016 and perhaps no timers: hence no `async`, no `finally`.
 */
type Answer<T> = (result: Office.AsyncResult<T>) => void;

export const callLimit = 10_000;
/** For calls that move whole files. */
export const fileCallLimit = 60_000;

export function callOutlook<T>(
  /** What has the method; asked at run time whether it really has it, for Outlooks differ. */
  target: object | null | undefined,
  /** As errors name it; the part after the last dot is the name of the method. */
  call: string,
  start: (done: Answer<T>) => void,
  milliseconds: number = callLimit,
  /** Rejects with its reason at once when it is aborted. */
  signal?: AbortSignal,
): Promise<T> {
  if (!offers(target, call.slice(call.lastIndexOf('.') + 1))) {
    return Promise.reject(new MailboxError('ERR_OFFICE_UNSUPPORTED', { call }));
  }
  const run = () => new Promise<T>((resolve, reject) => answerOrGiveUp(call, start, milliseconds, resolve, reject));
  return signal === undefined ? inTurn(run) : untilAborted(signal, inTurn(() => unlessAborted(signal, run)));
}

/** A call that waits for its turn is never begun; one under way can't be called back, and keeps the others waiting. */
function untilAborted<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    answer.then(resolve, reject);
  });
}

function unlessAborted<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  return signal.aborted ? Promise.reject(signal.reason as Error) : run();
}

/** A call whose answer is only that it was done. */
export const tellOutlook: (
  target: object | null | undefined,
  call: string,
  start: (done: Answer<void>) => void,
  milliseconds?: number,
) => Promise<void> = callOutlook;

export function offers(target: object | null | undefined, method: string): boolean {
  return target !== null && target !== undefined && typeof Reflect.get(target, method) === 'function';
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Outlook takes at most three calls at once, counting those of our other
 * frames, and several reading files side by side were seen to hang: one at a
 * time from here. The limit of a call begins when its turn comes.
 */
function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const turn = last.then(run, run);
  last = turn;
  return turn;
}

function answerOrGiveUp<T>(
  call: string,
  start: (done: Answer<T>) => void,
  milliseconds: number,
  resolve: (value: T) => void,
  reject: (error: Error) => void,
): void {
  const stopClock = startClock(milliseconds, () => reject(new MailboxError('ERR_OFFICE_TIMEOUT', { call, milliseconds })));
  try {
    start((result) => {
      stopClock();
      if (String(result.status) === 'succeeded') resolve(result.value);
      else reject(officeError(call, result.error));
    });
  } catch (error) {
    // office.js throws at once for missing permission and for arguments it refuses.
    stopClock();
    reject(officeError(call, error));
  }
}

/** Where the engine has no timers, Outlook's own limit for the whole event remains. */
function startClock(milliseconds: number, giveUp: () => void): () => void {
  if (typeof setTimeout !== 'function') return () => undefined;
  const timer = setTimeout(giveUp, milliseconds);
  return () => clearTimeout(timer);
}

/** Outlook's number for why a call failed, when it was a call that failed. */
export function officeCodeOf(error: unknown): number | undefined {
  if (!(error instanceof MailboxError)) return undefined;
  const { officeCode } = error.details as { readonly officeCode?: number };
  return officeCode;
}

function officeError(call: string, error: unknown): MailboxError {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  const details = {
    call,
    officeCode: typeof code === 'number' ? code : 0,
    officeName: typeof name === 'string' ? name : '',
  };
  return new MailboxError('ERR_OFFICE_CALL', details, { cause: error });
}
