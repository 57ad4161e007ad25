import { createContext, useCallback, useContext, useMemo, useState } from 'react';

export type TabName = 'message' | 'digital-ids';

/** A page over a tab, one level deep, with Back. */
export type SubPage =
  | { readonly name: 'signature' }
  | { readonly name: 'encryption' }
  | { readonly name: 'recipients' }
  | { readonly name: 'import' }
  | { readonly name: 'unlock' }
  | { readonly name: 'settings' }
  | { readonly name: 'backup'; readonly fingerprint: string };

export interface Navigation {
  readonly tab: TabName;
  readonly page: SubPage | null;
  readonly visited: ReadonlySet<TabName>;
  /** Element that gets the focus when Back has been chosen. */
  readonly returnTo: string | null;
  readonly select: (tab: TabName, page?: SubPage) => void;
  /** `openerId` is the id of what was pressed. */
  readonly open: (page: SubPage, openerId?: string) => void;
  readonly back: () => void;
}

interface Place {
  readonly tab: TabName;
  readonly page: SubPage | null;
  readonly openerId: string | null;
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
  const [place, setPlace] = useState<Place>({
    tab: initial,
    page: null,
    openerId: null,
    returnTo: null,
    visited: new Set([initial]),
  });
  const select = useCallback((tab: TabName, page: SubPage | null = null) => {
    setPlace(({ visited }) => ({ tab, page, openerId: null, returnTo: null, visited: new Set([...visited, tab]) }));
  }, []);
  const open = useCallback((page: SubPage, openerId?: string) => {
    setPlace((before) => ({ ...before, page, openerId: openerId ?? null, returnTo: null }));
  }, []);
  const back = useCallback(() => {
    setPlace((before) => ({ ...before, page: null, openerId: null, returnTo: before.openerId }));
  }, []);
  const { tab, page, visited, returnTo } = place;
  return useMemo(
    () => ({ tab, page, visited, returnTo, select, open, back }),
    [tab, page, visited, returnTo, select, open, back],
  );
}
