import { Body1, Button, Caption1, Select, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  DismissCircleRegular,
  HistoryRegular,
  InfoRegular,
  PersonQuestionMarkRegular,
  ShieldQuestionRegular,
} from '@fluentui/react-icons';
import type { FluentIcon } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import type { ImportResult } from '../../../flows/contacts/import-certificates';
import type { JudgedContact } from '../../../flows/contacts/judge-contact';
import { Words } from '../../components/Words';
import { useNavigation } from '../../state/navigation';
import type { ImportRowState } from '../../state/use-certificate-import';
import { contact as contactTexts, importingCertificates as texts } from '../../texts/contacts';
import { cleanFileName, cleanName } from '../../texts/names';

const icons: Readonly<Record<ImportResult['state'], FluentIcon>> = {
  added: CheckmarkCircleRegular,
  already: CheckmarkCircleRegular,
  expired: HistoryRegular,
  untrusted: ShieldQuestionRegular,
  noAddress: PersonQuestionMarkRegular,
  newContact: PersonQuestionMarkRegular,
  issuer: InfoRegular,
  notACertificate: DismissCircleRegular,
  tooLarge: DismissCircleRegular,
  tooMany: DismissCircleRegular,
};

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '20px 1fr',
    columnGap: '10px',
    padding: '8px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  icon: { fontSize: '20px', color: tokens.colorNeutralForeground2 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  open: { color: tokens.colorStatusWarningForeground3 },
  what: { display: 'flex', flexDirection: 'column', gap: '4px', minWidth: 0, overflowWrap: 'anywhere' },
  soft: { color: tokens.colorNeutralForeground2 },
  action: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  // No wider than the pane, however long an address is.
  choice: { minWidth: 0, maxWidth: '100%', '& select': { minWidth: 0, width: '100%' } },
});

interface ImportRowProps {
  readonly row: ImportRowState;
  readonly contacts: readonly JudgedContact[];
  readonly onKeep: (row: ImportRowState, address: string) => void;
}

/** One certificate, or a file that held none: what became of it, and what is left to do. */
export function ImportRow({ row, contacts, onKeep }: ImportRowProps) {
  const styles = useStyles();
  const { state, file } = row;
  const item = useRef<HTMLLIElement>(null);
  const Icon = icons[state];
  const keepFor = (address: string) => {
    onKeep(row, address);
    // The button that was pressed goes.
    item.current?.focus();
  };
  const needsPerson = state === 'untrusted' || state === 'noAddress' || state === 'newContact';
  const whose = 'certificate' in row ? ('address' in row ? row.address : (row.certificate.commonName ?? row.certificate.subject)) : undefined;
  return (
    <li ref={item} tabIndex={-1} className={styles.row}>
      <Icon aria-hidden className={mergeClasses(styles.icon, state === 'added' && styles.good, needsPerson && styles.open)} />
      <div className={styles.what}>
        <Body1>
          <Words of={texts.states[state]} with={{ address: whose }} />
        </Body1>
        {whose !== undefined && (
          <Caption1>
            <bdi dir="ltr">{cleanName(whose, 320)}</bdi>
          </Caption1>
        )}
        <Caption1 className={styles.soft}>
          <bdi dir="ltr">{cleanFileName(file)}</bdi>
        </Caption1>
        {row.state === 'untrusted' && <Compare id={`compare-row-${String(row.id)}`} address={row.address} fingerprint={row.certificate.fingerprint} />}
        {row.state === 'newContact' && (
          <div className={styles.action}>
            <Button size="small" onClick={() => keepFor(row.address)}>
              {texts.addAs}
            </Button>
          </div>
        )}
        {row.state === 'noAddress' && <ChooseContact contacts={contacts} onChosen={keepFor} />}
      </div>
    </li>
  );
}

interface CompareProps {
  readonly id: string;
  readonly address: string;
  readonly fingerprint: string;
}

function Compare({ id, address, fingerprint }: CompareProps) {
  const styles = useStyles();
  const { openOver } = useNavigation();
  return (
    <div className={styles.action}>
      <Button id={id} size="small" onClick={() => openOver({ name: 'compare', address, fingerprint }, id)}>
        {contactTexts.compare}
      </Button>
    </div>
  );
}

interface ChooseContactProps {
  readonly contacts: readonly JudgedContact[];
  readonly onChosen: (address: string) => void;
}

function ChooseContact({ contacts, onChosen }: ChooseContactProps) {
  const styles = useStyles();
  const [chosen, setChosen] = useState('');
  return (
    <div className={styles.action}>
      <Select size="small" className={styles.choice} aria-label={texts.chooseContact} value={chosen} onChange={(_event, { value }) => setChosen(value)}>
        <option value="">{texts.chooseContact}</option>
        {contacts.map(({ contact: { address } }) => (
          <option key={address} value={address}>
            {cleanName(address, 320)}
          </option>
        ))}
      </Select>
      <Button size="small" disabledFocusable={chosen === ''} onClick={() => onChosen(chosen)}>
        {texts.add}
      </Button>
    </div>
  );
}
