import { Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import { KeyRegular } from '@fluentui/react-icons';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { useFirstRun } from '../../state/use-first-run';
import { firstRun } from '../../texts/first-run';

const useStyles = makeStyles({
  offer: { display: 'flex', gap: '8px', color: tokens.colorNeutralForeground2 },
  icon: { flexShrink: 0, fontSize: '16px' },
});

/** Small, in nobody's way, and not for those who only want to read. */
export function SetUpOffer() {
  const styles = useStyles();
  const { keyring } = usePane();
  const { select } = useNavigation();
  const { progress } = useFirstRun();
  if (keyring.status !== 'empty' || progress === 'reader') return null;
  return (
    <div className={styles.offer}>
      <KeyRegular aria-hidden className={styles.icon} />
      <Caption1>
        {firstRun.offer.text}{' '}
        <Link as="button" onClick={() => select('digital-ids')}>
          {firstRun.offer.button}
        </Link>
      </Caption1>
    </div>
  );
}
