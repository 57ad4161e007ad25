import { makeStyles, tokens } from '@fluentui/react-components';
import { MailRegular } from '@fluentui/react-icons/svg/mail';
import { InfoBars } from './info-bars';
import { MessageBody } from './message-body';
import { Files } from './message-files';
import { MessageHead } from './message-head';
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
      <MessageHead message={message} date={message.receivedAt} />
      <InfoBars item={{ kind: 'read', message }} />
      <Files message={message} />
      <MessageBody message={message} />
    </article>
  );
}
