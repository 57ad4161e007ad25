import {
  Body1Strong,
  Button,
  Caption1,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { SenderCard } from '../../../flows/add-to-contacts';
import type { Certificate } from '../../../smime/index';
import { Words } from '../../components/Words';
import { showDate } from '../../texts/amounts';
import { replacing as texts } from '../../texts/contacts';
import { fill } from '../../texts/words';
import { issuerName } from '../../verdict/signer';
import { believedNames } from '../contacts/show-contact';

const useStyles = makeStyles({
  sides: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '8px', marginTop: '12px' },
  side: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    padding: '8px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
});

interface ReplaceDialogProps {
  readonly offer: Extract<SenderCard, { state: 'replace' }>;
  readonly onKeep: () => void;
  readonly onCompare: () => void;
  readonly onReplace: () => void;
}

/** The key changed across issuers: both are looked at side by side; keeping the old one has the focus. */
export function ReplaceDialog({ offer, onKeep, onCompare, onReplace }: ReplaceDialogProps) {
  const styles = useStyles();
  const { inUse, offered, address } = offer;
  const [name = address] = believedNames(inUse);
  return (
    <Dialog modalType="alert" open onOpenChange={onKeep}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            <Words of={texts.title} with={{ name }} />
          </DialogTitle>
          <DialogContent>
            <Words of={texts.body} with={{ address }} />
            <div className={styles.sides}>
              <Side title={texts.old} certificate={inUse.certificate} seen={inUse.firstSeen} />
              <Side title={texts.new} certificate={offered} seen={undefined} />
            </div>
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={onKeep}>
              {texts.keep}
            </Button>
            <Button onClick={onCompare}>{texts.compare}</Button>
            <Button onClick={onReplace}>{texts.replace}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

interface SideProps {
  readonly title: string;
  readonly certificate: Certificate;
  readonly seen: Date | undefined;
}

function Side({ title, certificate, seen }: SideProps) {
  const styles = useStyles();
  const { notBefore, notAfter } = certificate;
  return (
    <div role="group" aria-label={title} className={styles.side}>
      <Body1Strong>{title}</Body1Strong>
      <Caption1>
        <Words of={texts.issuer} with={{ issuer: issuerName(certificate) }} />
      </Caption1>
      <Caption1>{seen === undefined ? texts.justSeen : fill(texts.firstSeen, { date: showDate(seen) })}</Caption1>
      <Caption1>{fill(texts.dates, { from: showDate(notBefore), to: showDate(notAfter) })}</Caption1>
    </div>
  );
}
