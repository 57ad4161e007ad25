import { Body1, Button, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DocumentKeyRegular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import type { ChosenFile } from '../../../flows/open-file';
import { Message } from '../../components/Message';
import { PassphraseField } from '../../components/PassphraseField';
import { Progress } from '../../components/Progress';
import type { PassphraseHandle } from '../../components/PassphraseField';
import { fromDisk } from '../../content/chosen-file';
import { useFileDrop } from '../../state/use-file-drop';
import type { ImportActions } from '../../state/use-import';
import { showSize } from '../../texts/amounts';
import { importing as texts } from '../../texts/digital-ids';
import { cleanFileName } from '../../texts/names';
import { passphrase as passphraseTexts } from '../../texts/passphrase';
import { smimeErrors } from '../../texts/smime-errors';

const useStyles = makeStyles({
  zone: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '8px',
    padding: '24px 16px',
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    textAlign: 'center',
  },
  zoneOver: { border: `2px solid ${tokens.colorBrandStroke1}`, padding: '23px 15px' },
  icon: { fontSize: '32px', color: tokens.colorBrandForeground1 },
  input: { display: 'none' },
  file: { display: 'flex', alignItems: 'center', gap: '8px', padding: '8px 8px 8px 12px', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
  fileIcon: { flexShrink: 0, fontSize: '24px', color: tokens.colorBrandForeground1 },
  name: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  form: { display: 'flex', flexDirection: 'column', gap: '12px' },
  button: { width: '100%' },
});

export function ChooseFile({ actions }: { readonly actions: ImportActions }) {
  const styles = useStyles();
  const { file, failure } = actions.state;
  return (
    <div className={styles.form}>
      {file === undefined ? <DropZone onFile={(file) => actions.choose(fromDisk(file))} /> : <OpenFile actions={actions} file={file} />}
      {failure !== undefined && <Message told={failure} />}
    </div>
  );
}

interface FilePickerProps {
  readonly onFile: (file: File) => void;
}

function useFilePicker({ onFile }: FilePickerProps) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const element = (
    <input
      ref={input}
      type="file"
      accept=".pfx,.p12,application/x-pkcs12"
      className={styles.input}
      aria-label={texts.choose}
      tabIndex={-1}
      onChange={(event) => {
        const [file] = event.target.files ?? [];
        // The same file again is a choice too.
        event.target.value = '';
        if (file !== undefined) onFile(file);
      }}
    />
  );
  return { element, pick: () => input.current?.click() };
}

function DropZone({ onFile }: FilePickerProps) {
  const styles = useStyles();
  const picker = useFilePicker({ onFile });
  const isOver = useFileDrop(([file]) => file !== undefined && onFile(file));
  return (
    <div className={mergeClasses(styles.zone, isOver && styles.zoneOver)}>
      <DocumentKeyRegular aria-hidden className={styles.icon} />
      <Button appearance="primary" onClick={picker.pick}>
        {texts.choose}
      </Button>
      <Caption1>{isOver ? texts.dropNow : texts.drop}</Caption1>
      {picker.element}
    </div>
  );
}

function OpenFile({ actions, file }: { readonly actions: ImportActions; readonly file: ChosenFile }) {
  const styles = useStyles();
  const field = useRef<PassphraseHandle>(null);
  const picker = useFilePicker({ onFile: (next) => actions.choose(fromDisk(next)) });
  const { isBusy, isPasswordWrong } = actions.state;
  const { title, body } = smimeErrors.ERR_PFX_PASSWORD({});
  useEffect(() => {
    if (isPasswordWrong === true) field.current?.clear();
  }, [isPasswordWrong]);
  return (
    <>
      <div className={styles.file}>
        <DocumentKeyRegular aria-hidden className={styles.fileIcon} />
        <span className={styles.name}>
          <Body1>
            <bdi dir="ltr">{cleanFileName(file.name)}</bdi>
          </Body1>
          <Caption1>{showSize(file.size)}</Caption1>
        </span>
        <Button size="small" aria-label={texts.changeNamed} onClick={picker.pick}>
          {texts.change}
        </Button>
        {picker.element}
      </div>
      <PassphraseField
        ref={field}
        autoFocus
        mayBeEmpty
        frameTitle={passphraseTexts.passwordFrame}
        label={texts.password}
        hint={texts.passwordHint}
        error={isPasswordWrong === true ? `${title}. ${body}` : undefined}
        onPassphrase={actions.open}
      />
      <Button appearance="primary" className={styles.button} disabledFocusable={isBusy} onClick={() => field.current?.submit()}>
        {isBusy ? texts.opening : texts.open}
      </Button>
      {isBusy && <Progress words={texts.openingFile} onCancel={actions.cancelOpening} />}
    </>
  );
}
