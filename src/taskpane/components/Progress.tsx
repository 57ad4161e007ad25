import { Body1, Button, ProgressBar, Spinner, makeStyles } from '@fluentui/react-components';
import { useId } from 'react';
import { useWait } from '../state/use-wait';
import type { Wait } from '../state/use-wait';
import { progress as texts } from '../texts/frame';
import { fill } from '../texts/words';

interface ProgressProps {
  /** What is being done, in the present tense: "Checking the signature…". */
  readonly words: string;
  /** Which of how many steps this is; steps are named, so none is without words. */
  readonly step?: { readonly at: number; readonly of: number } | undefined;
  /** Shown at once: something that was pressed has given way to it. */
  readonly isPrompt?: boolean;
  /** When the waiting began before this was drawn. */
  readonly wait?: Wait;
  /** Absent while it can't be stopped. */
  readonly onCancel?: (() => void) | undefined;
}

const useStyles = makeStyles({
  place: { display: 'flex', flexDirection: 'column', gap: '8px' },
  row: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '8px', minHeight: '32px' },
});

/**
 * Something takes a moment: first nothing, then a spinner with its words, after
 * two seconds a bar with the named step and, wherever it can be stopped, Cancel.
 */
export function Progress({ words, step, isPrompt = false, wait: known, onCancel }: ProgressProps) {
  const styles = useStyles();
  const counted = useWait();
  const wait = known ?? counted;
  const wordsId = useId();
  const isSeen = isPrompt || wait !== 'unnoticed';
  const isLong = wait === 'long' || wait === 'tooLong';
  const named = isLong && step !== undefined ? fill(texts.step, { words: words.replace(/…$/, ''), ...step }) : words;
  return (
    <div className={styles.place}>
      <div className={styles.row}>
        <div role="status" id={wordsId}>
          {isSeen && (isLong ? <Body1>{named}</Body1> : <Spinner size="tiny" label={named} labelPosition="after" />)}
        </div>
        {onCancel !== undefined && (isLong || (isPrompt && isSeen)) && <Button onClick={onCancel}>{texts.cancel}</Button>}
      </div>
      {isLong && <ProgressBar aria-labelledby={wordsId} {...(step === undefined ? {} : { value: step.at - 1, max: step.of })} />}
    </div>
  );
}
