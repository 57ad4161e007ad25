import { createContext, useCallback, useContext, useMemo, useState } from 'react';

export const tabNames = ['message', 'digital-ids', 'contacts'] as const;
export type TabName = (typeof tabNames)[number];

/** A page over a tab, with Back. */
export type SubPage =
  | { readonly name: 'signature' }
  | { readonly name: 'encryption' }
  | { readonly name: 'recipients' }
  | { readonly name: 'import' }
  | { readonly name: 'unlock' }
  | { readonly name: 'settings' }
  | { readonly name: 'backup'; readonly fingerprint: string }
  | { readonly name: 'contact'; readonly address: string }
  | { readonly name: 'certificate' | 'compare'; readonly address: string; readonly fingerprint: string }
  /** From a contact's page, or for anybody. */
  | { readonly name: 'import-certificates'; readonly address?: string };

export interface Navigation {
  readonly tab: TabName;
  readonly page: SubPage | null;
  readonly visited: ReadonlySet<TabName>;
  /** Element that gets the focus when Back has been chosen. */
  readonly returnTo: string | null;
  readonly select: (tab: TabName, page?: SubPage) => void;
  /** `openerId` is the id of what was pressed. */
  readonly open: (page: SubPage, openerId?: string) => void;
  /** As `open`, and Back comes back to the page that is open now. */
  readonly openOver: (page: SubPage, openerId?: string) => void;
  readonly back: () => void;
}

interface Opened {
  readonly page: SubPage | null;
  readonly openerId: string | null;
}

interface Place extends Opened {
  readonly tab: TabName;
  /** What Back comes back to, the next one last. */
  readonly below: readonly Opened[];
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
    below: [],
    returnTo: null,
    visited: new Set([initial]),
  });
  const select = useCallback((tab: TabName, page: SubPage | null = null) => {
    setPlace(({ visited }) => ({ tab, page, openerId: null, below: [], returnTo: null, visited: new Set([...visited, tab]) }));
  }, []);
  const open = useCallback((page: SubPage, openerId?: string) => {
    setPlace((before) => ({ ...before, page, openerId: openerId ?? null, below: [], returnTo: null }));
  }, []);
  const openOver = useCallback((page: SubPage, openerId?: string) => {
    setPlace((before) => {
      const below = [...before.below, { page: before.page, openerId: before.openerId }];
      return { ...before, page, openerId: openerId ?? null, below, returnTo: null };
    });
  }, []);
  const back = useCallback(() => {
    setPlace((before) => {
      const { page, openerId } = before.below.at(-1) ?? { page: null, openerId: null };
      return { ...before, page, openerId, below: before.below.slice(0, -1), returnTo: before.openerId };
    });
  }, []);
  const { tab, page, visited, returnTo } = place;
  return useMemo(
    () => ({ tab, page, visited, returnTo, select, open, openOver, back }),
    [tab, page, visited, returnTo, select, open, openOver, back],
  );
}
