/** @jest-environment jsdom */
import '../../support/dom-globals';
import { AriaLiveAnnouncer, FluentProvider } from '@fluentui/react-components';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { Environment } from '../../../src/flows/environment';
import { noPolicy } from '../../../src/store/policy';
import { defaultPreferences } from '../../../src/store/preferences';
import { PaneContext } from '../../../src/taskpane/state/environment';
import type { Pane } from '../../../src/taskpane/state/environment';
import { TryIt } from '../../../src/taskpane/pages/digital-ids/TryIt';
import { lightTheme } from '../../../src/taskpane/theme';
import type { KeyringState } from '../../../src/worker/keyring';
import { createFakeMailbox } from '../../support/fake-mailbox';

const keyring: KeyringState = {
  status: 'unlocked',
  digitalIds: [],
  policy: noPolicy,
  preferences: defaultPreferences,
  settingsIntegrity: 'verified',
  unreadableRecords: [],
} as unknown as KeyringState;

test('what failed says which step, sends nothing, and leaves the focus where it goes on', async () => {
  const mailbox = createFakeMailbox('anna@contoso.com');
  const env = { mailbox, transport: mailbox.transport, keyring: { state: () => Promise.resolve(keyring) }, now: () => new Date() };
  const pane = { env: env as unknown as Environment, keyring, setKeyring: () => undefined, theme: 'light' } as unknown as Pane;
  const leave = jest.fn();
  render(
    <FluentProvider theme={lightTheme}>
      <AriaLiveAnnouncer>
        <PaneContext value={pane}>
          <TryIt leave={{ label: 'Skip for now', act: leave }} />
        </PaneContext>
      </AriaLiveAnnouncer>
    </FluentProvider>,
  );
  expect(screen.getByText('anna@contoso.com')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Send a test message' }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toMatch(/^Nothing was sent.*It couldn't be signed and encrypted\. There is no digital ID here yet/);
  expect(mailbox.transport.sent).toEqual([]);
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Try again'));
  fireEvent.click(screen.getByRole('button', { name: 'Skip for now' }));
  expect(leave).toHaveBeenCalledTimes(1);
});
