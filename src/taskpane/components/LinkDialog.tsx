import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { MessageLink } from '../content/link';
import { content } from '../texts/read';
import { Words } from './Words';

interface LinkDialogProps {
  readonly link: MessageLink | null;
  readonly onClose: () => void;
}

const useStyles = makeStyles({
  address: {
    display: 'block',
    marginTop: '8px',
    maxHeight: '160px',
    overflowY: 'auto',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
});

/** Where a link leads is read here, not in the message, before anything is opened. */
export function LinkDialog({ link, onClose }: LinkDialogProps) {
  const styles = useStyles();
  const texts = content.link;
  const isMail = link?.kind === 'mail';
  const follow = () => {
    if (link !== null) window.open(link.url, '_blank', 'noopener,noreferrer');
    onClose();
  };
  return (
    <Dialog open={link !== null} onOpenChange={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            <Words of={isMail ? texts.mailTitle : texts.title} with={{ place: link?.place }} />
          </DialogTitle>
          {!isMail && (
            <DialogContent>
              {texts.body}
              <bdi dir="ltr" className={styles.address}>
                {link?.shown}
              </bdi>
            </DialogContent>
          )}
          <DialogActions fluid>
            <Button onClick={onClose}>{texts.stay}</Button>
            <Button onClick={follow}>{isMail ? texts.openMail : texts.open}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
