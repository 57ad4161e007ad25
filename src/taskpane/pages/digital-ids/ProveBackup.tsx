import { Body1, Button, makeStyles, useAnnounce } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { FileButton } from '../../components/FileButton';
import { Message } from '../../components/Message';
import { Page } from '../../components/Page';
import { PassphraseField } from '../../components/PassphraseField';
import type { PassphraseHandle } from '../../components/PassphraseField';
import { Progress } from '../../components/Progress';
import { Words } from '../../components/Words';
import { fromDisk } from '../../content/chosen-file';
import type { SavedBackup } from '../../state/use-backup';
import { useBackupProof } from '../../state/use-backup-proof';
import type { ProofActions } from '../../state/use-backup-proof';
import { useFileDrop } from '../../state/use-file-drop';
import { backup, backupProof as texts } from '../../texts/digital-ids';
import { cleanFileName } from '../../texts/names';
import { passphrase as passphraseTexts } from '../../texts/passphrase';

const useStyles = makeStyles({
  file: { overflowWrap: 'anywhere' },
  button: { width: '100%' },
});

interface ProveBackupProps {
  readonly saved: SavedBackup;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** The file is found again and opened, before anybody relies on it. */
export function ProveBackup({ saved, onBack, onDone }: ProveBackupProps) {
  const actions = useBackupProof(saved);
  const { file, proof, failure } = actions.state;
  if (proof === 'opens') return <Proven saved={saved} onDone={onDone} />;
  return (
    <Page key="prove" title={texts.title} onBack={onBack} takesFocus>
      <Body1>
        <Words of={texts.body} with={{ file: saved.file }} />
      </Body1>
      <ChooseFile actions={actions} />
      {proof === 'another-file' && <Message told={{ ...texts.anotherFile, values: { file: saved.file } }} />}
      {failure !== undefined && <Message told={failure} />}
      {file !== undefined && proof !== 'another-file' && <Password actions={actions} />}
    </Page>
  );
}

function ChooseFile({ actions }: { readonly actions: ProofActions }) {
  const styles = useStyles();
  const { file } = actions.state;
  const choose = (chosen: File) => actions.choose(fromDisk(chosen));
  const isOver = useFileDrop(([dropped]) => dropped !== undefined && choose(dropped));
  const label = file === undefined ? texts.choose : texts.chooseAnother;
  return (
    <>
      {file !== undefined && (
        <Body1 className={styles.file}>
          <bdi dir="ltr">{cleanFileName(file.name)}</bdi>
        </Body1>
      )}
      <FileButton
        label={isOver ? texts.dropNow : label}
        accept=".pfx,.p12,application/x-pkcs12"
        appearance={file === undefined ? 'primary' : 'secondary'}
        onFile={choose}
      />
    </>
  );
}

function Password({ actions }: { readonly actions: ProofActions }) {
  const styles = useStyles();
  const field = useRef<PassphraseHandle>(null);
  const { isBusy, proof } = actions.state;
  const isWrong = proof === 'wrong-password';
  useEffect(() => {
    if (isWrong) field.current?.clear();
  }, [isWrong]);
  return (
    <>
      <PassphraseField
        ref={field}
        autoFocus
        frameTitle={passphraseTexts.passwordFrame}
        label={backup.password}
        empty={backup.empty}
        error={isWrong ? texts.wrongPassword : undefined}
        onPassphrase={actions.open}
      />
      <Button appearance="primary" className={styles.button} disabledFocusable={isBusy} onClick={() => field.current?.submit()}>
        {texts.open}
      </Button>
      {isBusy && <Progress words={texts.opening} onCancel={actions.cancel} />}
    </>
  );
}

function Proven({ saved, onDone }: { readonly saved: SavedBackup; readonly onDone: () => void }) {
  const styles = useStyles();
  const { announce } = useAnnounce();
  const { title, body } = saved.fingerprints.length > 1 ? texts.opensSeveral : texts.opens;
  useEffect(() => announce(title), [announce, title]);
  return (
    <Page key="proven" title={texts.title} takesFocus>
      <Message told={{ title, body, values: { file: saved.file } }} intent="success" />
      <Button appearance="primary" className={styles.button} onClick={onDone}>
        {texts.button}
      </Button>
    </Page>
  );
}
