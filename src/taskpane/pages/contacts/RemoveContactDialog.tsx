import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  useAnnounce,
} from '@fluentui/react-components';
import { removeCertificate, removeContact } from '../../../flows/contacts/change-contact';
import { Message } from '../../components/Message';
import { Words } from '../../components/Words';
import { usePane } from '../../state/environment';
import { useAct } from '../../state/use-act';
import { removal as texts } from '../../texts/contacts';
import type { Removal } from './RemoveMenu';
import { valuesOf } from './show-contact';

interface RemoveContactDialogProps {
  readonly address: string;
  readonly removal: Removal;
  readonly onClose: () => void;
}

/** The harmless button comes first and has the focus. */
export function RemoveContactDialog({ address, removal, onClose }: RemoveContactDialogProps) {
  const { env } = usePane();
  const { announce } = useAnnounce();
  const { act, failure } = useAct();
  const isOne = removal.what === 'one';
  const values = isOne ? { ...valuesOf(removal.kept), address } : { address };
  const remove = () =>
    act(isOne ? removeCertificate(env, address, removal.kept.certificate.fingerprint) : removeContact(env, address), () => {
      announce(texts.done);
      onClose();
    });
  return (
    <Dialog modalType="alert" open onOpenChange={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            <Words of={isOne ? texts.oneTitle : texts.allTitle} with={values} />
          </DialogTitle>
          <DialogContent>
            <Words of={isOne ? texts.oneBody : texts.allBody} with={values} />
            {failure !== null && <Message told={failure} />}
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={onClose}>
              {texts.keep}
            </Button>
            <Button onClick={remove}>{texts.remove}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
