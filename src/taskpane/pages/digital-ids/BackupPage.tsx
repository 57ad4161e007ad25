import { Body1, Button, makeStyles } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { exportDigitalIds } from '../../../flows/export-digital-ids';
import type { DigitalIdEntry } from '../../../worker/keyring';
import { Message } from '../../components/Message';
import { Page } from '../../components/Page';
import { PassphraseField } from '../../components/PassphraseField';
import type { PassphraseHandle } from '../../components/PassphraseField';
import { UnlockForm } from '../../components/UnlockForm';
import { download } from '../../content/download';
import { findFault } from '../../passphrase/rules';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { backup as texts } from '../../texts/digital-ids';
import { tell } from '../../texts/errors';
import { cleanFileName, cleanName } from '../../texts/names';
import { passphrase as passphraseTexts, passphraseFaults } from '../../texts/passphrase';
import type { Told } from '../../texts/told';

const useStyles = makeStyles({ button: { width: '100%' } });

/** S12: one digital ID as a .pfx file. */
export function BackupPage({ digitalId }: { readonly digitalId: DigitalIdEntry }) {
  const { keyring } = usePane();
  const { back } = useNavigation();
  const [savedAs, setSavedAs] = useState<string | null>(null);
  return (
    <Page title={texts.title} onBack={back} takesFocus>
      <Body1>
        <b>
          <bdi>{cleanName(digitalId.name)}</bdi>
        </b>
        {' · '}
        <bdi dir="ltr">{cleanName(digitalId.certificate.emailAddresses.join(', '))}</bdi>
      </Body1>
      {savedAs !== null && <Done file={savedAs} />}
      {savedAs === null && keyring.status === 'unlocked' && <Save digitalId={digitalId} onSaved={setSavedAs} />}
      {savedAs === null && keyring.status !== 'unlocked' && <UnlockForm autoFocus />}
    </Page>
  );
}

interface SaveProps {
  readonly digitalId: DigitalIdEntry;
  readonly onSaved: (file: string) => void;
}

function Save({ digitalId, onSaved }: SaveProps) {
  const styles = useStyles();
  const { env } = usePane();
  const field = useRef<PassphraseHandle>(null);
  const [fault, setFault] = useState<string | undefined>();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Told | null>(null);
  const save = (password: string) => {
    const found = findFault(password, { address: env.mailbox.address });
    setFailure(null);
    setFault(found === null ? undefined : passphraseFaults[found]);
    if (found !== null) return;
    setBusy(true);
    const file = cleanFileName(`${digitalId.name}.pfx`);
    exportDigitalIds(env, { fingerprints: [digitalId.fingerprint], password, form: 'modern' })
      .then(
        (bytes) => {
          download(file, bytes, 'application/x-pkcs12');
          onSaved(file);
        },
        (error: unknown) => setFailure(tell(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Body1>{texts.body}</Body1>
      <PassphraseField
        ref={field}
        frameTitle={passphraseTexts.passwordFrame}
        label={texts.password}
        again={texts.again}
        hint={texts.hint}
        empty={texts.empty}
        error={fault}
        onPassphrase={save}
      />
      {failure !== null && <Message told={failure} />}
      <Button appearance="primary" className={styles.button} disabledFocusable={isBusy} onClick={() => field.current?.submit()}>
        {isBusy ? texts.saving : texts.save}
      </Button>
    </>
  );
}

function Done({ file }: { readonly file: string }) {
  const styles = useStyles();
  const { back } = useNavigation();
  const { title, body, button } = texts.done;
  return (
    <>
      <Message told={{ title, body, values: { file } }} intent="success" />
      <Button appearance="primary" className={styles.button} onClick={back}>
        {button}
      </Button>
    </>
  );
}
