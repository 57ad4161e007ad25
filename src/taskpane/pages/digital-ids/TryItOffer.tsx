import { Body1, Button, Subtitle2, makeStyles, tokens } from '@fluentui/react-components';
import { canProtectBoth } from '../../../flows/own-digital-ids';
import { StepLine } from '../../components/StepLine';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { useFirstRun } from '../../state/use-first-run';
import { firstRun, tryIt as texts } from '../../texts/first-run';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  title: { margin: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** Whoever left before the third step finds it here, until it is done or left out. */
export function TryItOffer() {
  const styles = useStyles();
  const { env, keyring } = usePane();
  const { open } = useNavigation();
  const { progress, keep } = useFirstRun();
  const canTryIt = canProtectBoth(keyring.digitalIds, env.mailbox.address, env.now());
  if (progress === 'finished' || !canTryIt) return null;
  return (
    <section className={styles.card} aria-labelledby="try-it">
      <StepLine at={firstRun.steps} />
      <Subtitle2 as="h3" id="try-it" className={styles.title}>
        {texts.title}
      </Subtitle2>
      <Body1>{texts.body}</Body1>
      <div className={styles.actions}>
        <Button id="try-it-button" appearance="primary" onClick={() => open({ name: 'try-it' }, 'try-it-button')}>
          {texts.button}
        </Button>
        <Button onClick={() => keep('finished')}>{firstRun.skip}</Button>
      </div>
    </section>
  );
}
