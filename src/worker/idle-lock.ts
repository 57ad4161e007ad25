/** How long unlocked keys stay without anybody working with them. */
export const idleMilliseconds = 60 * 60 * 1000;

export interface IdleLock {
  /** When it locks, milliseconds since 1970; `undefined` while stopped. */
  readonly locksAt: number | undefined;
  /** Counts anew from now. */
  touch(): void;
  /** Another pane was active: locks no earlier than there. */
  extend(locksAt: number): void;
  stop(): void;
  /** Locks at once when the time is over: a timer does not run while the computer sleeps. */
  check(): void;
}

export function createIdleLock(now: () => Date, milliseconds: number, lock: () => void): IdleLock {
  let locksAt: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const check = (): void => {
    if (locksAt !== undefined && now().getTime() >= locksAt) lock();
    else schedule();
  };
  const schedule = (): void => {
    clearTimeout(timer);
    if (locksAt !== undefined) timer = setTimeout(check, Math.max(0, locksAt - now().getTime()));
  };
  const extend = (until: number): void => {
    // Nobody can promise more than a full period from now.
    const latest = now().getTime() + milliseconds;
    locksAt = Math.max(locksAt ?? 0, Math.min(until, latest));
    schedule();
  };
  return {
    get locksAt() {
      return locksAt;
    },
    touch: () => extend(now().getTime() + milliseconds),
    extend,
    stop: () => {
      clearTimeout(timer);
      locksAt = undefined;
    },
    check,
  };
}
