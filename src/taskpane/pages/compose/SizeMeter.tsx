import { Caption1, ProgressBar, makeStyles } from '@fluentui/react-components';
import { useId } from 'react';
import type { SizeEstimate } from '../../../flows/check-readiness';
import { compose as texts } from '../../texts/compose';
import { showMegabytes } from '../../texts/amounts';
import { fill } from '../../texts/words';

interface SizeMeterProps {
  readonly size: SizeEstimate;
  readonly isEncrypted: boolean;
}

const useStyles = makeStyles({
  meter: { display: 'flex', flexDirection: 'column', gap: '4px' },
  words: { display: 'flex', justifyContent: 'space-between' },
});

/** From here on it is nearly full. */
const warnAt = 0.8;

export function SizeMeter({ size, isEncrypted }: SizeMeterProps) {
  const styles = useStyles();
  const labelId = useId();
  const bytes = isEncrypted ? size.encryptedBytes : size.signedBytes;
  const share = bytes / size.limitBytes;
  const color = share > 1 ? 'error' : share > warnAt ? 'warning' : 'brand';
  return (
    <div className={styles.meter}>
      <div id={labelId} className={styles.words}>
        <Caption1>{texts.size.title}</Caption1>
        <Caption1>{fill(texts.size.of, { size: showMegabytes(bytes), limit: showMegabytes(size.limitBytes) })}</Caption1>
      </div>
      <ProgressBar aria-labelledby={labelId} color={color} value={Math.min(1, share)} />
    </div>
  );
}
