import { Link, makeStyles, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { DocumentRegular } from '@fluentui/react-icons/svg/document';
import { MailRegular } from '@fluentui/react-icons/svg/mail';
import type { AttachmentEntry, MessageDetail } from '../../mail/types';
import { api } from '../api';
import { formatSize } from '../text';
import { useOutlook } from './use-outlook';

const useStyles = makeStyles({
  files: { display: 'flex', flexWrap: 'wrap', gap: '8px', margin: '0 0 14px', padding: 0, listStyleType: 'none' },
  file: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '6px 12px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    overflowWrap: 'anywhere',
  },
  icon: { flexShrink: 0 },
  small: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Files are saved, messages are opened. */
export function Files({ message }: { readonly message: MessageDetail }) {
  const styles = useStyles();
  const files = message.attachments.filter(({ isInline }) => !isInline);
  if (files.length === 0) return null;
  return (
    <ul className={styles.files} aria-label="Attachments">
      {files.map((file) => (
        <li key={file.id} className={styles.file}>
          {file.kind === 'item' ? (
            <MailRegular fontSize={20} className={styles.icon} />
          ) : (
            <DocumentRegular fontSize={20} className={styles.icon} />
          )}
          <span>
            {file.kind === 'item' ? <OpenLink message={message} file={file} /> : <SaveLink message={message} file={file} />}
            <div className={styles.small}>{formatSize(file.size)}</div>
          </span>
        </li>
      ))}
    </ul>
  );
}

interface FileProps {
  readonly message: MessageDetail;
  readonly file: AttachmentEntry;
}

function SaveLink({ message, file }: FileProps) {
  return (
    <Link href={api.attachmentUrl(message.id, file.id)} download={file.name} aria-label={`Download ${file.name}`}>
      {file.name}
    </Link>
  );
}

function OpenLink({ message, file }: FileProps) {
  const outlook = useOutlook();
  const focusBack = useRestoreFocusTarget();
  return (
    <Link as="button" {...focusBack} aria-label={`Open message ${file.name}`} onClick={() => void outlook.openAttached(message.id, file.id)}>
      {file.name}
    </Link>
  );
}
