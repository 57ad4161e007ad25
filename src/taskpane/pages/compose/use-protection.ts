import { useEffect, useState } from 'react';
import { promiseProtection, readPromise } from '../../../flows/promise-protection';
import type { ComposeItem } from '../../../mailbox/types';
import type { SendPromise } from '../../../store/policy';
import { usePane } from '../../state/environment';
import { switches, turn } from './protection';
import type { Protection, Switch } from './protection';

export type ProtectionState =
  | { readonly phase: 'reading' }
  /** What was promised can't be told: nothing may be decided. */
  | { readonly phase: 'unknown'; readonly error: unknown; readonly retry: () => void }
  | {
      readonly phase: 'known';
      readonly sign: Switch;
      readonly encrypt: Switch;
      /** The switch whose change is being kept. */
      readonly busy: Protection | null;
      /** It could not be kept, so the switch did not move. */
      readonly failed: Protection | null;
      /** Resolves whether it is kept. */
      readonly set: (protection: Protection, isOn: boolean) => Promise<boolean>;
    };

type Read = { readonly promise: SendPromise | null } | { readonly error: unknown };

/**
 * The switches of this message. The promise is kept with the message before a
 * switch shows it: what people have seen, Outlook's own Send holds to.
 */
export function useProtection(item: ComposeItem): ProtectionState {
  const { keyring } = usePane();
  const [read, setRead] = useState<Read | null>(null);
  const [busy, setBusy] = useState<Protection | null>(null);
  const [failed, setFailed] = useState<Protection | null>(null);
  const [turns, setTurns] = useState(0);
  useEffect(() => {
    let isDropped = false;
    const show = (result: Read) => {
      if (!isDropped) setRead(result);
    };
    readPromise(item).then(
      (promise) => show({ promise }),
      (error: unknown) => show({ error }),
    );
    return () => {
      isDropped = true;
    };
  }, [item, turns]);

  if (read === null) return { phase: 'reading' };
  if ('error' in read) {
    const retry = () => {
      setRead(null);
      setTurns(turns + 1);
    };
    return { phase: 'unknown', error: read.error, retry };
  }
  const { policy } = keyring;
  const set = async (protection: Protection, isOn: boolean) => {
    setBusy(protection);
    setFailed(null);
    const next = turn(read.promise, protection, isOn, policy);
    return promiseProtection(item, next)
      .then(
        () => {
          setRead({ promise: next });
          return true;
        },
        () => {
          setFailed(protection);
          return false;
        },
      )
      .finally(() => setBusy(null));
  };
  return { phase: 'known', ...switches(policy, read.promise), busy, failed, set };
}
