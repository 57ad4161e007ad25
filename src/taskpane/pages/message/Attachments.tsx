import { Body1, Button, Caption1, Caption1Strong, makeStyles, tokens, useAnnounce } from '@fluentui/react-components';
import { ArrowDownloadRegular, AttachRegular, WarningRegular } from '@fluentui/react-icons';
import type { ReceivedAttachment } from '../../../smime/index';
import { download } from '../../content/download';
import { showSize } from '../../texts/amounts';
import { canHarm, cleanFileName } from '../../texts/names';
import { content as texts } from '../../texts/read';
import { fill } from '../../texts/words';

const useStyles = makeStyles({
  part: { padding: '8px 12px', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  list: { display: 'flex', flexDirection: 'column', gap: '8px', margin: '6px 0 0', padding: 0, listStyleType: 'none' },
  row: { display: 'flex', alignItems: 'center', gap: '8px' },
  icon: { flexShrink: 0, fontSize: '20px' },
  what: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  size: { color: tokens.colorNeutralForeground2 },
  harm: { display: 'flex', alignItems: 'center', gap: '4px', color: tokens.colorStatusDangerForeground1 },
});

export function Attachments({ files }: { readonly files: readonly ReceivedAttachment[] }) {
  const styles = useStyles();
  return (
    <div className={styles.part}>
      <Caption1Strong as="h3" block style={{ margin: 0 }}>
        {fill(texts.attachments, { n: files.length })}
      </Caption1Strong>
      <ul className={styles.list}>
        {files.map((file, at) => (
          <Row key={at} file={file} />
        ))}
      </ul>
    </div>
  );
}

function Row({ file: { name, bytes } }: { readonly file: ReceivedAttachment }) {
  const styles = useStyles();
  const { announce } = useAnnounce();
  const fileName = cleanFileName(name);
  const save = () => {
    // A type of no meaning: the browser is to keep it, never to open it here.
    download(fileName, bytes, 'application/octet-stream');
    announce(fill(texts.saved, { name: fileName }));
  };
  return (
    <li className={styles.row}>
      <AttachRegular aria-hidden className={styles.icon} />
      <div className={styles.what}>
        <Body1>
          <bdi dir="ltr">{fileName}</bdi>
        </Body1>
        <Caption1 className={styles.size}>{showSize(bytes.length)}</Caption1>
        {canHarm(fileName) && (
          <Caption1 className={styles.harm}>
            <WarningRegular aria-hidden /> {texts.canHarm}
          </Caption1>
        )}
      </div>
      <Button size="small" icon={<ArrowDownloadRegular />} aria-label={fill(texts.saveNamed, { name: fileName })} onClick={save}>
        {texts.save}
      </Button>
    </li>
  );
}
