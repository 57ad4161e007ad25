import { useEffect, useState } from 'react';
import { checkReadiness } from '../../../flows/check-readiness';
import type { Readiness } from '../../../flows/check-readiness';
import type { ComposeItem, DraftSummary } from '../../../mailbox/types';
import { usePane } from '../../state/environment';

export interface DraftState {
  readonly summary: DraftSummary | null;
  /** `null` while it is computed anew: the button waits. */
  readonly readiness: Readiness | null;
  readonly error: unknown;
  readonly retry: () => void;
}

interface Known {
  readonly summary: DraftSummary;
  readonly readiness: Readiness;
  readonly turn: number;
}

/** Somebody types addresses one after the other: answers are asked for when that rests. */
const restMilliseconds = 150;

/** Who gets this message and whether they can read it, kept up with what is changed in Outlook. */
export function useDraft(item: ComposeItem): DraftState {
  const { env, keyring } = usePane();
  const [turn, setTurn] = useState(0);
  const [known, setKnown] = useState<Known | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => item.onChanged(() => setTurn((before) => before + 1)), [item]);
  // A certificate was added or compared, here or in another pane.
  useEffect(() => env.contacts.onChanged(() => setTurn((before) => before + 1)), [env]);
  useEffect(() => {
    let isDropped = false;
    const ask = async () => {
      const summary = await item.summary();
      return { summary, readiness: await checkReadiness(env, summary, keyring), turn };
    };
    const timer = setTimeout(() => {
      ask().then(
        (answer) => {
          if (isDropped) return;
          setKnown(answer);
          setError(null);
        },
        (reason: unknown) => {
          if (!isDropped) setError(reason);
        },
      );
    }, turn === 0 ? 0 : restMilliseconds);
    return () => {
      isDropped = true;
      clearTimeout(timer);
    };
  }, [env, item, keyring, turn]);
  const retry = () => {
    setError(null);
    setTurn(turn + 1);
  };
  const isCurrent = known !== null && known.turn === turn;
  return { summary: known?.summary ?? null, readiness: isCurrent ? known.readiness : null, error, retry };
}
