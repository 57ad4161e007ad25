import { Caption1, Spinner, makeStyles, tokens } from '@fluentui/react-components';
import { InfoRegular } from '@fluentui/react-icons';
import { Message } from '../../components/Message';
import { Page } from '../../components/Page';
import { useReturnFocus } from '../../state/use-return-focus';
import type { SendActions } from '../../state/use-sending';
import { compose as texts } from '../../texts/compose';
import { tell } from '../../texts/errors';
import { frame } from '../../texts/frame';
import { read } from '../../texts/read';
import { ProtectionSwitches } from './ProtectionSwitches';
import { RecipientList } from './RecipientList';
import { SendFooter } from './SendFooter';
import type { MainButton } from './situation';
import { SetUpOffer } from './SetUpOffer';
import { SizeMeter } from './SizeMeter';
import type { DraftState } from './use-draft';
import type { ProtectionState } from './use-protection';

interface ComposePageProps {
  readonly draft: DraftState;
  readonly protection: ProtectionState;
  readonly actions: SendActions;
  readonly button: MainButton;
  readonly focusPassphrase: boolean;
}

const useStyles = makeStyles({
  note: { display: 'flex', gap: '8px', color: tokens.colorNeutralForeground2 },
  icon: { flexShrink: 0, fontSize: '16px' },
});

/** S20. */
export function ComposePage({ draft, protection, actions, button, focusPassphrase }: ComposePageProps) {
  useReturnFocus();
  if (protection.phase === 'reading') return <Waiting />;
  if (protection.phase === 'unknown') return <Unknown error={protection.error} onRetry={protection.retry} />;
  const { sign, encrypt } = protection;
  const { readiness } = draft;
  return (
    <Page
      title={texts.title}
      footer={
        <SendFooter
          button={button}
          actions={actions}
          what={{ sign: sign.isOn, encrypt: encrypt.isOn }}
          focusPassphrase={focusPassphrase}
        />
      }
    >
      <ProtectionSwitches protection={protection} draft={draft} isLocked={actions.sending.phase === 'working'} />
      {draft.error !== null && <Message told={tell(draft.error)} action={{ label: frame.tryAgain, act: draft.retry }} />}
      <RecipientList readiness={readiness} isEncrypted={encrypt.isOn} />
      {readiness !== null && (sign.isOn || encrypt.isOn) && <SizeMeter size={readiness.size} isEncrypted={encrypt.isOn} />}
      {encrypt.isOn && <Note text={texts.draft} />}
      {!sign.isOn && !encrypt.isOn && <SetUpOffer />}
    </Page>
  );
}

function Waiting() {
  return (
    <Page title={texts.title}>
      <Spinner size="tiny" label={read.checking} labelPosition="after" delay={400} />
    </Page>
  );
}

/** Nothing may be decided while it isn't known what was promised. */
function Unknown({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  return (
    <Page title={texts.title}>
      <Message told={tell(error)} action={{ label: frame.tryAgain, act: onRetry }} />
    </Page>
  );
}

function Note({ text }: { readonly text: string }) {
  const styles = useStyles();
  return (
    <div className={styles.note}>
      <InfoRegular aria-hidden className={styles.icon} />
      <Caption1>{text}</Caption1>
    </div>
  );
}
