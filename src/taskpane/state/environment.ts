import { createContext, useContext } from 'react';
import type { ThemeName } from '../../mailbox/theme';
import type { Environment } from '../../flows/environment';
import type { KeyringState } from '../../worker/keyring';

/** What every page may need. */
export interface Pane {
  readonly env: Environment;
  readonly keyring: KeyringState;
  /** Flows answer with the state they left behind: it is shown at once. */
  readonly setKeyring: (state: KeyringState) => void;
  readonly theme: ThemeName;
}

export const PaneContext = createContext<Pane | null>(null);

export function usePane(): Pane {
  const pane = useContext(PaneContext);
  if (pane === null) throw new TypeError('Only inside the pane.');
  return pane;
}
