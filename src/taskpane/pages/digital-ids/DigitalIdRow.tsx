import { Body1, Body1Strong, Button, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CalendarClockRegular, CheckmarkCircleRegular, ClockWarningRegular, HistoryRegular } from '@fluentui/react-icons';
import type { FluentIcon } from '@fluentui/react-icons';
import { useState } from 'react';
import { usesOf } from '../../../flows/own-digital-ids';
import type { Certificate } from '../../../smime/index';
import type { DigitalIdEntry } from '../../../worker/keyring';
import { CertificateFacts } from '../../components/CertificateFacts';
import { ProofLine } from '../../components/ProofLine';
import { Words } from '../../components/Words';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { showDate } from '../../texts/amounts';
import { digitalIds as texts } from '../../texts/digital-ids';
import { cleanName } from '../../texts/names';
import { count, fill } from '../../texts/words';
import { issuerName } from '../../verdict/signer';
import { RemoveDialog } from './RemoveDialog';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '24px 1fr',
    columnGap: '10px',
    padding: '12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  icon: { fontSize: '24px', color: tokens.colorNeutralForeground2 },
  ready: { color: tokens.colorStatusSuccessForeground1 },
  soon: { color: tokens.colorStatusWarningForeground3 },
  what: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0, overflowWrap: 'anywhere' },
  soft: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '8px' },
});

interface State {
  readonly icon: FluentIcon;
  readonly look: 'ready' | 'soon' | null;
  readonly text: string;
}

export function DigitalIdRow({ digitalId }: { readonly digitalId: DigitalIdEntry }) {
  const styles = useStyles();
  const { env } = usePane();
  const { certificate } = digitalId;
  const { icon: Icon, look, text } = stateOf(digitalId, env.now());
  return (
    <li className={styles.row}>
      <Icon aria-hidden className={mergeClasses(styles.icon, look !== null && styles[look])} />
      <div className={styles.what}>
        <Body1Strong>
          <bdi>{cleanName(digitalId.name)}</bdi>
        </Body1Strong>
        <Body1>
          {certificate.emailAddresses.length === 0 ? texts.noAddress : <bdi dir="ltr">{cleanName(certificate.emailAddresses.join(', '))}</bdi>}
        </Body1>
        <Caption1>{text}</Caption1>
        <Caption1 className={styles.soft}>
          <Words of={texts.issuedBy} with={{ issuer: issuerName(certificate) }} />
        </Caption1>
        <ProofLine certificate={certificate} issuers={digitalId.chain} />
        <CertificateFacts title={texts.details} certificate={certificate} />
        <Actions digitalId={digitalId} />
      </div>
    </li>
  );
}

function Actions({ digitalId }: { readonly digitalId: DigitalIdEntry }) {
  const styles = useStyles();
  const { keyring } = usePane();
  const { open } = useNavigation();
  const [isAsking, setAsking] = useState(false);
  const { fingerprint } = digitalId;
  const name = cleanName(digitalId.name);
  const backupId = `backup-${fingerprint.slice(0, 8)}`;
  const removeId = `remove-${fingerprint.slice(0, 8)}`;
  // The list of digital IDs is sealed too: taking one out needs the passphrase.
  const remove = () => (keyring.status === 'unlocked' ? setAsking(true) : open({ name: 'unlock' }, removeId));
  return (
    <div role="group" aria-label={fill(texts.actions, { name })} className={styles.actions}>
      <Button id={backupId} size="small" onClick={() => open({ name: 'backup', fingerprint }, backupId)}>
        {texts.backUp}
      </Button>
      <Button id={removeId} size="small" onClick={remove}>
        {texts.remove}
      </Button>
      <RemoveDialog digitalId={digitalId} isOpen={isAsking} onClose={() => setAsking(false)} />
    </div>
  );
}

function useOf(certificate: Certificate, now: Date): 'both' | 'signs' | 'encrypts' | 'neither' {
  const { signs, encrypts } = usesOf(certificate, now);
  if (signs) return encrypts ? 'both' : 'signs';
  return encrypts ? 'encrypts' : 'neither';
}

const day = 24 * 60 * 60 * 1000;
const soonDays = 30;

function stateOf({ certificate }: DigitalIdEntry, now: Date): State {
  const { notBefore, notAfter } = certificate;
  const { soon, expired, notYet } = texts.states;
  if (notAfter < now) return { icon: HistoryRegular, look: null, text: expired };
  if (notBefore > now) return { icon: CalendarClockRegular, look: null, text: fill(notYet, { date: showDate(notBefore) }) };
  const days = Math.ceil((notAfter.getTime() - now.getTime()) / day);
  if (days <= soonDays) {
    return { icon: ClockWarningRegular, look: 'soon', text: fill(soon, { days: count(days, 'day', 'days') }) };
  }
  return { icon: CheckmarkCircleRegular, look: 'ready', text: fill(texts.states[useOf(certificate, now)], { date: showDate(notAfter) }) };
}
