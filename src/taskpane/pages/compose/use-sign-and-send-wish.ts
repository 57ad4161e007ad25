import { useEffect, useState } from 'react';
import type { Readiness } from '../../../flows/check-readiness';
import type { ComposeItem } from '../../../mailbox/types';
import { useNavigation } from '../../state/navigation';
import type { SendActions } from '../../state/use-sending';
import { useWish } from '../../state/use-wish';
import type { MainButton } from './situation';
import type { ProtectionState } from './use-protection';

interface WishContext {
  readonly item: ComposeItem;
  readonly isAsked: boolean;
  readonly protection: ProtectionState;
  readonly readiness: Readiness | null;
  readonly button: MainButton;
  readonly actions: SendActions;
}

/**
 * Turns Sign on; sends at once when nothing is in the way, else stops at
 * exactly what is missing, and the button finishes. True: the passphrase is
 * what is missing.
 */
export function useSignAndSendWish({ item, isAsked, protection, readiness, button, actions }: WishContext): boolean {
  const { open } = useNavigation();
  const wish = useWish(item, isAsked);
  const [focusPassphrase, setFocusPassphrase] = useState(false);
  const known = protection.phase === 'known' ? protection : null;
  const isSignOn = known?.sign.isOn === true;
  const isIdle = known?.busy === null;
  // Encrypt too: it may be off only because Outlook refused to keep that it was to be on.
  const isFailed = protection.phase === 'unknown' || (known !== null && known.failed !== null);
  const { isWanted } = wish;

  useEffect(() => {
    if (isWanted && known !== null && !isSignOn && isIdle && !isFailed) void known.set('sign', true);
  }, [isWanted, isSignOn, isIdle, isFailed]);

  useEffect(() => {
    if (!isWanted) return;
    if (isFailed) {
      wish.end();
      return;
    }
    if (known === null || !isSignOn || !isIdle || readiness === null) return;
    wish.end();
    if (button.act === 'send') actions.send({ sign: true, encrypt: known.encrypt.isOn });
    else if (button.act === 'unlockAndSend') setFocusPassphrase(true);
    else if (button.act === 'fix') open({ name: 'recipients' }, 'main-button');
  }, [isWanted, isSignOn, isIdle, isFailed, readiness, button.act]);

  return focusPassphrase;
}
