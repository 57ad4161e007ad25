import { Avatar, Link, makeStyles, tokens } from '@fluentui/react-components';
import { DocumentRegular } from '@fluentui/react-icons/svg/document';
import { MailRegular } from '@fluentui/react-icons/svg/mail';
import type { Address, MessageDetail } from '../../mail/types';
import { api } from '../api';
import { formatSize } from '../text';
import { longDate } from './dates';
import { InfoBars } from './info-bars';
import { MessageBody } from './message-body';
import { useOutlookState } from './use-outlook';

const useStyles = makeStyles({
  empty: {
    margin: 'auto',
    display: 'grid',
    justifyItems: 'center',
    gap: '8px',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase300,
  },
  emptyIcon: { fontSize: '48px' },
  pane: { flexGrow: 1, minWidth: 0, overflowY: 'auto', padding: '16px 24px 24px' },
  subject: { margin: '0 0 14px', fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, outline: 'none' },
  head: { display: 'flex', gap: '12px', alignItems: 'flex-start', marginBottom: '12px' },
  who: { minWidth: 0, flexGrow: 1 },
  from: { fontWeight: tokens.fontWeightSemibold },
  small: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  files: { display: 'flex', flexWrap: 'wrap', gap: '8px', margin: '0 0 14px', padding: 0, listStyleType: 'none' },
  file: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '6px 12px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

export function ReadingPane() {
  const styles = useStyles();
  const { message } = useOutlookState();
  if (message === undefined) {
    return (
      <div className={styles.empty}>
        <MailRegular className={styles.emptyIcon} />
        Select a message to read it
      </div>
    );
  }
  return (
    <article className={styles.pane} aria-label="Reading pane" key={message.id}>
      <h2 className={styles.subject} tabIndex={-1} data-region-start>
        {message.subject || '(No subject)'}
      </h2>
      <MessageHead message={message} />
      <InfoBars item={{ kind: 'read', message }} />
      <Files message={message} />
      <MessageBody message={message} />
    </article>
  );
}

function MessageHead({ message }: { readonly message: MessageDetail }) {
  const styles = useStyles();
  const { from, to, cc, bcc, receivedAt } = message;
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
        <div className={styles.small}>{longDate(receivedAt)}</div>
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

function Files({ message }: { readonly message: MessageDetail }) {
  const styles = useStyles();
  const files = message.attachments.filter(({ isInline }) => !isInline);
  if (files.length === 0) return null;
  return (
    <ul className={styles.files} aria-label="Attachments">
      {files.map((file) => (
        <li key={file.id} className={styles.file}>
          <DocumentRegular fontSize={20} />
          <span>
            <Link href={api.attachmentUrl(message.id, file.id)} download={file.name} aria-label={`Download ${file.name}`}>
              {file.name}
            </Link>
            <div className={styles.small}>{formatSize(file.size)}</div>
          </span>
        </li>
      ))}
    </ul>
  );
}
