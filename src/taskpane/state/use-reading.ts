import { useCallback, useEffect, useRef } from 'react';
import { isOutdated, openItem } from '../../flows/open-message';
import type { ItemReading, OpenItemOptions } from '../../flows/open-message';
import type { ReadItem } from '../../mailbox/types';
import { usePane } from './environment';
import { useOpening } from './use-opening';
import type { Opening, OpeningActions } from './use-opening';

export type Reading = Opening<ItemReading>;

/** Opens the message that is shown; again when the person has found that the signer's certificate is somebody else's. */
export function useReading(item: ReadItem): OpeningActions<ItemReading> {
  const { env } = usePane();
  const open = useCallback((options: OpenItemOptions) => openItem(env, item, options), [env, item]);
  const actions = useOpening(open, messageIn);
  const { state } = actions;
  const retry = useRef(actions.retry);
  retry.current = actions.retry;
  const smime = state.phase === 'done' && state.reading.kind === 'smime' ? state.reading : null;
  useEffect(() => {
    if (smime === null) return undefined;
    let isDropped = false;
    const stop = env.contacts.onChanged(() => {
      void isOutdated(env, smime).then((isSo) => {
        if (isSo && !isDropped) retry.current();
      });
    });
    return () => {
      isDropped = true;
      stop();
    };
  }, [env, smime]);
  return actions;
}

const messageIn = (reading: ItemReading) => (reading.kind === 'plain' ? null : reading.opened);
