import { useEffect, useRef, useState } from 'react';
import { openItem } from '../../flows/open-message';
import type { ItemReading, OpenStep } from '../../flows/open-message';
import type { ReadItem } from '../../mailbox/types';
import type { KeyringState } from '../../worker/keyring';
import { codeOf } from '../texts/errors';
import { usePane } from './environment';

export type Reading =
  | { readonly phase: 'checking'; readonly step: OpenStep }
  /** By the person; nothing is known about the message. */
  | { readonly phase: 'cancelled' }
  | { readonly phase: 'done'; readonly reading: ItemReading; readonly access: string }
  | { readonly phase: 'failed'; readonly error: unknown };

const checking: Reading = { phase: 'checking', step: 'reading' };

export interface ReadingActions {
  readonly state: Reading;
  readonly retry: () => void;
  /** Stops the worker's work, too. */
  readonly cancel: () => void;
}

/**
 * Opens the message that is shown. Unlocking and locking open an encrypted one
 * anew; what was there before is gone at once. Another message, or none, ends
 * the work on this one; a late result is dropped.
 */
export function useReading(item: ReadItem): ReadingActions {
  const { env, keyring } = usePane();
  const working = useRef(new AbortController());
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
    const controller = new AbortController();
    working.current = controller;
    openItem(env, item, { signal: controller.signal, onStep: (step) => show({ phase: 'checking', step }) }).then(
      (reading) => show({ phase: 'done', reading, access }),
      (error: unknown) => show(codeOf(error) === 'ERR_CANCELLED' ? { phase: 'cancelled' } : { phase: 'failed', error }),
    );
    return () => {
      isDropped = true;
      controller.abort();
    };
    // `current` follows from these and from results, which must not start it again.
  }, [env, item, access, turn]);
  const retry = () => {
    setState(checking);
    setTurn(turn + 1);
  };
  return { state: current, retry, cancel: () => working.current.abort() };
}

/** Which keys could open something now. */
function accessOf({ status, digitalIds }: KeyringState): string {
  return [status, ...digitalIds.map(({ fingerprint }) => fingerprint)].join(' ');
}

function isStale(state: Reading, access: string): boolean {
  if (state.phase !== 'done' || state.reading.kind === 'plain') return false;
  return state.reading.opened.encryption.state !== 'not-encrypted' && state.access !== access;
}
