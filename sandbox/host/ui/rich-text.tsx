import { makeStyles, tokens, Toolbar, ToolbarButton } from '@fluentui/react-components';
import { TextBoldRegular } from '@fluentui/react-icons/svg/text-bold';
import { TextBulletListRegular } from '@fluentui/react-icons/svg/text-bullet-list';
import { TextItalicRegular } from '@fluentui/react-icons/svg/text-italic';
import { TextUnderlineRegular } from '@fluentui/react-icons/svg/text-underline';
import { useEffect, useRef } from 'react';
import type { ClipboardEvent, ReactElement } from 'react';
import type { Draft } from '../model/draft';
import { sanitize, textToHtml } from '../text';
import { useDraftState } from './use-outlook';

const useStyles = makeStyles({
  toolbar: { padding: '6px 12px' },
  body: {
    flexGrow: 1,
    minHeight: '140px',
    padding: '4px 16px 16px',
    fontFamily: "Calibri, 'Segoe UI', sans-serif",
    fontSize: '16px',
    lineHeight: '1.45',
    overflowWrap: 'anywhere',
    ':focus': { outline: 'none' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-3px' },
  },
});

type Command = 'bold' | 'italic' | 'underline' | 'insertUnorderedList';

const buttons: readonly (readonly [Command, string, ReactElement])[] = [
  ['bold', 'Bold', <TextBoldRegular key="bold" />],
  ['italic', 'Italic', <TextItalicRegular key="italic" />],
  ['underline', 'Underline', <TextUnderlineRegular key="underline" />],
  ['insertUnorderedList', 'Bullets', <TextBulletListRegular key="bullets" />],
];

export function RichText({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { html } = useDraftState(draft);
  const body = useRef<HTMLDivElement>(null);
  // Only what others wrote is put in: the editor's own text would lose its caret.
  useEffect(() => {
    if (body.current !== null && body.current.innerHTML !== html) body.current.innerHTML = sanitize(html);
  }, [html]);
  useEffect(() => {
    if (draft.composeType === 'reply') body.current?.focus();
  }, [draft]);
  const changed = (): void => draft.setHtml(body.current?.innerHTML ?? '');
  const run = (command: Command): void => {
    body.current?.focus();
    // Deprecated, and still what editors without a library use.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no successor
    document.execCommand(command);
    changed();
  };
  return (
    <>
      <Toolbar aria-label="Formatting" className={styles.toolbar} size="small">
        {buttons.map(([command, label, icon]) => (
          <ToolbarButton key={command} aria-label={label} icon={icon} onClick={() => run(command)} />
        ))}
      </Toolbar>
      <div
        ref={body}
        className={styles.body}
        contentEditable
        suppressContentEditableWarning
        role="textbox"
        aria-multiline
        aria-label="Message body"
        onInput={changed}
        onPaste={paste}
      />
    </>
  );
}

function paste(event: ClipboardEvent): void {
  event.preventDefault();
  const html = event.clipboardData.getData('text/html');
  const clean = html === '' ? textToHtml(event.clipboardData.getData('text/plain')) : sanitize(html);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- keeps the browser's undo
  document.execCommand('insertHTML', false, clean);
}
