import { useEffect, useState } from 'react';
import { usePane } from './environment';

const minute = 60_000;
/** How often it is looked again whether somebody worked meanwhile. */
const lookEvery = 5_000;

/**
 * Whether the automatic lock is less than a minute away. Work puts it off
 * without telling us: so the keyring is asked before anything is said.
 */
export function useLockingSoon(): { readonly isLockingSoon: boolean; readonly keepUnlocked: () => void } {
  const { env, keyring, setKeyring } = usePane();
  const [soonAt, setSoonAt] = useState<number | undefined>();
  const locksAt = keyring.status === 'unlocked' ? keyring.locksAt : undefined;
  const isLockingSoon = locksAt !== undefined && soonAt === locksAt;
  useEffect(() => {
    if (locksAt === undefined) return undefined;
    const look = () => {
      void env.keyring.state().then((state) => {
        if (state.locksAt === locksAt) setSoonAt(locksAt);
        else setKeyring(state);
      });
    };
    const left = locksAt - minute - env.now().getTime();
    const timer = isLockingSoon ? setInterval(look, lookEvery) : setTimeout(look, Math.max(0, left));
    return () => clearInterval(timer);
  }, [env, setKeyring, locksAt, isLockingSoon]);
  const keepUnlocked = () => {
    env.keyring.keepAlive();
    void env.keyring.state().then(setKeyring);
  };
  return { isLockingSoon, keepUnlocked };
}
