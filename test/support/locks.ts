/** Exclusive Web Locks as a browser has them, for a runtime without: one after the other, by name. */
export function createLocks(): Pick<LockManager, 'request'> {
  const last = new Map<string, Promise<unknown>>();
  const request = (name: string, _options: unknown, callback: (lock: null) => Promise<unknown>): Promise<unknown> => {
    const turn = (last.get(name) ?? Promise.resolve()).then(() => callback(null));
    last.set(name, turn.catch(() => undefined));
    return turn;
  };
  return { request } as Pick<LockManager, 'request'>;
}
