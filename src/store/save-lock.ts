/** Runs `act` while no other pane of this mailbox in this browser runs its own. */
export type Alone = <T>(act: () => Promise<T>) => Promise<T>;

type Locks = Pick<LockManager, 'request'>;

/** A pane that hangs must not keep the others from saving for ever; one save takes Outlook ten seconds at most. */
const patience = 30_000;

/**
 * By a Web Lock. Where the browser has none, refuses it, or another pane never
 * lets go, the act runs all the same: two saves at once are then put right
 * afterwards, as far as the panes hear of each other.
 */
export function createSaveLock(mailbox: string, locks: Locks | undefined = browserLocks()): Alone {
  const name = `signet.save ${mailbox.toLowerCase()}`;
  return async (act) => {
    if (locks === undefined) return act();
    let release: () => void = () => undefined;
    const isDone = new Promise<void>((resolve) => (release = resolve));
    await new Promise<void>((go) => {
      const held = locks.request(name, { signal: AbortSignal.timeout(patience) }, () => {
        go();
        return isDone;
      });
      held.catch(() => go()); // Refused, or not granted in time.
    });
    try {
      return await act();
    } finally {
      release();
    }
  };
}

function browserLocks(): Locks | undefined {
  return (navigator as Partial<Pick<Navigator, 'locks'>>).locks;
}
