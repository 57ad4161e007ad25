import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import type { SendDialog } from '../model/state';
import { useOutlook, useOutlookState } from './use-outlook';

const useStyles = makeStyles({
  surface: { maxWidth: '460px' },
  title: { display: 'flex', alignItems: 'center', gap: '10px' },
  content: { whiteSpace: 'pre-line', marginBottom: '8px' },
  button: { whiteSpace: 'nowrap' },
  remark: {
    marginTop: '12px',
    padding: '8px 12px',
    borderLeft: `3px solid ${tokens.colorPaletteRedBorder2}`,
    fontSize: tokens.fontSizeBase200,
  },
});

/** Smart Alerts: what stands between Send and sending. */
export function SendDialogView() {
  const styles = useStyles();
  const outlook = useOutlook();
  const { dialog, world } = useOutlookState();
  if (dialog === undefined) return null;
  return (
    <Dialog open onOpenChange={(_, { type }) => type === 'escapeKeyDown' && outlook.answerDialog('dont-send')}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle className={styles.title} action={null}>
            <img src={world.addIn?.iconUrl} alt="" width={24} height={24} />
            {dialog.addInName}
          </DialogTitle>
          <DialogContent className={styles.content}>
            {dialog.kind === 'slow' ? <Slow dialog={dialog} /> : dialog.message}
            {dialog.kind === 'blocked' && dialog.remark !== undefined && (
              <div className={styles.remark}>{dialog.remark}</div>
            )}
          </DialogContent>
          <Answers dialog={dialog} />
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Slow({ dialog }: { readonly dialog: SendDialog }) {
  return <Spinner size="tiny" labelPosition="after" label={`${dialog.addInName} is taking longer than expected to check your message.`} />;
}

function Answers({ dialog }: { readonly dialog: SendDialog }) {
  const { button } = useStyles();
  const outlook = useOutlook();
  const action = dialog.kind === 'blocked' ? dialog.action : undefined;
  return (
    <DialogActions>
      {dialog.canSendAnyway && (
        <Button className={button} onClick={() => outlook.answerDialog('send-anyway')}>
          Send Anyway
        </Button>
      )}
      {action !== undefined && (
        <Button className={button} appearance="primary" onClick={() => outlook.answerDialog('take-action')}>
          {action.label}
        </Button>
      )}
      <Button
        className={button}
        appearance={action === undefined ? 'primary' : 'secondary'}
        onClick={() => outlook.answerDialog('dont-send')}
      >
        Don't Send
      </Button>
    </DialogActions>
  );
}
