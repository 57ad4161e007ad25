import { Button, CounterBadge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DraftsRegular } from '@fluentui/react-icons/svg/drafts';
import { MailInboxRegular } from '@fluentui/react-icons/svg/mail-inbox';
import { SendRegular } from '@fluentui/react-icons/svg/send';
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
  folder: { justifyContent: 'flex-start', fontWeight: tokens.fontWeightRegular, gap: '4px' },
  current: {
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  name: { flexGrow: 1, textAlign: 'start' },
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
  const { folder: current, me, unread, drafts } = useOutlookState();
  const counts: Readonly<Record<Folder, number>> = { inbox: unread, drafts, sent: 0 };
  return (
    <nav className={styles.list} aria-label="Folders" data-region="folders">
      <h2 className={styles.mailbox}>{me.address}</h2>
      {(['inbox', 'drafts', 'sent'] as const).map((folder) => (
        <Button
          key={folder}
          appearance="subtle"
          aria-label={folderNames[folder]}
          aria-current={folder === current}
          className={mergeClasses(styles.folder, folder === current && styles.current)}
          icon={icons[folder]}
          onClick={() => void outlook.openFolder(folder)}
          {...(folder === current ? { 'data-region-start': true } : {})}
        >
          <span className={styles.name}>{folderNames[folder]}</span>
          {counts[folder] > 0 && <CounterBadge count={counts[folder]} color="brand" size="small" aria-hidden />}
        </Button>
      ))}
    </nav>
  );
}
