import { useEffect, useState } from 'react';
import type { Environment } from '../../flows/environment';
import type { KeyringState } from '../../worker/keyring';

/** The keyring's state, kept up with what other panes (lock, unlock, save) and time do to it. */
export function useKeyring(env: Environment, initial: KeyringState): readonly [KeyringState, (state: KeyringState) => void] {
  const [state, setState] = useState(initial);
  useEffect(() => {
    const stop = env.keyring.onStateChanged(setState);
    // Another pane may have answered before we listened.
    void env.keyring.state().then(setState);
    return stop;
  }, [env]);
  useEffect(() => {
    // Somebody is working here: the automatic lock begins anew.
    const keepAlive = () => env.keyring.keepAlive();
    document.addEventListener('pointerdown', keepAlive);
    document.addEventListener('keydown', keepAlive);
    return () => {
      document.removeEventListener('pointerdown', keepAlive);
      document.removeEventListener('keydown', keepAlive);
    };
  }, [env]);
  return [state, setState];
}
