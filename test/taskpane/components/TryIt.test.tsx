/** @jest-environment jsdom */
import '../../support/dom-globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { Environment } from '../../../src/flows/environment';
import { TryIt } from '../../../src/taskpane/pages/digital-ids/TryIt';
import { createFakeMailbox } from '../../support/fake-mailbox';
import { emptyKeyring, renderInPane } from '../../support/in-pane';

test('what failed says which step, sends nothing, and leaves the focus where it goes on', async () => {
  const mailbox = createFakeMailbox('anna@contoso.com');
  const keyring = { state: () => Promise.resolve(emptyKeyring) } as Environment['keyring'];
  const leave = jest.fn();
  renderInPane(<TryIt leave={{ label: 'Skip for now', act: leave }} />, { env: { mailbox, transport: mailbox.transport, keyring } });
  expect(screen.getByText('anna@contoso.com')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Send a test message' }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toMatch(/^Nothing was sent.*It couldn't be signed and encrypted\. There is no digital ID here yet/);
  expect(mailbox.transport.sent).toEqual([]);
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Try again'));
  fireEvent.click(screen.getByRole('button', { name: 'Skip for now' }));
  expect(leave).toHaveBeenCalledTimes(1);
});
