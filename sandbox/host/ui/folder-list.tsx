import { Button, CounterBadge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DraftsRegular } from '@fluentui/react-icons/svg/drafts';
import { MailInboxRegular } from '@fluentui/react-icons/svg/mail-inbox';
import { SendRegular } from '@fluentui/react-icons/svg/send';
import { Fragment } from 'react';
import type { ReactElement } from 'react';
import type { Folder } from '../../mail/types';
import { useOutlook, useOutlookState } from './use-outlook';

const useStyles = makeStyles({
  list: { flex: '0 0 168px', display: 'flex', flexDirection: 'column', gap: '2px', padding: '8px 0', minWidth: 0 },
  mailbox: {
    margin: '0 0 6px',
    padding: '0 10px',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  shared: { marginTop: '18px' },
  folder: { justifyContent: 'flex-start', fontWeight: tokens.fontWeightRegular, gap: '4px' },
  current: {
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  name: { flexGrow: 1, textAlign: 'start' },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
});

export const folderNames: Readonly<Record<Folder, string>> = { inbox: 'Inbox', drafts: 'Drafts', sent: 'Sent Items' };

const icons: Readonly<Record<Folder, ReactElement>> = {
  inbox: <MailInboxRegular />,
  drafts: <DraftsRegular />,
  sent: <SendRegular />,
};

export function FolderList() {
  const styles = useStyles();
  const outlook = useOutlook();
  const { me } = useOutlookState();
  const shared = outlook.mailboxes.filter(({ address }) => address !== me.address);
  return (
    <nav className={styles.list} aria-label="Folders" data-region="folders">
      <h2 className={styles.mailbox}>{me.address}</h2>
      {(['inbox', 'drafts', 'sent'] as const).map((folder) => (
        <FolderButton key={folder} mailbox={me.address} folder={folder} />
      ))}
      {shared.map(({ address, name }) => (
        <Fragment key={address}>
          <h2 className={mergeClasses(styles.mailbox, styles.shared)}>Shared: {name}</h2>
          {(['inbox', 'drafts'] as const).map((folder) => (
            <FolderButton key={folder} mailbox={address} folder={folder} owner={name} />
          ))}
        </Fragment>
      ))}
    </nav>
  );
}

interface FolderProps {
  readonly mailbox: string;
  readonly folder: Folder;
  /** Of a shared one. */
  readonly owner?: string;
}

function FolderButton({ mailbox, folder, owner }: FolderProps) {
  const styles = useStyles();
  const outlook = useOutlook();
  const state = useOutlookState();
  const isCurrent = state.mailbox === mailbox && state.folder === folder;
  const count = state.counts[mailbox]?.[folder] ?? 0;
  return (
    <Button
      appearance="subtle"
      aria-current={isCurrent}
      className={mergeClasses(styles.folder, isCurrent && styles.current)}
      icon={icons[folder]}
      onClick={() => void outlook.openFolder(mailbox, folder)}
      {...(isCurrent ? { 'data-region-start': true } : {})}
    >
      <span className={styles.name}>
        {folderNames[folder]}
        {owner !== undefined && <span className={styles.hidden}>, shared: {owner}</span>}
      </span>
      {count > 0 && <CounterBadge count={count} color="brand" size="small" />}
    </Button>
  );
}
