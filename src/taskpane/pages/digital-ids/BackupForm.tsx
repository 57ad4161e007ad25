import { Body1, Button, Field, Radio, RadioGroup, makeStyles } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { PfxForm } from '../../../smime/index';
import { Message } from '../../components/Message';
import { PassphraseField } from '../../components/PassphraseField';
import type { PassphraseHandle } from '../../components/PassphraseField';
import { Progress } from '../../components/Progress';
import { usePane } from '../../state/environment';
import { useBackup } from '../../state/use-backup';
import type { SavedBackup } from '../../state/use-backup';
import { backup as texts } from '../../texts/digital-ids';
import { cleanName } from '../../texts/names';
import { passphrase as passphraseTexts } from '../../texts/passphrase';
import { BackupChoice } from './BackupChoice';

const useStyles = makeStyles({ button: { width: '100%' } });

const forms: readonly PfxForm[] = ['modern', 'compatible'];

interface BackupFormProps {
  /** Fingerprint of the digital ID whose button was pressed. */
  readonly first: string;
  readonly onSaved: (saved: SavedBackup) => void;
}

/** What goes into the file, for which programs, and under which password. */
export function BackupForm({ first, onSaved }: BackupFormProps) {
  const styles = useStyles();
  const { keyring } = usePane();
  const field = useRef<PassphraseHandle>(null);
  const [fingerprints, setFingerprints] = useState<readonly string[]>([first]);
  const [form, setForm] = useState<PfxForm>('modern');
  const { isBusy, fault, failure, save } = useBackup(onSaved);
  const isSeveral = keyring.digitalIds.length > 1;
  return (
    <>
      <Body1>{isSeveral ? texts.bodySeveral : texts.body}</Body1>
      {isSeveral ? <BackupChoice chosen={fingerprints} onChange={setFingerprints} /> : <OnlyDigitalId />}
      <Field label={texts.madeFor} hint={texts.formHint}>
        <RadioGroup value={form} onChange={(_event, { value }) => setForm(value === 'compatible' ? 'compatible' : 'modern')}>
          {forms.map((each) => (
            <Radio key={each} value={each} label={texts.forms[each]} />
          ))}
        </RadioGroup>
      </Field>
      <PassphraseField
        ref={field}
        frameTitle={passphraseTexts.passwordFrame}
        label={texts.password}
        again={texts.again}
        hint={form === 'compatible' ? texts.hintOlder : texts.hint}
        empty={texts.empty}
        error={fault}
        onPassphrase={(password) => fingerprints.length > 0 && save({ fingerprints, form }, password)}
      />
      {failure !== undefined && <Message told={failure} />}
      <Button
        appearance="primary"
        className={styles.button}
        disabledFocusable={isBusy || fingerprints.length === 0}
        onClick={() => field.current?.submit()}
      >
        {isBusy ? texts.saving : texts.save}
      </Button>
      {isBusy && <Progress words={texts.saving} />}
    </>
  );
}

function OnlyDigitalId() {
  const { keyring } = usePane();
  return keyring.digitalIds.map(({ name, fingerprint, certificate }) => (
    <Body1 key={fingerprint}>
      <b>
        <bdi>{cleanName(name)}</bdi>
      </b>
      {' · '}
      <bdi dir="ltr">{cleanName(certificate.emailAddresses.join(', '))}</bdi>
    </Body1>
  ));
}
