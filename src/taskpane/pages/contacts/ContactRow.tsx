import { Body1, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronRightRegular, WarningRegular } from '@fluentui/react-icons';
import type { JudgedContact } from '../../../flows/contacts/judge-contact';
import { recipientIcons } from '../../components/recipient-icons';
import { useNavigation } from '../../state/navigation';
import { cleanName } from '../../texts/names';
import { chipOf, contactRowId, namesOf } from './show-contact';

const useStyles = makeStyles({
  row: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  button: {
    display: 'grid',
    gridTemplateColumns: '20px 1fr 16px',
    columnGap: '10px',
    alignItems: 'center',
    width: '100%',
    padding: '8px 4px',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':active': { backgroundColor: tokens.colorSubtleBackgroundPressed },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  icon: { fontSize: '20px', color: tokens.colorStatusWarningForeground3 },
  ready: { color: tokens.colorStatusSuccessForeground1 },
  who: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  soft: { color: tokens.colorNeutralForeground2 },
  chevron: { color: tokens.colorNeutralForeground2, ':dir(rtl)': { transform: 'scaleX(-1)' } },
});

export function ContactRow({ judged }: { readonly judged: JudgedContact }) {
  const styles = useStyles();
  const { open } = useNavigation();
  const { best, contact } = judged;
  const { address } = contact;
  const Icon = best === undefined ? WarningRegular : recipientIcons[best.state];
  const [name] = namesOf(judged);
  const id = contactRowId(address);
  return (
    <li className={styles.row}>
      <button id={id} type="button" className={styles.button} onClick={() => open({ name: 'contact', address }, id)}>
        <Icon aria-hidden className={mergeClasses(styles.icon, best?.state === 'ready' && styles.ready)} />
        <span className={styles.who}>
          <Body1>
            <bdi dir="ltr">{cleanName(address, 320)}</bdi>
          </Body1>
          <Caption1 className={styles.soft}>
            {name !== undefined && <bdi>{name} · </bdi>}
            {chipOf(judged)}
          </Caption1>
        </span>
        <ChevronRightRegular aria-hidden className={styles.chevron} />
      </button>
    </li>
  );
}
