import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Link,
  makeStyles,
} from '@fluentui/react-components';
import { MessageBody } from './message-body';
import { MessageHead } from './message-head';
import { useOutlook, useOutlookState } from './use-outlook';

const useStyles = makeStyles({
  surface: { width: '720px', maxWidth: '96vw' },
  files: { margin: '0 0 12px' },
});

/** The reading window of a message in a message. Add-ins have no part in it: Outlook does not start them there. */
export function AttachedMessageView() {
  const styles = useStyles();
  const outlook = useOutlook();
  const { attached } = useOutlookState();
  if (attached === undefined) return null;
  const { message, url } = attached;
  const files = message.attachments.filter(({ isInline }) => !isInline);
  return (
    <Dialog open onOpenChange={() => outlook.closeAttached()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{message.subject || '(No subject)'}</DialogTitle>
          <DialogContent>
            <MessageHead message={message} date={message.sentAt} />
            {files.length > 0 && <p className={styles.files}>Attachments: {files.map(({ name }) => name).join('; ')}</p>}
            <MessageBody message={message} />
          </DialogContent>
          <DialogActions>
            <Link href={url} download={`${message.subject || 'message'}.eml`}>
              Save as .eml
            </Link>
            <Button appearance="primary" onClick={() => outlook.closeAttached()}>
              Close
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
