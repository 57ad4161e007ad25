import { Button, makeStyles } from '@fluentui/react-components';
import { useLeaveFirstRun } from '../../state/use-first-run';
import { firstRun } from '../../texts/first-run';

const useStyles = makeStyles({ button: { width: '100%' } });

/** Reading and checking work without a digital ID; nothing was kept so far. */
export function SkipButton() {
  const styles = useStyles();
  const leave = useLeaveFirstRun();
  return (
    <Button appearance="subtle" className={styles.button} onClick={leave}>
      {firstRun.skip}
    </Button>
  );
}
