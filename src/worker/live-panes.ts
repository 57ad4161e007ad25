/** Which panes of this browser, below one Outlook site, have the same mailbox open. */
export interface LivePanes {
  /** Counts this pane from now on; its end is noticed by the browser. Returns how to leave before. */
  join(mailbox: string): () => void;
  /** This one included; 1 where the browser does not tell. */
  count(mailbox: string): Promise<number>;
}

type Locks = Pick<LockManager, 'request' | 'query'>;

/** A shared lock for each pane: the browser frees it when the pane goes, however it goes. */
export function createLivePanes(locks: Locks | undefined = browserLocks()): LivePanes {
  const nameOf = (mailbox: string) => `signet.pane ${mailbox.toLowerCase()}`;
  const join = (mailbox: string) => {
    let leave: () => void = () => undefined;
    const stays = new Promise<void>((resolve) => (leave = resolve));
    // A browser that refuses has told so by rejecting: then panes are not counted.
    locks?.request(nameOf(mailbox), { mode: 'shared' }, () => stays).catch(() => undefined);
    return leave;
  };
  const count = async (mailbox: string) => {
    const held = await locks?.query().then(
      (known) => known.held ?? [],
      () => [],
    );
    const panes = (held ?? []).filter(({ name }) => name === nameOf(mailbox));
    return Math.max(1, panes.length);
  };
  return { join, count };
}

function browserLocks(): Locks | undefined {
  return (navigator as Partial<Pick<Navigator, 'locks'>> | undefined)?.locks;
}
