import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { encryptionChoice, setEncryptionChoice, setPreferences } from '../../../flows/set-preferences';
import { setSendPolicy } from '../../../flows/set-send-policy';
import { Message } from '../../components/Message';
import { Page } from '../../components/Page';
import { UnlockForm } from '../../components/UnlockForm';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { digitalIds } from '../../texts/digital-ids';
import { encryptionChoices, keepUnlockedChoices, settings as texts } from '../../texts/settings';
import { SettingChoice } from './SettingChoice';
import { SettingSwitch } from './SettingSwitch';

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column' },
  heading: { margin: '8px 0 0', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  button: { alignSelf: 'flex-start', margin: '12px 0 4px' },
  soft: { color: tokens.colorNeutralForeground2, paddingTop: '8px' },
});

interface SettingsListProps {
  /** Back from the page behind the button, which gets the focus again. */
  readonly isBack: boolean;
  readonly onChangePassphrase: () => void;
}

const first = 'setting-sign-all';
const passphraseButton = 'setting-passphrase';

export function SettingsList({ isBack, onChangePassphrase }: SettingsListProps) {
  const { back } = useNavigation();
  useEffect(() => {
    if (isBack) document.getElementById(passphraseButton)?.focus();
  }, [isBack]);
  return (
    <Page title={texts.title} onBack={back} takesFocus={!isBack}>
      <Needs />
      <Sending />
      <Contacts />
      <Lock onChangePassphrase={onChangePassphrase} />
      <Organisation />
    </Page>
  );
}

/** What stands between the person and these settings. */
function Needs() {
  const { keyring } = usePane();
  const { select } = useNavigation();
  const { status, settingsIntegrity } = keyring;
  return (
    <>
      {settingsIntegrity === 'changed' && <Message told={texts.changed} intent="warning" />}
      {status === 'locked' && (
        <>
          <Body1>{texts.locked}</Body1>
          <UnlockForm onUnlocked={() => document.getElementById(first)?.focus()} />
        </>
      )}
      {status === 'empty' && (
        <Message
          told={texts.noId}
          intent="info"
          action={{ label: digitalIds.importButton, act: () => select('digital-ids', { name: 'import' }) }}
        />
      )}
    </>
  );
}

function Sending() {
  const { env, keyring } = usePane();
  const { policy, preferences } = keyring;
  return (
    <Group title={texts.groups.sending}>
      <SettingSwitch id={first} {...texts.signAll} isOn={policy.signAll} save={(signAll) => setSendPolicy(env, { signAll })} />
      <SettingChoice
        {...texts.encryption}
        choices={['always', 'whenPossible', 'whenChosen']}
        names={encryptionChoices}
        chosen={encryptionChoice(keyring)}
        save={(choice) => setEncryptionChoice(env, choice)}
      />
      <SettingSwitch
        {...texts.clearSigned}
        isOn={preferences.clearSigned}
        save={(clearSigned) => setPreferences(env, { clearSigned })}
      />
      <SettingSwitch
        {...texts.answerEncrypted}
        isOn={preferences.answerEncrypted}
        save={(answerEncrypted) => setPreferences(env, { answerEncrypted })}
      />
      <SettingSwitch {...texts.hideSubject} isOn={preferences.hideSubject} save={(hideSubject) => setPreferences(env, { hideSubject })} />
    </Group>
  );
}

function Contacts() {
  const { env, keyring } = usePane();
  const { addSenders } = keyring.preferences;
  return (
    <Group title={texts.groups.contacts}>
      <SettingSwitch {...texts.addSenders} isOn={addSenders} save={(isOn) => setPreferences(env, { addSenders: isOn })} />
    </Group>
  );
}

function Lock({ onChangePassphrase }: Pick<SettingsListProps, 'onChangePassphrase'>) {
  const styles = useStyles();
  const { env, keyring } = usePane();
  const { status, preferences } = keyring;
  const hasPassphrase = status === 'locked' || status === 'unlocked';
  return (
    <Group title={texts.groups.lock}>
      <SettingChoice
        {...texts.keepUnlocked}
        choices={['quarterHour', 'hour', 'untilClosed']}
        names={keepUnlockedChoices}
        chosen={preferences.keepUnlocked}
        save={(keepUnlocked) => setPreferences(env, { keepUnlocked })}
      />
      {hasPassphrase && (
        <Button id={passphraseButton} className={styles.button} onClick={onChangePassphrase}>
          {texts.changePassphrase}
        </Button>
      )}
    </Group>
  );
}

function Organisation() {
  const styles = useStyles();
  const { env } = usePane();
  return (
    <Group title={texts.groups.organisation}>
      <Caption1 className={styles.soft}>{env.mailbox.runsSendCheck ? texts.reminder : texts.noCheck}</Caption1>
    </Group>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.group} aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}
