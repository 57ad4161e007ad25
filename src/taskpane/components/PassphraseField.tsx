import { makeStyles } from '@fluentui/react-components';
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Ref } from 'react';
import { firstHeight, isFromFrame } from '../passphrase/messages';
import type { FrameLook, FromFrame, ToFrame } from '../passphrase/messages';
import { usePane } from '../state/environment';
import { passphrase as texts } from '../texts/passphrase';

export interface PassphraseHandle {
  /** Gives the value to `onPassphrase`, or shows what is missing. */
  readonly submit: () => void;
  readonly focus: () => void;
  readonly clear: () => void;
}

export interface PassphraseFieldProps {
  /** Name of the frame for screen readers. */
  readonly frameTitle?: string;
  readonly label?: string;
  readonly again?: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly empty?: string;
  readonly mayBeEmpty?: boolean;
  readonly autoFocus?: boolean;
  readonly onPassphrase: (value: string) => void;
  /** Nothing was given: the field says what is missing. */
  readonly onRefused?: () => void;
  readonly onEscape?: () => void;
  readonly ref?: Ref<PassphraseHandle>;
}

const useStyles = makeStyles({
  frame: { display: 'block', width: 'calc(100% + 4px)', margin: '0 -2px', border: 'none', background: 'transparent' },
});

/** One or two password fields, in a frame without office.js. The value goes to `onPassphrase` and nowhere else. */
export function PassphraseField(props: PassphraseFieldProps) {
  const { frameTitle = texts.frame, autoFocus = false, onPassphrase, onRefused, onEscape, ref } = props;
  const styles = useStyles();
  const { theme } = usePane();
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  const [height, setHeight] = useState(firstHeight);

  const post = (message: ToFrame) => frame.current?.contentWindow?.postMessage(message, window.location.origin);
  useImperativeHandle(ref, () => ({
    submit: () => post({ type: 'submit' }),
    focus: () => {
      frame.current?.focus();
      post({ type: 'focus' });
    },
    clear: () => post({ type: 'clear' }),
  }));

  useFrameMessages(frame, (message) => {
    if (message.type === 'ready') setReady(true);
    else if (message.type === 'height') setHeight(message.value);
    else if (message.type === 'passphrase') onPassphrase(message.value);
    else if (message.type === 'refused') onRefused?.();
    else onEscape?.();
  });

  const look = JSON.stringify(lookOf(props, theme));
  useEffect(() => {
    if (isReady) post({ type: 'show', ...(JSON.parse(look) as FrameLook) });
  }, [isReady, look]);
  useEffect(() => {
    if (isReady && autoFocus) post({ type: 'focus' });
  }, [isReady, autoFocus]);

  return <iframe ref={frame} className={styles.frame} src="passphrase.html" title={frameTitle} style={{ height }} />;
}

function lookOf(props: PassphraseFieldProps, theme: 'light' | 'dark'): FrameLook {
  const { label = texts.label, again, hint, error, empty = texts.empty, mayBeEmpty = false } = props;
  return {
    theme,
    label,
    empty,
    mayBeEmpty,
    isNew: again !== undefined,
    show: texts.show,
    hide: texts.hide,
    mismatch: texts.choose.mismatch,
    ...(again === undefined ? {} : { again }),
    ...(hint === undefined ? {} : { hint }),
    ...(error === undefined ? {} : { error }),
  };
}

/** Only what our own frame says, and only as long as it shows our own page. */
function useFrameMessages(frame: { readonly current: HTMLIFrameElement | null }, onMessage: (message: FromFrame) => void): void {
  const latest = useRef(onMessage);
  useEffect(() => {
    latest.current = onMessage;
  });
  useEffect(() => {
    const listen = (event: MessageEvent<unknown>) => {
      if (event.origin !== window.location.origin || event.source !== frame.current?.contentWindow) return;
      if (isFromFrame(event.data)) latest.current(event.data);
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, [frame]);
}
