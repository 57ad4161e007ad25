import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Draft, DraftState } from '../model/draft';
import type { Outlook } from '../model/outlook';
import type { State } from '../model/state';

export const OutlookContext = createContext<Outlook | undefined>(undefined);

export function useOutlook(): Outlook {
  const outlook = useContext(OutlookContext);
  if (outlook === undefined) throw new TypeError('outside of the Outlook page');
  return outlook;
}

export function useOutlookState(): State {
  const { state } = useOutlook();
  return useSyncExternalStore(state.subscribe, state.get);
}

export function useDraftState(draft: Draft): DraftState {
  return useSyncExternalStore(draft.state.subscribe, draft.state.get);
}
