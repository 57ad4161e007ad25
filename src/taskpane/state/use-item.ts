import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Mailbox, MailboxItem } from '../../mailbox/types';

/**
 * What Outlook shows now. Another item blanks the page before the next frame
 * of the screen: a verdict must never stand beside another message.
 */
export function useItem(mailbox: Mailbox): MailboxItem {
  const [item, setItem] = useState(() => mailbox.item());
  useEffect(() => {
    const stop = mailbox.onItemChanged(() => flushSync(() => setItem(mailbox.item())));
    // It may have changed before we listened.
    setItem(mailbox.item());
    return stop;
  }, [mailbox]);
  return item;
}

/** Tells one item from another. */
export function keyOf(item: MailboxItem): string {
  return 'key' in item ? item.key : item.kind;
}
