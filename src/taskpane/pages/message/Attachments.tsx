import { Body1, Button, Caption1, Caption1Strong, makeStyles, tokens, useAnnounce } from '@fluentui/react-components';
import { ArrowDownloadRegular, AttachRegular, WarningRegular } from '@fluentui/react-icons';
import { readFileHeaders } from '../../../smime/index';
import type { ReceivedAttachment } from '../../../smime/index';
import { Words } from '../../components/Words';
import { fromMessage, isWorthChecking } from '../../content/chosen-file';
import { download } from '../../content/download';
import { filePage, useNavigation } from '../../state/navigation';
import { showSize } from '../../texts/amounts';
import { canHarm, cleanFileName, cleanName } from '../../texts/names';
import { content as texts } from '../../texts/read';
import { fill } from '../../texts/words';

const useStyles = makeStyles({
  part: { padding: '8px 12px', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  list: { display: 'flex', flexDirection: 'column', gap: '8px', margin: '6px 0 0', padding: 0, listStyleType: 'none' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  icon: { flexShrink: 0, fontSize: '20px' },
  what: { display: 'flex', flexDirection: 'column', flexGrow: 1, flexBasis: '90px', minWidth: 0, overflowWrap: 'anywhere' },
  size: { color: tokens.colorNeutralForeground2 },
  harm: { display: 'flex', alignItems: 'center', gap: '4px', color: tokens.colorStatusDangerForeground1 },
});

interface AttachmentsProps {
  readonly files: readonly ReceivedAttachment[];
  /** Begins the ids of what can be pressed here. */
  readonly place: string;
  readonly itemKey?: string;
}

export function Attachments({ files, place, itemKey }: AttachmentsProps) {
  const styles = useStyles();
  return (
    <div className={styles.part}>
      <Caption1Strong as="h3" block style={{ margin: 0 }}>
        {fill(texts.attachments, { n: files.length })}
      </Caption1Strong>
      <ul className={styles.list}>
        {files.map((file, at) => (
          <Row key={at} file={file} id={`${place}-open-${at}`} itemKey={itemKey} />
        ))}
      </ul>
    </div>
  );
}

interface RowProps {
  readonly file: ReceivedAttachment;
  readonly id: string;
  readonly itemKey: string | undefined;
}

function Row({ file, id, itemKey }: RowProps) {
  const styles = useStyles();
  const { announce } = useAnnounce();
  const { openOver } = useNavigation();
  const { bytes } = file;
  const fileName = cleanFileName(file.name);
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
          <FileName file={file} />
        </Body1>
        <Caption1 className={styles.size}>{showSize(bytes.length)}</Caption1>
        {canHarm(fileName) && (
          <Caption1 className={styles.harm}>
            <WarningRegular aria-hidden /> {texts.canHarm}
          </Caption1>
        )}
      </div>
      {isWorthChecking(file) && (
        <Button id={id} size="small" aria-label={fill(texts.openNamed, { name: nameOf(file) })} onClick={() => openOver(filePage(fromMessage(file), itemKey), id)}>
          {texts.open}
        </Button>
      )}
      <Button size="small" icon={<ArrowDownloadRegular />} aria-label={fill(texts.saveNamed, { name: fileName })} onClick={save}>
        {texts.save}
      </Button>
    </li>
  );
}

/** A message in a message is known by its subject. */
function FileName({ file: { name, contentType, bytes } }: { readonly file: ReceivedAttachment }) {
  const subject = embeddedSubject({ contentType, bytes });
  if (subject === null) return <bdi dir="ltr">{cleanFileName(name)}</bdi>;
  return subject === '' ? texts.embeddedUnnamed : <Words of={texts.embedded} with={{ subject }} />;
}

/** `null` for what is no message. */
function embeddedSubject({ contentType, bytes }: Pick<ReceivedAttachment, 'contentType' | 'bytes'>): string | null {
  return contentType.startsWith('message/rfc822') ? readFileHeaders(bytes).subject : null;
}

function nameOf(file: ReceivedAttachment): string {
  const subject = embeddedSubject(file);
  return subject === null || subject === '' ? cleanFileName(file.name) : cleanName(subject);
}
