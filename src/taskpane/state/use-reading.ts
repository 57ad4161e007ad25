import { useCallback } from 'react';
import { openItem } from '../../flows/open-message';
import type { ItemReading, OpenItemOptions } from '../../flows/open-message';
import type { ReadItem } from '../../mailbox/types';
import { usePane } from './environment';
import { useOpening } from './use-opening';
import type { Opening, OpeningActions } from './use-opening';

export type Reading = Opening<ItemReading>;

/** Opens the message that is shown. */
export function useReading(item: ReadItem): OpeningActions<ItemReading> {
  const { env } = usePane();
  const open = useCallback((options: OpenItemOptions) => openItem(env, item, options), [env, item]);
  return useOpening(open, messageIn);
}

const messageIn = (reading: ItemReading) => (reading.kind === 'plain' ? null : reading.opened);
