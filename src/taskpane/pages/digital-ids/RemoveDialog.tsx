import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  useAnnounce,
} from '@fluentui/react-components';
import { useState } from 'react';
import { removeDigitalId } from '../../../flows/remove-digital-id';
import type { DigitalIdEntry } from '../../../worker/keyring';
import { Message } from '../../components/Message';
import { Words } from '../../components/Words';
import { usePane } from '../../state/environment';
import { removal as texts } from '../../texts/digital-ids';
import { tell } from '../../texts/errors';
import type { Told } from '../../texts/told';

interface RemoveDialogProps {
  readonly digitalId: DigitalIdEntry;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function RemoveDialog({ digitalId, isOpen, onClose }: RemoveDialogProps) {
  const { env, setKeyring } = usePane();
  const { announce } = useAnnounce();
  const [isSure, setSure] = useState(false);
  const [failure, setFailure] = useState<Told | null>(null);
  const close = () => {
    setSure(false);
    setFailure(null);
    onClose();
  };
  const remove = () => {
    removeDigitalId(env, digitalId.fingerprint).then(
      (state) => {
        announce(texts.done);
        close();
        setKeyring(state);
      },
      (error: unknown) => setFailure(tell(error)),
    );
  };
  return (
    <Dialog modalType="alert" open={isOpen} onOpenChange={close}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            <Words of={texts.title} with={{ name: digitalId.name }} />
          </DialogTitle>
          <DialogContent>
            {texts.body}
            <Checkbox checked={isSure} label={texts.tick} onChange={(_event, { checked }) => setSure(checked === true)} />
            {failure !== null && <Message told={failure} />}
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={close}>
              {texts.keep}
            </Button>
            <Button disabledFocusable={!isSure} onClick={remove}>
              {texts.remove}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
