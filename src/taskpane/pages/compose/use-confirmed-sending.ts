import { useState } from 'react';
import type { SendActions } from '../../state/use-sending';
import type { ProtectionState } from './use-protection';

export interface ConfirmedSending {
  readonly actions: SendActions;
  /** "Send without encryption?" stands open. */
  readonly isAsking: boolean;
  readonly onKeep: () => void;
  readonly onSendClear: () => void;
}

/**
 * Between seeing "Encrypt: on" and pressing the button, a recipient who can't
 * read it may have turned both into something else. So the first press that
 * would send readable asks.
 */
export function useConfirmedSending(actions: SendActions, protection: ProtectionState): ConfirmedSending {
  const [waiting, setWaiting] = useState<{ readonly send: () => void } | null>(null);
  const known = protection.phase === 'known' ? protection : null;
  const send: SendActions['send'] = (what, passphrase) => {
    const act = () => actions.send(what, passphrase);
    if (known?.lostSuggestion === true && !what.encrypt) setWaiting({ send: act });
    else act();
  };
  return {
    actions: { ...actions, send },
    isAsking: waiting !== null,
    onKeep: () => {
      setWaiting(null);
      void known?.set('encrypt', true);
    },
    onSendClear: () => {
      setWaiting(null);
      void known?.set('encrypt', false).then((isKept) => {
        if (isKept) waiting?.send();
      });
    },
  };
}
