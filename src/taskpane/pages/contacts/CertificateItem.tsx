import { Body1Strong, Button, Caption1, makeStyles, mergeClasses, tokens, useAnnounce } from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons';
import { encryptWith } from '../../../flows/contacts/change-contact';
import type { JudgedCertificate } from '../../../flows/contacts/judge-contact';
import { Message } from '../../components/Message';
import { Words } from '../../components/Words';
import { recipientIcons } from '../../components/recipient-icons';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { useAct } from '../../state/use-act';
import { showDate } from '../../texts/amounts';
import { recipientTexts } from '../../texts/compose';
import { contact as texts } from '../../texts/contacts';
import { fill } from '../../texts/words';
import { issuerName } from '../../verdict/signer';
import { headingOf, valuesOf } from './show-contact';

const useStyles = makeStyles({
  item: {
    display: 'grid',
    gridTemplateColumns: '20px 1fr',
    columnGap: '10px',
    padding: '10px 12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  icon: { fontSize: '20px', color: tokens.colorStatusWarningForeground3 },
  ready: { color: tokens.colorStatusSuccessForeground1 },
  old: { color: tokens.colorNeutralForeground2 },
  what: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0, overflowWrap: 'anywhere' },
  soft: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '6px' },
});

interface CertificateItemProps {
  readonly address: string;
  readonly kept: JudgedCertificate;
  readonly best: JudgedCertificate | undefined;
}

/** One of a contact's certificates: what it is for now, where it comes from, what can be done. */
export function CertificateItem({ address, kept, best }: CertificateItemProps) {
  const styles = useStyles();
  const { state, certificate } = kept;
  const Icon = state === 'expired' ? HistoryRegular : recipientIcons[state];
  const { notBefore, notAfter } = certificate;
  const isUsable = state === 'ready';
  return (
    <li className={styles.item}>
      <Icon aria-hidden className={mergeClasses(styles.icon, isUsable && styles.ready, state === 'expired' && styles.old)} />
      <div className={styles.what}>
        <Body1Strong>{headingOf(kept, best)}</Body1Strong>
        {state === 'expired' ? (
          <Caption1>{fill(texts.earlierDates, { from: showDate(notBefore), to: showDate(notAfter) })}</Caption1>
        ) : (
          <Caption1>{fill(texts.until, { date: showDate(notAfter) })}</Caption1>
        )}
        {!isUsable && state !== 'expired' && (
          <Caption1>
            <Words of={recipientTexts[state].sentence} with={valuesOf(kept)} />
          </Caption1>
        )}
        <Caption1 className={styles.soft}>
          <Words of={texts.issuedBy} with={{ issuer: issuerName(certificate) }} />
        </Caption1>
        <Origin kept={kept} />
        <Actions address={address} kept={kept} best={best} />
      </div>
    </li>
  );
}

function Origin({ kept: { source, firstSeen, lastSeen, comparison } }: { readonly kept: JudgedCertificate }) {
  const styles = useStyles();
  const said = comparison?.result === 'match' ? texts.confirmed : texts.rejected;
  return (
    <>
      <Caption1 className={styles.soft}>{source === 'file' ? texts.fromFile : texts.fromMessage}</Caption1>
      {firstSeen !== undefined && <Caption1 className={styles.soft}>{seen(firstSeen, lastSeen ?? firstSeen)}</Caption1>}
      {comparison !== undefined && <Caption1>{fill(said, { date: showDate(comparison.on) })}</Caption1>}
    </>
  );
}

function seen(first: Date, last: Date): string {
  const [from, to] = [showDate(first), showDate(last)];
  return from === to ? fill(texts.firstSeen, { date: from }) : fill(texts.seen, { first: from, last: to });
}

function Actions({ address, kept, best }: CertificateItemProps) {
  const styles = useStyles();
  const { env } = usePane();
  const { openOver } = useNavigation();
  const { announce } = useAnnounce();
  const { act, failure } = useAct();
  const { certificate, state, comparison } = kept;
  const { fingerprint } = certificate;
  const named = { issuer: issuerName(certificate), date: showDate(certificate.notAfter) };
  const [detailsId, compareId] = [`details-${fingerprint}`, `compare-${fingerprint}`];
  const used = () => {
    announce(texts.used);
    // The button that was pressed goes.
    document.getElementById(detailsId)?.focus();
  };
  const isOther = fingerprint !== best?.certificate.fingerprint;
  const mayCompare = comparison === undefined && (state === 'untrusted' || state === 'otherAddress');
  return (
    <div className={styles.actions}>
      {mayCompare && (
        <Button
          id={compareId}
          size="small"
          appearance="primary"
          aria-label={fill(texts.compareNamed, named)}
          onClick={() => openOver({ name: 'compare', address, fingerprint }, compareId)}
        >
          {texts.compare}
        </Button>
      )}
      {state === 'ready' && isOther && (
        <Button
          size="small"
          onClick={() => act(encryptWith(env, address, fingerprint), used)}
        >
          {texts.use}
        </Button>
      )}
      <Button
        id={detailsId}
        size="small"
        aria-label={fill(texts.detailsNamed, named)}
        onClick={() => openOver({ name: 'certificate', address, fingerprint }, detailsId)}
      >
        {texts.details}
      </Button>
      {failure !== null && <Message told={failure} />}
    </div>
  );
}
