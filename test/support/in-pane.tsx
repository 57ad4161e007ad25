import { AriaLiveAnnouncer, FluentProvider } from '@fluentui/react-components';
import { render } from '@testing-library/react';
import { axe } from 'jest-axe';
import type { ReactNode } from 'react';
import type { Environment } from '../../src/flows/environment';
import { noPolicy } from '../../src/store/policy';
import { defaultPreferences } from '../../src/store/preferences';
import { PaneContext } from '../../src/taskpane/state/environment';
import { NavigationContext } from '../../src/taskpane/state/navigation';
import type { Navigation } from '../../src/taskpane/state/navigation';
import { lightTheme } from '../../src/taskpane/theme';
import type { KeyringState } from '../../src/worker/keyring';

const nothing = () => undefined;

/** Unlocked, with nothing in it. */
export const emptyKeyring: KeyringState = {
  status: 'unlocked',
  digitalIds: [],
  policy: noPolicy,
  preferences: defaultPreferences,
  settingsIntegrity: 'verified',
  unreadableRecords: [],
};

export interface PaneOptions {
  readonly env?: Partial<Environment>;
  readonly keyring?: Partial<KeyringState>;
  readonly navigation?: Partial<Navigation>;
}

/** Draws a part of the pane as the pane does, with nothing around it but what every part may ask for. */
export function renderInPane(part: ReactNode, { env = {}, keyring = {}, navigation = {} }: PaneOptions = {}): HTMLElement {
  const state: KeyringState = { ...emptyKeyring, ...keyring };
  const pane = { env: { now: () => new Date('2026-11-23T12:00:00Z'), ...env } as Environment, keyring: state, setKeyring: nothing, theme: 'light' } as const;
  const here = { tab: 'message', page: null, pages: [], visited: new Set(), returnTo: null, back: nothing, open: nothing, openOver: nothing, ...navigation };
  const { container } = render(
    <FluentProvider theme={lightTheme}>
      <AriaLiveAnnouncer>
        <PaneContext value={pane}>
          <NavigationContext value={here as unknown as Navigation}>
            <main>
              <h1>Signet</h1>
              {part}
            </main>
          </NavigationContext>
        </PaneContext>
      </AriaLiveAnnouncer>
    </FluentProvider>,
  );
  return container;
}

/** What axe finds; empty when nobody is left out. */
export async function axeFindings(container: HTMLElement): Promise<readonly string[]> {
  const { violations } = await axe(container);
  return violations.map(({ id, help }) => `${id}: ${help}`);
}
