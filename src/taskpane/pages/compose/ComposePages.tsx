import { useEffect } from 'react';
import type { ComposeItem } from '../../../mailbox/types';
import { useNavigation } from '../../state/navigation';
import { usePane } from '../../state/environment';
import { useOnline } from '../../state/use-online';
import { useSending } from '../../state/use-sending';
import { compose } from '../../texts/compose';
import { CannotReadPage } from './CannotReadPage';
import { ComposePage } from './ComposePage';
import { ResultPage } from './ResultPage';
import { countPeople, mainButton } from './situation';
import { TurnOffDialog } from './TurnOffDialog';
import { useConfirmedSending } from './use-confirmed-sending';
import { useDraft } from './use-draft';
import { usePromiseBar } from './use-promise-bar';
import { useProtection } from './use-protection';
import { useSignAndSendWish } from './use-sign-and-send-wish';

interface ComposePagesProps {
  readonly item: ComposeItem;
  readonly wantsSignAndSend: boolean;
}

/** A message being written, who can't read it, and what became of it. */
export function ComposePages({ item, wantsSignAndSend }: ComposePagesProps) {
  const { keyring, env } = usePane();
  const { page, back } = useNavigation();
  const isOnline = useOnline();
  const draft = useDraft(item);
  const { summary, readiness } = draft;
  const protection = useProtection(item, readiness);
  usePromiseBar(item, protection);
  const confirmed = useConfirmedSending(useSending(item), protection);
  const { actions } = confirmed;
  const isKnown = protection.phase === 'known';
  const button = mainButton({
    sign: isKnown && protection.sign.isOn,
    encrypt: isKnown && protection.encrypt.isOn,
    status: keyring.status,
    readiness: isKnown && protection.busy === null ? readiness : null,
    from: summary?.from.address ?? env.mailbox.address,
    attachments: summary?.attachments ?? [],
    isOnline,
  });
  const focusPassphrase = useSignAndSendWish({ item, isAsked: wantsSignAndSend, protection, readiness, button, actions });
  const isFixed = page?.name === 'recipients' && readiness !== null && button.act !== 'fix';
  useEffect(() => {
    // All fixed, or nobody left to fix: the message's own page shows the button that sends.
    if (isFixed) back();
  }, [isFixed, back]);

  const { sending, reset } = actions;
  if (sending.phase !== 'idle' && sending.phase !== 'working') {
    return <ResultPage item={item} sending={sending} onBack={reset} onRetry={actions.send} />;
  }
  if (page?.name === 'recipients' && readiness !== null) return <CannotReadPage readiness={readiness} />;
  return (
    <>
      <ComposePage draft={draft} protection={protection} actions={actions} button={button} focusPassphrase={focusPassphrase} />
      <TurnOffDialog
        isOpen={confirmed.isAsking}
        texts={compose.clear}
        values={{ people: readiness === null ? '' : countPeople(readiness) }}
        onKeep={confirmed.onKeep}
        onTurnOff={confirmed.onSendClear}
      />
    </>
  );
}
