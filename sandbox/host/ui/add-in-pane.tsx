import { Button, makeStyles, tokens, ToggleButton, Tooltip } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { PinFilled, PinRegular } from '@fluentui/react-icons/svg/pin';
import { useEffect, useMemo, useRef } from 'react';
import type { AddIn } from '../../manifest';
import type { Draft, DraftEvent } from '../model/draft';
import type { Outlook } from '../model/outlook';
import type { OpenPane } from '../model/state';
import { AddInFrame } from '../office/frame';
import { attachmentDetails } from '../office/initial-data';
import { frameSandbox } from './frame-sandbox';
import { useOutlook, useOutlookState } from './use-outlook';

const useStyles = makeStyles({
  pane: {
    flex: '0 0 340px',
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
    overflow: 'hidden',
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
  bar: { display: 'flex', alignItems: 'center', gap: '8px', padding: '8px 8px 8px 14px' },
  title: { flexGrow: 1, margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  frame: { flexGrow: 1, width: '100%', border: 'none' },
});

export function AddInPane({ pane }: { readonly pane: OpenPane }) {
  const styles = useStyles();
  const outlook = useOutlook();
  const { addIn } = outlook;
  if (addIn === undefined) return null;
  return (
    <aside className={styles.pane} aria-label={`${addIn.name} pane`} data-region="pane">
      <div className={styles.bar}>
        <img src={addIn.iconUrl} alt="" width={20} height={20} />
        <h2 className={styles.title}>{addIn.name}</h2>
        {pane.canPin && <PinButton isPinned={pane.isPinned} />}
        <Tooltip content="Close" relationship="description" positioning="below">
          <Button
            appearance="subtle"
            aria-label={`Close ${addIn.name}`}
            icon={<DismissRegular />}
            onClick={() => outlook.panes.close()}
          />
        </Tooltip>
      </div>
      <PaneFrame addIn={addIn} pane={pane} />
    </aside>
  );
}

function PinButton({ isPinned }: { readonly isPinned: boolean }) {
  const outlook = useOutlook();
  return (
    <Tooltip content={isPinned ? 'Unpin' : 'Pin: stay open for the next message'} relationship="description" positioning="below">
      <ToggleButton
        appearance="subtle"
        aria-label="Pin"
        checked={isPinned}
        icon={isPinned ? <PinFilled /> : <PinRegular />}
        onClick={() => outlook.panes.pin(!isPinned)}
      />
    </Tooltip>
  );
}

function PaneFrame({ addIn, pane }: { readonly addIn: AddIn; readonly pane: OpenPane }) {
  const styles = useStyles();
  const outlook = useOutlook();
  const { draft } = useOutlookState();
  const element = useRef<HTMLIFrameElement>(null);
  const frame = useMemo(() => new AddInFrame(outlook.frameHost, addIn, () => outlook.item), [outlook, addIn]);
  const name = useMemo(() => frame.windowName(), [frame]);
  useEffect(() => frame.listen(element.current?.contentWindow ?? null), [frame]);
  useEffect(() => outlook.panes.watchItem(() => frame.fireItemChanged()), [frame, outlook]);
  useEffect(() => outlook.theme.name.subscribe(() => frame.fireThemeChanged()), [frame, outlook]);
  useDraftEvents(outlook, frame, draft);
  return (
    <iframe
      ref={element}
      className={styles.frame}
      title={addIn.name}
      name={name}
      src={pane.url}
      sandbox={frameSandbox}
      data-pane
    />
  );
}

function useDraftEvents(outlook: Outlook, frame: AddInFrame, draft: Draft | undefined): void {
  useEffect(() => draft?.onEvent((event) => frame.fire(...officeEvent(event))), [outlook, frame, draft]);
}

function officeEvent(event: DraftEvent): readonly [name: string, data: unknown] {
  if (event.type === 'recipients') {
    const changed = { to: false, cc: false, bcc: false, [event.field]: true };
    return ['olkRecipientsChanged', [JSON.stringify(changed)]];
  }
  const { status, attachment } = event;
  const details = { attachmentStatus: status, attachmentDetails: attachmentDetails(attachment) };
  return ['olkAttachmentsChanged', [JSON.stringify(details)]];
}
