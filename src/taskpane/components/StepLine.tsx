import { Caption1, ProgressBar, makeStyles, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { firstRun as texts } from '../texts/first-run';
import { fill } from '../texts/words';

interface StepLineProps {
  readonly at: number;
  readonly name?: string;
}

const useStyles = makeStyles({
  line: { display: 'flex', flexDirection: 'column', gap: '4px', color: tokens.colorNeutralForeground2 },
});

/** Where somebody is in the first run. */
export function StepLine({ at, name }: StepLineProps) {
  const styles = useStyles();
  const labelId = useId();
  const step = { at, of: texts.steps };
  return (
    <div className={styles.line}>
      <Caption1 id={labelId}>{name === undefined ? fill(texts.step, step) : fill(texts.stepNamed, { ...step, name })}</Caption1>
      <ProgressBar aria-labelledby={labelId} value={at} max={texts.steps} />
    </div>
  );
}
