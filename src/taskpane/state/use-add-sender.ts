import { useEffect, useRef } from 'react';
import { addSenderAutomatically, undoAddedSender } from '../../flows/add-to-contacts';
import type { ItemReading } from '../../flows/open-message';
import { useToast } from '../components/Toasts';
import { addedSender as texts } from '../texts/contacts';
import { tell } from '../texts/errors';
import { usePane } from './environment';

/** Keeps the certificate of a good signature by itself, for who wants it so, and says so with a way back. */
export function useAddSender(reading: ItemReading, isWanted: boolean): void {
  const { env } = usePane();
  const toast = useToast();
  const show = useRef(toast);
  show.current = toast;
  useEffect(() => {
    if (!isWanted) return;
    addSenderAutomatically(env, reading).then(
      (added) => {
        if (added === null) return;
        const undo = () =>
          void undoAddedSender(env, added).then(
            () => show.current({ words: texts.undone }),
            (error: unknown) => show.current({ words: tell(error).title }),
          );
        show.current({ words: texts.words, values: { address: added.address }, action: { label: texts.undo, act: undo } });
      },
      // Nobody asked for it: where it can't be done, the sender's card says why.
      () => undefined,
    );
  }, [env, reading, isWanted]);
}
