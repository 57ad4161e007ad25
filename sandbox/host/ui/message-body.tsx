import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons/svg/lock-closed';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { MessageDetail } from '../../mail/types';
import { api } from '../api';
import { useOutlook } from './use-outlook';

const useStyles = makeStyles({
  text: {
    margin: 0,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    lineHeight: '22px',
  },
  frame: { width: '100%', border: 'none', backgroundColor: '#fff', colorScheme: 'light', borderRadius: '4px' },
  note: { marginBottom: '12px' },
  closed: {
    display: 'grid',
    justifyItems: 'center',
    textAlign: 'center',
    gap: '8px',
    padding: '48px 24px',
    color: tokens.colorNeutralForeground2,
  },
  closedIcon: { fontSize: '40px', color: tokens.colorNeutralForeground3 },
});

/** A message in a message has no id: its pictures cannot be asked for. */
type Shown = Pick<MessageDetail, 'protection' | 'smimeType' | 'html' | 'text' | 'attachments'> & { readonly id?: string };

/** What Outlook shows by itself, without an S/MIME control. */
export function MessageBody({ message }: { readonly message: Shown }) {
  const styles = useStyles();
  if (message.protection === 'cms') return <Closed isSigned={message.smimeType === 'signed-data'} />;
  return (
    <>
      {message.protection === 'clear-signed' && (
        <MessageBar className={styles.note} layout="multiline">
          <MessageBarBody>
            This message has a digital signature, but Outlook didn't check it: the S/MIME control isn't installed.
          </MessageBarBody>
        </MessageBar>
      )}
      {message.html === undefined ? <p className={styles.text}>{message.text}</p> : <HtmlBody message={message} />}
    </>
  );
}

function Closed({ isSigned }: { readonly isSigned: boolean }) {
  const styles = useStyles();
  return (
    <div className={styles.closed}>
      <LockClosedRegular className={styles.closedIcon} />
      <strong>{isSigned ? "This signed message can't be shown." : 'This message is encrypted.'}</strong>
      <span>The content can't be displayed because the S/MIME control isn't installed. It is in the attachment smime.p7m.</span>
    </div>
  );
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'";
const look = "body{margin:0;font:15px/1.45 'Segoe UI',Arial,sans-serif;overflow-wrap:anywhere}";

/** In a frame without scripts; pictures from elsewhere are not fetched. */
function HtmlBody({ message }: { readonly message: Shown }) {
  const styles = useStyles();
  const frame = useRef<HTMLIFrameElement>(null);
  const height = useContentHeight(frame);
  const { html, isBlocked } = useMemo(() => showable(message), [message]);
  return (
    <>
      {isBlocked && (
        <MessageBar className={styles.note} layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>Pictures are blocked.</MessageBarTitle> This message wants to load pictures from the internet.
          </MessageBarBody>
        </MessageBar>
      )}
      <iframe
        ref={frame}
        title="Message body"
        className={styles.frame}
        style={{ height }}
        sandbox="allow-same-origin"
        srcDoc={`<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>${look}</style>${html}`}
      />
    </>
  );
}

/** Own pictures are shown; for the others the policy would stop the request, but loudly. */
function showable(message: Shown): { readonly html: string; readonly isBlocked: boolean } {
  const content = new DOMParser().parseFromString(message.html ?? '', 'text/html');
  let isBlocked = false;
  for (const picture of content.querySelectorAll('img')) {
    const contentId = picture.getAttribute('src')?.replace(/^cid:/, '');
    const own = message.attachments.find((attachment) => attachment.contentId === contentId);
    picture.removeAttribute('srcset');
    const source = picture.getAttribute('src') ?? '';
    if (own !== undefined && message.id !== undefined) picture.src = api.attachmentUrl(message.id, own.id);
    else if (!source.startsWith('data:')) picture.removeAttribute('src');
    isBlocked ||= /^(https?:|\/\/)/i.test(source);
  }
  for (const element of content.querySelectorAll('link, meta, base, script')) element.remove();
  return { html: content.documentElement.outerHTML, isBlocked };
}

function useContentHeight(frame: RefObject<HTMLIFrameElement | null>): number {
  const outlook = useOutlook();
  const [height, setHeight] = useState(200);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const stay = (event: Event): void => {
      if (!(event.target as Element).closest('a')) return;
      event.preventDefault();
      outlook.state.change({ notice: 'Links stay closed in the sandbox.' });
    };
    const measure = (): void => {
      // Between two messages the frame's document is there, and still empty.
      const root = element.contentDocument?.querySelector(':root') ?? null;
      if (root !== null) setHeight(root.scrollHeight);
    };
    const onLoad = (): void => {
      measure();
      const content = element.contentDocument;
      if (content === null) return;
      content.addEventListener('click', stay);
      content.addEventListener('auxclick', stay);
    };
    element.addEventListener('load', onLoad);
    onLoad();
    // A pane that opens makes the text narrower, and so longer.
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => {
      watch.disconnect();
      element.removeEventListener('load', onLoad);
    };
  }, [frame, outlook]);
  return height;
}
