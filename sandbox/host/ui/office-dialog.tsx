import { Button, Dialog, DialogSurface, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { OfficeDialog } from '../model/dialogs';
import { frameSandbox } from './frame-sandbox';
import { useOutlook } from './use-outlook';

const useStyles = makeStyles({
  surface: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: '280px',
    minHeight: '200px',
    maxWidth: '100vw',
    maxHeight: '100vh',
    padding: 0,
    overflow: 'hidden',
  },
  bar: { display: 'flex', alignItems: 'center', gap: '8px', padding: '8px 8px 8px 14px' },
  title: { flexGrow: 1, margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  frame: { flexGrow: 1, width: '100%', border: 'none' },
});

/** What an add-in shows by displayDialogAsync inside the page. */
export function OfficeDialogView() {
  const { dialogs } = useOutlook();
  const { dialog } = useSyncExternalStore(dialogs.state.subscribe, dialogs.state.get);
  if (dialog === undefined) return null;
  return <DialogWindow dialog={dialog} onClose={() => dialogs.closeByUser()} />;
}

function DialogWindow({ dialog, onClose }: { readonly dialog: OfficeDialog; readonly onClose: () => void }) {
  const styles = useStyles();
  const { name, iconUrl } = dialog.owner.addIn;
  useFocusBack();
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { type }) => type === 'escapeKeyDown' && onClose()}>
      <DialogSurface
        className={styles.surface}
        aria-label={name}
        style={{ width: `${dialog.width}vw`, height: `${dialog.height}vh` }}
      >
        <div className={styles.bar}>
          <img src={iconUrl} alt="" width={20} height={20} />
          <h2 className={styles.title}>{name}</h2>
          <Button appearance="subtle" aria-label="Close dialog" data-dialog-close icon={<DismissRegular />} onClick={onClose} />
        </div>
        <DialogFrame dialog={dialog} />
      </DialogSurface>
    </Dialog>
  );
}

function DialogFrame({ dialog: { frame, url } }: { readonly dialog: OfficeDialog }) {
  const styles = useStyles();
  const element = useRef<HTMLIFrameElement>(null);
  const name = useMemo(() => frame.windowName(), [frame]);
  useEffect(() => frame.listen(element.current?.contentWindow ?? null), [frame]);
  return (
    <iframe
      ref={element}
      className={styles.frame}
      title={`${frame.addIn.name} dialog`}
      name={name}
      src={url}
      sandbox={frameSandbox}
      onLoad={() => element.current?.focus()}
    />
  );
}

/** Opened from inside a frame: there is no trigger that the dialog itself could go back to. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) setTimeout(() => before.focus(), 0);
    },
    [before],
  );
}
