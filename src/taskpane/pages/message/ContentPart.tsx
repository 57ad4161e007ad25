import { Body1, Caption1, Caption1Strong, makeStyles, tokens } from '@fluentui/react-components';
import { ImageProhibitedRegular, LockOpenRegular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import type { SmimeReading } from '../../../flows/open-message';
import type { ReadItem } from '../../../mailbox/types';
import type { OpenedMessage } from '../../../smime/index';
import { LinkDialog } from '../../components/LinkDialog';
import { MessageFrame } from '../../components/MessageFrame';
import { isTooLong } from '../../content/drawable';
import type { MessageLink } from '../../content/link';
import { sanitize } from '../../content/sanitize';
import { content as texts } from '../../texts/read';
import { Attachments } from './Attachments';
import { InnerHeaders, OuterHeaders } from './Headers';
import { useIsOpaque } from './use-is-opaque';

const useStyles = makeStyles({
  box: { border: `1px solid ${tokens.colorNeutralStroke1}`, borderRadius: tokens.borderRadiusLarge, overflow: 'hidden' },
  label: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    padding: '6px 12px',
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  text: { margin: 0, padding: '12px', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  note: { display: 'flex', gap: '8px', padding: '8px 12px', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  noteIcon: { flexShrink: 0, fontSize: '16px' },
});

interface ContentPartProps {
  readonly item: ReadItem;
  readonly reading: SmimeReading;
}

/** S35. What Outlook can't show: the inside of encrypted mail, and of mail signed or compressed as one file. */
export function ContentPart({ item, reading: { opened } }: ContentPartProps) {
  const isOpaque = useIsOpaque(item);
  const isInside = opened.signature.state !== 'not-signed' || opened.layers.includes('compressed-data');
  const isShown = opened.encryption.state === 'decrypted' || (opened.encryption.state === 'not-encrypted' && isOpaque && isInside);
  return isShown ? <OpenedContent opened={opened} place="message" itemKey={item.key} /> : null;
}

interface OpenedContentProps {
  readonly opened: OpenedMessage;
  /** Begins the ids of what can be pressed here. */
  readonly place: string;
  /** Of the item that it belongs to: messages inside are left with it. */
  readonly itemKey?: string;
}

export function OpenedContent({ opened, place, itemKey }: OpenedContentProps) {
  const styles = useStyles();
  const isDecrypted = opened.encryption.state === 'decrypted';
  const label = isDecrypted ? texts.decrypted : texts.opened;
  return (
    <>
      <OuterHeaders opened={opened} />
      <section className={styles.box} aria-label={label}>
        <div className={styles.label}>
          {isDecrypted && <LockOpenRegular aria-hidden />}
          <Caption1Strong>{label}</Caption1Strong>
        </div>
        <InnerHeaders opened={opened} />
        <Body opened={opened} place={place} {...(itemKey === undefined ? {} : { itemKey })} />
      </section>
    </>
  );
}

function Body({ opened: { body, attachments }, place, itemKey }: OpenedContentProps) {
  const styles = useStyles();
  const [link, setLink] = useState<MessageLink | null>(null);
  const tooLong = useMemo(() => body.html !== undefined && isTooLong(body.html), [body.html]);
  const harmless = useMemo(
    () => (body.html === undefined || tooLong ? null : sanitize(body.html, attachments)),
    [body.html, tooLong, attachments],
  );
  const files = attachments.filter(({ contentId }) => contentId === undefined || harmless?.shownPictures.has(contentId) !== true);
  return (
    <>
      {tooLong && (
        <div className={styles.note}>
          <Caption1>{texts.tooLong}</Caption1>
        </div>
      )}
      {harmless === null ? <PlainText text={body.text ?? body.html} /> : <MessageFrame html={harmless.html} onLink={setLink} />}
      {harmless?.isBlocked === true && (
        <div className={styles.note}>
          <ImageProhibitedRegular aria-hidden className={styles.noteIcon} />
          <Caption1>{texts.blocked}</Caption1>
        </div>
      )}
      {harmless?.isFormRemoved === true && (
        <div className={styles.note}>
          <Caption1>{texts.formRemoved}</Caption1>
        </div>
      )}
      {files.length > 0 && <Attachments files={files} place={place} {...(itemKey === undefined ? {} : { itemKey })} />}
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </>
  );
}

/** Drawn as text, so that nothing in it can be anything else. */
function PlainText({ text = '' }: { readonly text?: string | undefined }) {
  const styles = useStyles();
  const shown = text.replace(/\r\n/g, '\n').trim();
  return (
    <Body1 as="p" block className={styles.text}>
      {shown === '' ? <em>{texts.empty}</em> : <bdi>{shown}</bdi>}
    </Body1>
  );
}
