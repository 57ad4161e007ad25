import type { KeepUnlocked } from '../store/preferences';

const minute = 60 * 1000;

/** How long unlocked keys stay without anybody working with them; `Infinity` until the last pane closes. */
export const idleMilliseconds: Readonly<Record<KeepUnlocked, number>> = {
  quarterHour: 15 * minute,
  hour: 60 * minute,
  untilClosed: Infinity,
};

export interface IdleLock {
  /** When it locks, milliseconds since 1970; `Infinity` when it does not; `undefined` while stopped. */
  readonly locksAt: number | undefined;
  /** Another period; when it differs, it begins now. */
  setPeriod(milliseconds: number): void;
  /** Counts anew from now. */
  touch(): void;
  /** Another pane was active: locks no earlier than there. */
  extend(locksAt: number): void;
  stop(): void;
  /** Locks at once when the time is over: a timer does not run while the computer sleeps. */
  check(): void;
}

export function createIdleLock(now: () => Date, lock: () => void): IdleLock {
  let period = Infinity;
  let locksAt: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const check = (): void => {
    if (locksAt !== undefined && now().getTime() >= locksAt) lock();
    else schedule();
  };
  const schedule = (): void => {
    clearTimeout(timer);
    // A timer takes no Infinity: it would run at once.
    if (locksAt === undefined || locksAt === Infinity) return;
    timer = setTimeout(check, Math.max(0, locksAt - now().getTime()));
  };
  const extend = (until: number): void => {
    // Nobody can promise more than a full period from now.
    const latest = now().getTime() + period;
    locksAt = Math.max(locksAt ?? 0, Math.min(until, latest));
    schedule();
  };
  return {
    get locksAt() {
      return locksAt;
    },
    setPeriod: (milliseconds) => {
      if (milliseconds === period) return;
      period = milliseconds;
      if (locksAt === undefined) return;
      locksAt = now().getTime() + period;
      schedule();
    },
    touch: () => extend(now().getTime() + period),
    extend,
    stop: () => {
      clearTimeout(timer);
      locksAt = undefined;
    },
    check,
  };
}
