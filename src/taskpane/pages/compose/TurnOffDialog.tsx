import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import { Words } from '../../components/Words';
import type { Values } from '../../texts/words';

interface TurnOffDialogProps {
  readonly isOpen: boolean;
  readonly texts: { readonly title: string; readonly body: string; readonly keep: string; readonly turnOff: string };
  readonly values?: Values;
  readonly onKeep: () => void;
  readonly onTurnOff: () => void;
}

/** The one way to take back what was shown as encrypted: a decision of its own, whose button names what it does. */
export function TurnOffDialog({ isOpen, texts, values, onKeep, onTurnOff }: TurnOffDialogProps) {
  const { title, body, keep, turnOff } = texts;
  return (
    <Dialog modalType="alert" open={isOpen} onOpenChange={onKeep}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            <Words of={body} with={values} />
          </DialogContent>
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
