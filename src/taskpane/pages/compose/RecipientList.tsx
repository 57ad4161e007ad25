import { Caption1, Subtitle2, makeStyles, tokens } from '@fluentui/react-components';
import type { Readiness } from '../../../flows/check-readiness';
import { compose as texts } from '../../texts/compose';
import { fill } from '../../texts/words';
import { RecipientRow } from './RecipientRow';
import { canRead } from './situation';

interface RecipientListProps {
  readonly readiness: Readiness | null;
  readonly isEncrypted: boolean;
}

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'baseline', gap: '8px', margin: 0 },
  count: { color: tokens.colorNeutralForeground2 },
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
});

export function RecipientList({ readiness, isEncrypted }: RecipientListProps) {
  const styles = useStyles();
  const { title, ready, none, checking } = texts.recipients;
  const recipients = readiness?.recipients ?? [];
  const all = recipients.length;
  const count = readiness === null ? checking : fill(ready, { ready: recipients.filter(canRead).length, all });
  return (
    <section aria-label={title}>
      <div className={styles.head}>
        <Subtitle2 as="h3" style={{ margin: 0 }}>
          {title}
        </Subtitle2>
        {(readiness === null || all > 0) && (
          <Caption1 className={styles.count} role="status">
            {count}
          </Caption1>
        )}
      </div>
      {readiness !== null && all === 0 && <Caption1>{none}</Caption1>}
      <ul className={styles.list}>
        {recipients.map((recipient) => (
          <RecipientRow key={`${recipient.role} ${recipient.address} ${recipient.name}`} recipient={recipient} isEncrypted={isEncrypted} />
        ))}
      </ul>
    </section>
  );
}
