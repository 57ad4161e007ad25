import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { AttachRegular } from '@fluentui/react-icons/svg/attach';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { DocumentRegular } from '@fluentui/react-icons/svg/document';
import { SendFilled } from '@fluentui/react-icons/svg/send';
import { useRef } from 'react';
import type { Draft } from '../model/draft';
import { formatSize } from '../text';
import { FromField } from './from-field';
import { InfoBars } from './info-bars';
import { RecipientsField } from './recipients-field';
import { RichText } from './rich-text';
import { useDraftState, useOutlook } from './use-outlook';

const useStyles = makeStyles({
  form: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', overflowY: 'auto' },
  actions: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    padding: '12px 16px 8px',
    whiteSpace: 'nowrap',
    flexWrap: 'wrap',
  },
  saved: { marginLeft: 'auto', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  fields: { padding: '0 16px' },
  bars: { padding: '0 16px' },
  subject: {
    width: '100%',
    boxSizing: 'border-box',
    padding: '10px 0',
    border: 'none',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    background: 'none',
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    '::placeholder': { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
    ':focus': { outline: 'none', borderBottom: `2px solid ${tokens.colorCompoundBrandStroke}`, paddingBottom: '9px' },
  },
  files: { display: 'flex', flexWrap: 'wrap', gap: '8px', margin: '10px 0 0', padding: 0, listStyleType: 'none' },
  file: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    padding: '2px 2px 2px 10px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  size: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

export function ComposeForm({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { subject, isSending } = useDraftState(draft);
  return (
    <form className={styles.form} aria-label="Message" onSubmit={(event) => event.preventDefault()} inert={isSending}>
      <Actions draft={draft} />
      <div className={styles.bars}>
        <InfoBars item={{ kind: 'compose', draft }} />
      </div>
      <div className={styles.fields}>
        <FromField draft={draft} />
        <RecipientsField draft={draft} field="to" label="To" />
        <RecipientsField draft={draft} field="cc" label="Cc" />
        <RecipientsField draft={draft} field="bcc" label="Bcc" />
        <input
          className={styles.subject}
          aria-label="Subject"
          placeholder="Add a subject"
          value={subject}
          maxLength={255}
          onChange={(event) => draft.setSubject(event.target.value)}
        />
        <AttachedFiles draft={draft} />
      </div>
      <RichText draft={draft} />
    </form>
  );
}

function Actions({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const outlook = useOutlook();
  const { isSending, savedId } = useDraftState(draft);
  const files = useRef<HTMLInputElement>(null);
  const attach = async (list: FileList | null): Promise<void> => {
    for (const file of list ?? []) await draft.addFile(file);
  };
  return (
    <div className={styles.actions}>
      <Button
        appearance="primary"
        icon={isSending ? <Spinner size="extra-tiny" appearance="inverted" /> : <SendFilled />}
        disabled={isSending}
        onClick={() => void outlook.send(draft)}
        data-region-start
      >
        Send
      </Button>
      <Button appearance="subtle" icon={<AttachRegular />} onClick={() => files.current?.click()}>
        Attach file
      </Button>
      <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => void outlook.closeDraft(draft, true)}>
        Discard
      </Button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Choose files to attach"
        onChange={(event) => void attach(event.target.files)}
      />
      <span className={styles.saved}>{savedId === undefined ? '' : 'Draft saved'}</span>
    </div>
  );
}

function AttachedFiles({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { attachments } = useDraftState(draft);
  if (attachments.length === 0) return null;
  return (
    <ul className={styles.files} aria-label="Attachments">
      {attachments.map(({ id, name, size }) => (
        <li key={id} className={styles.file}>
          <DocumentRegular fontSize={18} />
          <span>{name}</span>
          <span className={styles.size}>{formatSize(size)}</span>
          <Button
            appearance="transparent"
            size="small"
            icon={<DismissRegular />}
            aria-label={`Remove ${name}`}
            onClick={() => draft.removeAttachment(id)}
          />
        </li>
      ))}
    </ul>
  );
}
