import { Body1, Button, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronUpRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import type { RecipientReadiness } from '../../../flows/check-readiness';
import { recipientIcons } from '../../components/recipient-icons';
import { Words } from '../../components/Words';
import { useNavigation } from '../../state/navigation';
import { showDate } from '../../texts/amounts';
import { cleanName } from '../../texts/names';
import { compose, recipientTexts } from '../../texts/compose';
import { contact } from '../../texts/contacts';
import { fillLoosely } from '../../texts/words';
import type { Values } from '../../texts/words';
import { issuerName } from '../../verdict/signer';
import { canRead, nameOf } from './situation';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '20px 1fr',
    columnGap: '10px',
    padding: '6px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  icon: { fontSize: '20px', color: tokens.colorNeutralForeground2, marginTop: '2px' },
  ready: { color: tokens.colorStatusSuccessForeground1 },
  missing: { color: tokens.colorStatusWarningForeground3 },
  main: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', columnGap: '8px', minWidth: 0 },
  address: { overflowWrap: 'anywhere' },
  role: { color: tokens.colorNeutralForeground2 },
  chip: { minWidth: 0, paddingInline: '6px', marginInlineStart: '-6px', whiteSpace: 'normal', textAlign: 'start', '& .fui-Button__icon': { fontSize: '16px', width: '16px', height: '16px' } },
  repair: { gridColumn: 2, justifySelf: 'start', marginTop: '4px' },
  sentence: { gridColumn: 2, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

interface RecipientRowProps {
  readonly recipient: RecipientReadiness;
  readonly isEncrypted: boolean;
  readonly startsOpen?: boolean;
}

/** Who, whether they can read it, and on request why. */
export function RecipientRow({ recipient, isEncrypted, startsOpen = false }: RecipientRowProps) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(startsOpen);
  const sentenceId = useId();
  const { state, role } = recipient;
  const Icon = recipientIcons[state];
  const values = valuesOf(recipient);
  const { chip, sentence } = recipientTexts[state];
  const name = nameOf(recipient);
  const chipText = fillLoosely(chip, values);
  const colour = canRead(recipient) ? styles.ready : isEncrypted ? styles.missing : undefined;
  return (
    <li className={styles.row}>
      <Icon aria-hidden className={mergeClasses(styles.icon, colour)} />
      <div className={styles.main}>
        <Body1 className={styles.address}>
          <bdi dir="ltr">{name}</bdi>
          {role === 'bcc' && <span className={styles.role}> ({compose.recipients.bcc})</span>}
        </Body1>
        <Button
          appearance="subtle"
          size="small"
          className={styles.chip}
          icon={isOpen ? <ChevronUpRegular /> : <ChevronDownRegular />}
          iconPosition="after"
          aria-expanded={isOpen}
          aria-controls={sentenceId}
          aria-label={`${chipText}: ${name}`}
          onClick={() => setOpen(!isOpen)}
        >
          {chipText}
        </Button>
      </div>
      <Caption1 id={sentenceId} hidden={!isOpen} className={isOpen ? styles.sentence : undefined}>
        {isOpen && <Words of={sentence} with={values} />}
      </Caption1>
      {isOpen && state === 'untrusted' && <Compare recipient={recipient} />}
    </li>
  );
}

/** Who read the fingerprint to each other need no issuer. */
function Compare({ recipient: { address, certificate } }: { readonly recipient: RecipientReadiness }) {
  const styles = useStyles();
  const { select } = useNavigation();
  if (certificate === undefined) return null;
  const { fingerprint } = certificate;
  return (
    <Button size="small" className={styles.repair} onClick={() => select('contacts', { name: 'compare', address, fingerprint })}>
      {contact.compare}
    </Button>
  );
}

function valuesOf({ certificate, state, ...person }: RecipientReadiness): Values {
  const name = nameOf(person);
  if (certificate === undefined) return { name };
  const { notBefore, notAfter, emailAddresses } = certificate;
  return {
    name,
    date: showDate(state === 'notYet' ? notBefore : notAfter),
    issuer: issuerName(certificate),
    certAddress: cleanName(emailAddresses[0] ?? 'no address'),
  };
}
