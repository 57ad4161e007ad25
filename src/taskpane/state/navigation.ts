import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { ChosenFile } from '../../flows/open-file';

export const tabNames = ['message', 'digital-ids', 'contacts'] as const;
export type TabName = (typeof tabNames)[number];

/** Of the tab's element. */
export function tabId(tab: TabName): string {
  return `tab-${tab}`;
}

/** A page over a tab or over another page, with Back. */
export type SubPage =
  | { readonly name: 'signature' }
  | { readonly name: 'encryption' }
  | { readonly name: 'recipients' }
  | { readonly name: 'import'; readonly file?: ChosenFile }
  | { readonly name: 'try-it' }
  | { readonly name: 'unlock' }
  | { readonly name: 'settings' }
  | { readonly name: 'check' }
  | FilePage
  | { readonly name: 'backup'; readonly fingerprint: string }
  | { readonly name: 'contact'; readonly address: string }
  | { readonly name: 'certificate' | 'compare'; readonly address: string; readonly fingerprint: string }
  /** From a contact's page, or for anybody. */
  | { readonly name: 'import-certificates'; readonly address?: string; readonly files?: readonly ChosenFile[] };

export interface FilePage {
  readonly name: 'file';
  /** Tells two files of one name apart. */
  readonly key: string;
  readonly file: ChosenFile;
  /** Key of the item that it came with: it goes when another one is shown. */
  readonly itemKey?: string;
}

let filePages = 0;

export function filePage(file: ChosenFile, itemKey?: string): FilePage {
  filePages += 1;
  return { name: 'file', key: String(filePages), file, ...(itemKey === undefined ? {} : { itemKey }) };
}

export interface Navigation {
  readonly tab: TabName;
  /** The one that is seen; `null`: the tab itself. */
  readonly page: SubPage | null;
  /** All that are open, the one that is seen last. */
  readonly pages: readonly SubPage[];
  readonly visited: ReadonlySet<TabName>;
  /** Element that gets the focus when Back has been chosen. */
  readonly returnTo: string | null;
  readonly select: (tab: TabName, page?: SubPage) => void;
  /** `openerId` is the id of what was pressed. */
  readonly open: (page: SubPage, openerId?: string) => void;
  /** As `open`, and Back comes back to the page that is open now. */
  readonly openOver: (page: SubPage, openerId?: string) => void;
  /** In the place of the page that is seen; Back leads where it led. */
  readonly replace: (page: SubPage) => void;
  readonly back: () => void;
  /** Leaves this page, and with it those that were opened from it. */
  readonly close: (page: SubPage) => void;
}

interface OpenPage {
  readonly page: SubPage;
  readonly openerId: string | null;
}

interface Place {
  readonly tab: TabName;
  readonly open: readonly OpenPage[];
  readonly returnTo: string | null;
  readonly visited: ReadonlySet<TabName>;
}

export const NavigationContext = createContext<Navigation | null>(null);

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (navigation === null) throw new TypeError('Only inside the pane.');
  return navigation;
}

export function useNavigationState(initial: TabName): Navigation {
  const [place, setPlace] = useState<Place>({ tab: initial, open: [], returnTo: null, visited: new Set([initial]) });
  const select = useCallback((tab: TabName, page?: SubPage) => {
    const open = page === undefined ? [] : [{ page, openerId: null }];
    setPlace(({ visited }) => ({ tab, open, returnTo: null, visited: new Set([...visited, tab]) }));
  }, []);
  const open = useCallback((page: SubPage, openerId?: string) => {
    setPlace((before) => ({ ...before, open: [{ page, openerId: openerId ?? null }], returnTo: null }));
  }, []);
  const openOver = useCallback((page: SubPage, openerId?: string) => {
    setPlace((before) => ({ ...before, open: [...before.open, { page, openerId: openerId ?? null }], returnTo: null }));
  }, []);
  const replace = useCallback((page: SubPage) => {
    setPlace((before) => {
      const openerId = before.open.at(-1)?.openerId ?? null;
      return { ...before, open: [...before.open.slice(0, -1), { page, openerId }], returnTo: null };
    });
  }, []);
  const back = useCallback(() => {
    setPlace((before) => ({ ...before, open: before.open.slice(0, -1), returnTo: before.open.at(-1)?.openerId ?? null }));
  }, []);
  const close = useCallback((gone: SubPage) => {
    setPlace((before) => {
      const at = before.open.findIndex(({ page }) => page === gone);
      return at === -1 ? before : { ...before, open: before.open.slice(0, at), returnTo: null };
    });
  }, []);
  const { tab, visited, returnTo } = place;
  const pages = useMemo(() => place.open.map(({ page }) => page), [place.open]);
  return useMemo(
    () => ({ tab, page: pages.at(-1) ?? null, pages, visited, returnTo, select, open, openOver, replace, back, close }),
    [tab, pages, visited, returnTo, select, open, openOver, replace, back, close],
  );
}
