import { Body1, Button, makeStyles } from '@fluentui/react-components';
import { Page } from '../../components/Page';
import { Words } from '../../components/Words';
import type { SavedBackup } from '../../state/use-backup';
import { backup as texts } from '../../texts/digital-ids';

const useStyles = makeStyles({ actions: { display: 'flex', flexDirection: 'column', gap: '8px' } });

interface BackupMadeProps {
  readonly saved: SavedBackup;
  readonly onProve: () => void;
  readonly onDone: () => void;
}

/** Its heading says it, and takes the focus: the form is gone. */
export function BackupMade({ saved, onProve, onDone }: BackupMadeProps) {
  const styles = useStyles();
  const { title, body, prove, button } = texts.done;
  return (
    <Page key="made" title={title} takesFocus>
      <Body1>
        <Words of={body} with={{ file: saved.file }} />
      </Body1>
      <div className={styles.actions}>
        <Button appearance="primary" onClick={onProve}>
          {prove}
        </Button>
        <Button onClick={onDone}>{button}</Button>
      </div>
    </Page>
  );
}
