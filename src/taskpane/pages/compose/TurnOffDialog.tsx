import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import { compose } from '../../texts/compose';

interface TurnOffDialogProps {
  readonly isOpen: boolean;
  readonly onKeep: () => void;
  readonly onTurnOff: () => void;
}

/** The one way to take back "Encrypt: on": a decision of its own, whose button names what it does. */
export function TurnOffDialog({ isOpen, onKeep, onTurnOff }: TurnOffDialogProps) {
  const { title, body, keep, turnOff } = compose.off;
  return (
    <Dialog modalType="alert" open={isOpen} onOpenChange={onKeep}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{body}</DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={onKeep}>
              {keep}
            </Button>
            <Button onClick={onTurnOff}>{turnOff}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
