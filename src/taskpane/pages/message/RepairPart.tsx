import { Body1, Body1Strong, Button, makeStyles } from '@fluentui/react-components';
import type { CertificateIdentifier, EncryptionReport } from '../../../smime/index';
import { UnlockForm } from '../../components/UnlockForm';
import { Words } from '../../components/Words';
import { useNavigation } from '../../state/navigation';
import { read } from '../../texts/read';
import { shortName } from '../../verdict/signer';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-start' },
  list: { margin: 0, paddingInlineStart: '20px', overflowWrap: 'anywhere' },
});

/** S34: what opens a message that is still closed. */
export function RepairPart({ encryption }: { readonly encryption: EncryptionReport }) {
  if (encryption.state === 'locked') return <UnlockForm />;
  const isForAnother = encryption.state === 'failed' && encryption.problem === 'no-matching-digital-id';
  return isForAnother ? <Needed recipients={encryption.recipients} /> : null;
}

function Needed({ recipients }: { readonly recipients: readonly CertificateIdentifier[] }) {
  const styles = useStyles();
  const { select } = useNavigation();
  return (
    <div className={styles.part}>
      {recipients.length > 0 && <Body1Strong>{read.needs}</Body1Strong>}
      <ul className={styles.list}>
        {recipients.map((recipient, at) => (
          <li key={at}>
            <Body1>
              <Identifier of={recipient} />
            </Body1>
          </li>
        ))}
      </ul>
      <Button appearance="primary" onClick={() => select('digital-ids', { name: 'import' })}>
        {read.card.importId}
      </Button>
    </div>
  );
}

/** A certificate as a message names it, without having it. */
export function Identifier({ of: { issuer, serialNumber, subjectKeyIdentifier } }: { readonly of: CertificateIdentifier }) {
  if (issuer !== undefined && serialNumber !== undefined) {
    return <Words of={read.needed} with={{ serial: shorten(serialNumber), issuer: shortName(issuer) }} />;
  }
  return <Words of={read.neededByKey} with={{ key: shorten(subjectKeyIdentifier ?? '') }} />;
}

/** `4F…21`: enough to tell two apart. */
function shorten(hex: string): string {
  const upper = hex.toUpperCase();
  return upper.length <= 10 ? upper : `${upper.slice(0, 4)}…${upper.slice(-4)}`;
}
