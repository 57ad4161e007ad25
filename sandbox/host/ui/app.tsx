import { FluentProvider, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useSyncExternalStore } from 'react';
import type { Outlook } from '../model/outlook';
import { AddInPane } from './add-in-pane';
import { AttachedMessageView } from './attached-message';
import { ComposeForm } from './compose-form';
import { FolderList } from './folder-list';
import { Header } from './header';
import { MessageList } from './message-list';
import { OfficeDialogView } from './office-dialog';
import { ReadingPane } from './reading-pane';
import { moveToRegion } from './regions';
import { Ribbon } from './ribbon';
import { SendDialogView } from './send-dialog';
import { OutlookContext, useOutlook, useOutlookState } from './use-outlook';

const useStyles = makeStyles({
  page: {
    height: '100vh',
    display: 'grid',
    gridTemplateRows: 'auto auto minmax(0, 1fr)',
    backgroundColor: tokens.colorNeutralBackground3,
    overflow: 'hidden',
  },
  columns: { display: 'flex', gap: '8px', padding: '0 8px 8px', minHeight: 0 },
  content: {
    flex: '1 1 380px',
    minWidth: '280px',
    display: 'flex',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
    overflow: 'hidden',
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
  notice: {
    position: 'fixed',
    bottom: '20px',
    left: '50%',
    transform: 'translateX(-50%)',
    padding: '8px 18px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackgroundInverted,
    color: tokens.colorNeutralForegroundInverted,
    boxShadow: tokens.shadow16,
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
  noNotice: { position: 'fixed', bottom: 0 },
});

export function App({ outlook }: { readonly outlook: Outlook }) {
  const { theme } = outlook;
  const { name } = useSyncExternalStore(theme.name.subscribe, theme.name.get);
  useEffect(() => {
    document.documentElement.style.colorScheme = name;
  }, [name]);
  useEffect(() => {
    outlook.onLeaveFrame = (how) => moveToRegion(how === 'backward' || how === 'escape' ? -1 : 1);
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F6') return;
      event.preventDefault();
      moveToRegion(event.shiftKey ? -1 : 1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [outlook]);
  return (
    <OutlookContext.Provider value={outlook}>
      <FluentProvider theme={theme.fluent}>
        <Page />
      </FluentProvider>
    </OutlookContext.Provider>
  );
}

function Page() {
  const styles = useStyles();
  const { draft, pane, me } = useOutlookState();
  return (
    <div className={styles.page}>
      <Header />
      <Ribbon />
      <div className={styles.columns} key={me.address}>
        <FolderList />
        <MessageList />
        <main className={styles.content} data-region="content">
          {draft === undefined ? <ReadingPane /> : <ComposeForm draft={draft} key={draft.key} />}
        </main>
        {pane !== undefined && <AddInPane pane={pane} key={pane.key} />}
      </div>
      <SendDialogView />
      <OfficeDialogView />
      <AttachedMessageView />
      <Notice />
    </div>
  );
}

/** Says what happened, also to a screen reader, and goes by itself. */
function Notice() {
  const styles = useStyles();
  const outlook = useOutlook();
  const { notice } = useOutlookState();
  useEffect(() => {
    if (notice === '') return undefined;
    const timer = setTimeout(() => outlook.state.change({ notice: '' }), 6000);
    return () => clearTimeout(timer);
  }, [notice, outlook]);
  return (
    <div role="status" className={notice === '' ? styles.noNotice : styles.notice}>
      {notice}
    </div>
  );
}
