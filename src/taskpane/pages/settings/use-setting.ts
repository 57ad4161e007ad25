import { useState } from 'react';
import type { KeyringState } from '../../../worker/keyring';
import { useToast } from '../../components/Toasts';
import { usePane } from '../../state/environment';
import { codeOf, tell } from '../../texts/errors';
import { frame } from '../../texts/frame';
import { settings as texts } from '../../texts/settings';
import type { Told } from '../../texts/told';

/** It covers nothing for long: the switch says the same. */
const savedMilliseconds = 3000;

export interface Setting<T> {
  /** The chosen one while it is being saved; what is kept otherwise. */
  readonly value: T;
  readonly canChange: boolean;
  readonly failure: Told | null;
  readonly set: (value: T) => void;
}

/** Saved at once; what could not be saved is back to what it was, and that is said. */
export function useSetting<T>(
  kept: T,
  save: (value: T) => Promise<KeyringState>,
  nameOf: (value: T) => string,
): Setting<T> {
  const { keyring, setKeyring } = usePane();
  const toast = useToast();
  const [saving, setSaving] = useState<{ readonly value: T } | null>(null);
  const [failure, setFailure] = useState<Told | null>(null);
  const set = (value: T) => {
    setSaving({ value });
    setFailure(null);
    save(value)
      .then(
        (state) => {
          setKeyring(state);
          toast({ words: frame.announce.saved, milliseconds: savedMilliseconds });
        },
        (error: unknown) => setFailure(told(error, nameOf(kept))),
      )
      .finally(() => setSaving(null));
  };
  return {
    value: saving === null ? kept : saving.value,
    canChange: keyring.status === 'unlocked' && saving === null,
    failure,
    set,
  };
}

function told(error: unknown, old: string): Told {
  return codeOf(error) === 'ERR_STORE_NOT_SAVED' ? { ...texts.notSaved, values: { old } } : tell(error);
}
