import { AriaLiveAnnouncer, FluentProvider, Tab, TabList, makeStyles, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { Environment } from '../flows/environment';
import type { KeyringState } from '../worker/keyring';
import { DropLayer } from './components/DropLayer';
import { ErrorBoundary } from './components/ErrorBoundary';
import { Header } from './components/Header';
import { Notices } from './components/Notices';
import { Toasts } from './components/Toasts';
import { CheckPage } from './pages/check/CheckPage';
import { FilePages, isFileSeen } from './pages/check/FilePages';
import { ContactsTab } from './pages/contacts/ContactsTab';
import { DigitalIdsTab } from './pages/digital-ids/DigitalIdsTab';
import { MessageTab } from './pages/message/MessageTab';
import { SettingsPage } from './pages/settings/SettingsPage';
import { UnlockPage } from './pages/digital-ids/UnlockPage';
import { PaneContext } from './state/environment';
import { NavigationContext, tabId, tabNames, useNavigationState } from './state/navigation';
import type { Navigation, TabName } from './state/navigation';
import { useKeyring } from './state/use-keyring';
import { useTheme } from './state/use-theme';
import { frame } from './texts/frame';
import { darkTheme, lightTheme } from './theme';

export interface AppProps {
  readonly env: Environment;
  readonly keyring: KeyringState;
  readonly tab: TabName;
  /** Key of the item for which the Sign & Send button opened the pane. */
  readonly wishFor: string | null;
}

/** Less than what every page is made for. */
const tooNarrow = '@media (max-width: 279.9px)';

const useStyles = makeStyles({
  pane: {
    display: 'flex',
    flexDirection: 'column',
    boxSizing: 'border-box',
    minWidth: '280px',
    maxWidth: '450px',
    minHeight: '100%',
    margin: '0 auto',
    [tooNarrow]: { minWidth: 0 },
  },
  wide: { [tooNarrow]: { display: 'none' } },
  narrow: { display: 'none', padding: '12px', [tooNarrow]: { display: 'block' } },
  // Not on the provider: its classes are on every dialog's layer too.
  scroll: { height: '100dvh', overflowY: 'auto', overflowX: 'hidden', scrollPaddingBottom: '120px' },
  tabs: { padding: '0 8px', borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  // Nothing that was typed is lost; the verdict's card shows itself all the same.
  main: { display: 'flex', flexDirection: 'column', flexGrow: 1, [tooNarrow]: { visibility: 'hidden' } },
  tab: { display: 'flex', flexDirection: 'column', flexGrow: 1 },
  away: { display: 'none' },
});

export function App({ env, keyring: initial, tab, wishFor }: AppProps) {
  const styles = useStyles();
  const theme = useTheme();
  const [keyring, setKeyring] = useKeyring(env, initial);
  const navigation = useNavigationState(tab);
  const pane = useMemo(() => ({ env, keyring, setKeyring, theme }), [env, keyring, setKeyring, theme]);
  return (
    <FluentProvider theme={theme === 'dark' ? darkTheme : lightTheme}>
      <AriaLiveAnnouncer>
        <PaneContext value={pane}>
          <NavigationContext value={navigation}>
            <DropLayer />
            <div className={styles.scroll}>
              <div className={styles.pane}>
                <p className={styles.narrow}>{frame.tooNarrow}</p>
                <header className={styles.wide}>
                  <Header />
                  <Tabs {...navigation} />
                  <Notices />
                </header>
                <main className={styles.main}>
                  <ErrorBoundary>
                    <Pages navigation={navigation} wishFor={wishFor} />
                  </ErrorBoundary>
                </main>
              </div>
            </div>
            <Toasts />
          </NavigationContext>
        </PaneContext>
      </AriaLiveAnnouncer>
    </FluentProvider>
  );
}

function Tabs({ tab, select }: Navigation) {
  const styles = useStyles();
  return (
    <TabList
      aria-label={frame.tabList}
      className={styles.tabs}
      selectedValue={tab}
      size="small"
      onTabSelect={(_event, { value }) => select(tabNames.find((name) => name === value) ?? 'message')}
    >
      <Tab id={tabId('message')} value="message">{frame.tabs.message}</Tab>
      <Tab id={tabId('digital-ids')} value="digital-ids">{frame.tabs.digitalIds}</Tab>
      <Tab id={tabId('contacts')} value="contacts">{frame.tabs.contacts}</Tab>
    </TabList>
  );
}

/** A tab stays as it is while another is looked at; a page over both hides both. */
function Pages({ navigation, wishFor }: { readonly navigation: Navigation; readonly wishFor: string | null }) {
  const styles = useStyles();
  const { tab, page, pages, visited } = navigation;
  const isOver = page?.name === 'settings' || page?.name === 'unlock' || page?.name === 'check' || isFileSeen(pages);
  const classFor = (name: TabName) => (tab === name && !isOver ? styles.tab : styles.away);
  return (
    <>
      {page?.name === 'settings' && <SettingsPage />}
      {page?.name === 'unlock' && <UnlockPage />}
      {page?.name === 'check' && <CheckPage />}
      <FilePages />
      {visited.has('message') && (
        <div className={classFor('message')}>
          <MessageTab wishFor={wishFor} />
        </div>
      )}
      {visited.has('digital-ids') && (
        <div className={classFor('digital-ids')}>
          <DigitalIdsTab />
        </div>
      )}
      {visited.has('contacts') && (
        <div className={classFor('contacts')}>
          <ContactsTab />
        </div>
      )}
    </>
  );
}
