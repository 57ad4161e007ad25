import { Avatar, makeStyles, tokens } from '@fluentui/react-components';
import type { Address, MessageDetail } from '../../mail/types';
import { longDate } from './dates';

const useStyles = makeStyles({
  head: { display: 'flex', gap: '12px', alignItems: 'flex-start', marginBottom: '12px' },
  who: { minWidth: 0, flexGrow: 1 },
  from: { fontWeight: tokens.fontWeightSemibold },
  small: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface HeadProps {
  readonly message: Pick<MessageDetail, 'from' | 'to' | 'cc' | 'bcc'>;
  /** ISO 8601; empty when unknown */
  readonly date: string;
}

export function MessageHead({ message, date }: HeadProps) {
  const styles = useStyles();
  const { from, to, cc, bcc } = message;
  return (
    <div className={styles.head}>
      <Avatar name={from.name || from.address} color="colorful" size={40} aria-hidden />
      <div className={styles.who}>
        <div>
          <span className={styles.from}>{from.name || from.address}</span>{' '}
          <span className={styles.small}>&lt;{from.address}&gt;</span>
        </div>
        <Names label="To" addresses={to} />
        <Names label="Cc" addresses={cc} />
        <Names label="Bcc" addresses={bcc} />
        {date !== '' && <div className={styles.small}>{longDate(date)}</div>}
      </div>
    </div>
  );
}

function Names({ label, addresses }: { readonly label: string; readonly addresses: readonly Address[] }) {
  const styles = useStyles();
  if (addresses.length === 0) return null;
  return (
    <div className={styles.small}>
      {label}: {addresses.map(({ name, address }) => name || address).join('; ')}
    </div>
  );
}
