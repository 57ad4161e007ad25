import { useEffect, useState } from 'react';
import type { ComposeItem } from '../../mailbox/types';

/** Kept with the item: this wish has been taken up. */
const wishMark = 'signet.wish';

export interface Wish {
  readonly isWanted: boolean;
  readonly end: () => void;
}

/**
 * The Sign & Send button of the ribbon, consumed once: written down with the
 * item before anything is done, so that a reload of the pane never sends by
 * itself, and gone as soon as the message is changed.
 */
export function useWish(item: ComposeItem, isAsked: boolean): Wish {
  const [isWanted, setWanted] = useState(false);
  const end = () => setWanted(false);
  useEffect(() => {
    if (!isAsked) return undefined;
    let isDropped = false;
    const stop = item.onChanged(() => {
      isDropped = true;
      setWanted(false);
    });
    takeUp(item).then(
      (isFirst) => {
        if (isFirst && !isDropped) setWanted(true);
      },
      // It can't be written down, so it could come again: the button in the pane does the rest.
      () => setWanted(false),
    );
    return () => {
      isDropped = true;
      stop();
    };
  }, [item, isAsked]);
  return { isWanted, end };
}

async function takeUp(item: ComposeItem): Promise<boolean> {
  if ((await item.readMark(wishMark)) !== null) return false;
  await item.writeMark(wishMark, 'taken');
  return true;
}
