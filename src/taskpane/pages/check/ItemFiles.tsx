import { Button, makeStyles } from '@fluentui/react-components';
import { MailAttachRegular } from '@fluentui/react-icons';
import type { ReadItem } from '../../../mailbox/types';
import { fromItem, isLabelledEncrypted, isWorthChecking } from '../../content/chosen-file';
import { filePage, useNavigation } from '../../state/navigation';
import { check as texts } from '../../texts/check';
import { cleanFileName } from '../../texts/names';
import { Words } from '../../components/Words';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px', margin: 0, padding: 0, listStyleType: 'none' },
  button: { overflowWrap: 'anywhere', textAlign: 'start' },
});

export function carriesEncryptedFile({ attachments }: ReadItem): boolean {
  return attachments.some((file) => file.kind === 'file' && isLabelledEncrypted(file));
}

/** Attached messages and signed or encrypted files: each is opened on its own, and only when somebody says so. */
export function ItemFiles({ item }: { readonly item: ReadItem }) {
  const styles = useStyles();
  const { open } = useNavigation();
  const files = item.attachments.filter((file) => file.kind === 'item' || (file.kind === 'file' && isWorthChecking(file)));
  if (files.length === 0) return null;
  return (
    <ul className={styles.list}>
      {files.map((file, at) => {
        const id = `message-file-${at}`;
        return (
          <li key={file.id}>
            <Button
              id={id}
              className={styles.button}
              size="small"
              icon={<MailAttachRegular />}
              onClick={() => open(filePage(fromItem(item, file), item.key), id)}
            >
              <Words of={texts.separately} with={{ file: cleanFileName(file.name) }} />
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
