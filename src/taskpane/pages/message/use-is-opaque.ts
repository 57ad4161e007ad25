import { useEffect, useState } from 'react';
import type { ReadItem } from '../../../mailbox/types';

/**
 * Whether the signed text travelled inside the signature file, where Outlook
 * can't show it. Clear-signed mail (multipart/signed) it shows itself.
 */
export function useIsOpaque(item: ReadItem): boolean {
  const [isOpaque, setOpaque] = useState(false);
  useEffect(() => {
    let isDropped = false;
    item.headers().then(
      (headers) => {
        if (!isDropped) setOpaque(!/^content-type:\s*multipart\/signed\b/im.test(headers));
      },
      // They were read a moment ago. Not now: Outlook's own view of the message stays the only one.
      () => undefined,
    );
    return () => {
      isDropped = true;
    };
  }, [item]);
  return isOpaque;
}
