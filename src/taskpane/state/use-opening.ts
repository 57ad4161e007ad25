import { useEffect, useRef, useState } from 'react';
import type { OpenItemOptions, OpenStep } from '../../flows/open-message';
import type { OpenedMessage } from '../../smime/index';
import type { KeyringState } from '../../worker/keyring';
import { codeOf } from '../texts/errors';
import { usePane } from './environment';

export type Opening<T> =
  | { readonly phase: 'checking'; readonly step: OpenStep }
  /** By the person; nothing is known about what was to be opened. */
  | { readonly phase: 'cancelled' }
  | { readonly phase: 'done'; readonly reading: T; readonly access: string }
  | { readonly phase: 'failed'; readonly error: unknown };

const checking = { phase: 'checking', step: 'reading' } as const;

export interface OpeningActions<T> {
  readonly state: Opening<T>;
  readonly retry: () => void;
  /** Stops the worker's work, too. */
  readonly cancel: () => void;
}

type Open<T> = (options: OpenItemOptions) => Promise<T>;

/**
 * Opens something at once. Unlocking and locking open an encrypted message anew;
 * what was there before is gone at once. Something else to open, or nothing, ends
 * the work on this; a late result is dropped.
 * @param open - the same function as long as it opens the same
 * @param messageIn - the message in what was read, when there is one
 */
export function useOpening<T>(open: Open<T>, messageIn: (reading: T) => OpenedMessage | null): OpeningActions<T> {
  const { keyring } = usePane();
  const working = useRef(new AbortController());
  const access = accessOf(keyring);
  const [turn, setTurn] = useState(0);
  const [{ of, state }, setState] = useState<{ readonly of: Open<T>; readonly state: Opening<T> }>({ of: open, state: checking });
  const isStale = state.phase === 'done' && state.access !== access && isEncrypted(messageIn(state.reading));
  const current = of !== open || isStale ? checking : state;
  useEffect(() => {
    if (current.phase !== 'checking') return undefined;
    let isDropped = false;
    const show = (next: Opening<T>) => {
      if (!isDropped) setState({ of: open, state: next });
    };
    const controller = new AbortController();
    working.current = controller;
    open({ signal: controller.signal, onStep: (step) => show({ phase: 'checking', step }) }).then(
      (reading) => show({ phase: 'done', reading, access }),
      (error: unknown) => show(codeOf(error) === 'ERR_CANCELLED' ? { phase: 'cancelled' } : { phase: 'failed', error }),
    );
    return () => {
      isDropped = true;
      controller.abort();
    };
    // `current` follows from these and from results, which must not start it again.
  }, [open, access, turn]);
  const retry = () => {
    setState({ of: open, state: checking });
    setTurn(turn + 1);
  };
  return { state: current, retry, cancel: () => working.current.abort() };
}

/** Which keys could open something now. */
function accessOf({ status, digitalIds }: KeyringState): string {
  return [status, ...digitalIds.map(({ fingerprint }) => fingerprint)].join(' ');
}

function isEncrypted(opened: OpenedMessage | null): boolean {
  return opened !== null && opened.encryption.state !== 'not-encrypted';
}
