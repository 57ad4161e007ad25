import { useEffect, useState } from 'react';
import { openItem } from '../../flows/open-message';
import type { ItemReading } from '../../flows/open-message';
import type { ReadItem } from '../../mailbox/types';
import type { KeyringState } from '../../worker/keyring';
import { usePane } from './environment';

export type Reading =
  | { readonly phase: 'checking' }
  | { readonly phase: 'done'; readonly reading: ItemReading; readonly access: string }
  | { readonly phase: 'failed'; readonly error: unknown };

const checking: Reading = { phase: 'checking' };

/**
 * Opens the message that is shown. Unlocking and locking open an encrypted one
 * anew; what was there before is gone at once. A late result is dropped.
 */
export function useReading(item: ReadItem): { readonly state: Reading; readonly retry: () => void } {
  const { env, keyring } = usePane();
  const access = accessOf(keyring);
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState(checking);
  const current = isStale(state, access) ? checking : state;
  useEffect(() => {
    if (current.phase !== 'checking') return undefined;
    let isDropped = false;
    const show = (next: Reading) => {
      if (!isDropped) setState(next);
    };
    openItem(env, item).then(
      (reading) => show({ phase: 'done', reading, access }),
      (error: unknown) => show({ phase: 'failed', error }),
    );
    return () => {
      isDropped = true;
    };
    // `current` follows from these and from results, which must not start it again.
  }, [env, item, access, turn]);
  const retry = () => {
    setState(checking);
    setTurn(turn + 1);
  };
  return { state: current, retry };
}

/** Which keys could open something now. */
function accessOf({ status, digitalIds }: KeyringState): string {
  return [status, ...digitalIds.map(({ fingerprint }) => fingerprint)].join(' ');
}

function isStale(state: Reading, access: string): boolean {
  if (state.phase !== 'done' || state.reading.kind === 'plain') return false;
  return state.reading.opened.encryption.state !== 'not-encrypted' && state.access !== access;
}
