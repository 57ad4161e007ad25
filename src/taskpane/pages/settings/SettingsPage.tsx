import { Body1, Caption1, Switch, makeStyles, tokens, useAnnounce } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { setSendPolicy } from '../../../flows/set-send-policy';
import { Message } from '../../components/Message';
import { Page } from '../../components/Page';
import { UnlockForm } from '../../components/UnlockForm';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { tell } from '../../texts/errors';
import { frame } from '../../texts/frame';
import { settings as texts } from '../../texts/settings';
import type { Told } from '../../texts/told';

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  row: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    alignItems: 'start',
    padding: '8px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  label: { paddingTop: '6px', cursor: 'pointer' },
  hint: { gridColumn: '1 / 3', color: tokens.colorNeutralForeground2 },
  soft: { color: tokens.colorNeutralForeground2 },
});

/** S60, the part that exists. */
export function SettingsPage() {
  const styles = useStyles();
  const { back } = useNavigation();
  const { env, keyring } = usePane();
  const { set, isBusy, failure } = usePolicy();
  const { status, policy } = keyring;
  const canChange = status === 'unlocked' && !isBusy;
  return (
    <Page title={texts.title} onBack={back} takesFocus>
      <section className={styles.group}>
        <h3 className={styles.heading}>{texts.sending}</h3>
        <Row {...texts.signAll} isOn={policy.signAll} canChange={canChange} onChange={(signAll) => set({ signAll })} />
        <Row
          {...texts.encryptAll}
          isOn={policy.encryptAll}
          canChange={canChange}
          onChange={(encryptAll) => set({ encryptAll })}
        />
      </section>
      {failure !== null && <Message told={failure} />}
      {status === 'locked' && (
        <>
          <Body1>{texts.locked}</Body1>
          <UnlockForm />
        </>
      )}
      {status === 'empty' && <Body1>{texts.noId}</Body1>}
      <Caption1 className={styles.soft}>{env.mailbox.runsSendCheck ? texts.reminder : texts.noCheck}</Caption1>
    </Page>
  );
}

interface RowProps {
  readonly label: string;
  readonly hint: string;
  readonly isOn: boolean;
  readonly canChange: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Row({ label, hint, isOn, canChange, onChange }: RowProps) {
  const styles = useStyles();
  const id = useId();
  const hintId = useId();
  return (
    <div className={styles.row}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <Switch
        id={id}
        aria-describedby={hintId}
        checked={isOn}
        disabledFocusable={!canChange}
        onChange={(_event, { checked }) => {
          if (canChange) onChange(checked);
        }}
      />
      <Caption1 id={hintId} className={styles.hint}>
        {hint}
      </Caption1>
    </div>
  );
}

/** Saved at once; what could not be saved stays as it was. */
function usePolicy() {
  const { env, setKeyring } = usePane();
  const { announce } = useAnnounce();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Told | null>(null);
  const set = (policy: Parameters<typeof setSendPolicy>[1]) => {
    setBusy(true);
    setFailure(null);
    setSendPolicy(env, policy)
      .then(
        (state) => {
          setKeyring(state);
          announce(frame.announce.saved, { polite: true });
        },
        (error: unknown) => setFailure(tell(error)),
      )
      .finally(() => setBusy(false));
  };
  return { set, isBusy, failure };
}
