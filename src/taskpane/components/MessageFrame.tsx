import { makeStyles } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { documentFor } from '../content/document';
import { readLink } from '../content/link';
import type { MessageLink } from '../content/link';
import { frame } from '../texts/frame';

interface MessageFrameProps {
  /** Already sanitized. */
  readonly html: string;
  readonly onLink: (link: MessageLink) => void;
}

const useStyles = makeStyles({
  frame: { display: 'block', width: '100%', border: 'none', backgroundColor: '#ffffff' },
});

/** Longer ones scroll inside: no message can push the page away. */
const mostPixels = 20_000;

/** A message's HTML: no scripts, no requests, no way out but by a question in the pane. */
export function MessageFrame({ html, onLink }: MessageFrameProps) {
  const styles = useStyles();
  const frameRef = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(80);
  const latest = useRef(onLink);
  useEffect(() => {
    latest.current = onLink;
  });
  const [loads, setLoads] = useState(0);
  useEffect(() => {
    const page = frameRef.current?.contentDocument;
    if (loads === 0 || page === null || page === undefined) return undefined;
    let measuredWidth = 0;
    const measure = () => {
      const { width, height: needed } = page.documentElement.getBoundingClientRect();
      // A height given in shares of the frame would grow with every answer: only another width asks anew.
      if (width === measuredWidth) return;
      measuredWidth = width;
      setHeight(Math.min(mostPixels, Math.ceil(needed) + 1));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(page.documentElement);
    const press = (event: Event) => pressed(event, (link) => latest.current(link));
    // A middle click opens a tab past the sandbox, and comes as auxclick.
    page.addEventListener('click', press);
    page.addEventListener('auxclick', press);
    measure();
    return () => observer.disconnect();
  }, [loads]);
  return (
    <iframe
      ref={frameRef}
      className={styles.frame}
      sandbox="allow-same-origin"
      srcDoc={documentFor(html)}
      style={{ height }}
      title={frame.messageFrame}
      onLoad={() => setLoads((before) => before + 1)}
    />
  );
}

function pressed(event: Event, onLink: (link: MessageLink) => void): void {
  const place = event.composedPath().find((node) => 'tagName' in node && node.tagName === 'A');
  if (place === undefined) return;
  event.preventDefault();
  // Elements of another document are no instances of this one's classes.
  const href = (place as Element).getAttribute('href');
  const link = href === null ? null : readLink(href);
  if (link !== null) onLink(link);
}
