import { useEffect } from 'react';
import { announcePromise, promiseBarFor } from '../../../flows/announce';
import type { ComposeItem } from '../../../mailbox/types';
import { usePane } from '../../state/environment';
import { promiseBars } from '../../texts/info-bars';
import type { ProtectionState } from './use-protection';

/** While Encrypt is promised, Outlook's own form says which button sends. A suggestion is no promise: Outlook only asks then. */
export function usePromiseBar(item: ComposeItem, protection: ProtectionState): void {
  const { env } = usePane();
  const isKnown = protection.phase === 'known';
  const isOn = isKnown && protection.encrypt.isOn && !protection.isSuggested;
  useEffect(() => {
    if (!isKnown) return;
    const key = promiseBarFor(env.mailbox.runsSendCheck);
    void announcePromise(env, item, isOn ? { key, message: promiseBars[key] } : null);
  }, [env, item, isKnown, isOn]);
}
