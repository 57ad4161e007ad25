/** @jest-environment jsdom */
import '../../../support/dom-globals';
import { renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { Readiness } from '../../../../src/flows/check-readiness';
import type { Environment } from '../../../../src/flows/environment';
import { promiseMark } from '../../../../src/store/policy';
import { defaultPreferences } from '../../../../src/store/preferences';
import type { MainButton } from '../../../../src/taskpane/pages/compose/situation';
import { useProtection } from '../../../../src/taskpane/pages/compose/use-protection';
import { useSignAndSendWish } from '../../../../src/taskpane/pages/compose/use-sign-and-send-wish';
import { PaneContext } from '../../../../src/taskpane/state/environment';
import type { Pane } from '../../../../src/taskpane/state/environment';
import { NavigationContext } from '../../../../src/taskpane/state/navigation';
import type { Navigation } from '../../../../src/taskpane/state/navigation';
import { createComposeItem, createFakeMailbox, person } from '../../../support/fake-mailbox';

const settings = { policy: { signAll: true, encryptAll: false }, preferences: { ...defaultPreferences, suggestEncryption: false } };
const conversations = { has: () => Promise.resolve(true), remember: () => Promise.resolve() };
const pane = { env: { encryptedConversations: conversations, hiddenSubjects: conversations } as unknown as Environment, keyring: settings } as unknown as Pane;
const navigation = { open: () => undefined } as unknown as Navigation;
const inPane = ({ children }: { readonly children: ReactNode }) => (
  <PaneContext value={pane}>
    <NavigationContext value={navigation}>{children}</NavigationContext>
  </PaneContext>
);

/** Sign & Send in the ribbon, while an answer to an encrypted message is written. */
function press(promiseFails: boolean) {
  const mailbox = createFakeMailbox('alice@signet.example');
  const plain = createComposeItem(mailbox, { to: [person('bob@signet.example')] });
  const refuse = (name: string) => promiseFails && name === promiseMark;
  const item = {
    ...plain,
    conversationId: 'c',
    writeMark: (name: string, value: string | null) => (refuse(name) ? Promise.reject(new Error('refused')) : plain.writeMark(name, value)),
  };
  const readiness = { recipients: [] } as unknown as Readiness;
  const send = jest.fn();
  const actions = { sending: { phase: 'idle' as const }, send, cancel: () => undefined, reset: () => undefined };
  const { result } = renderHook(
    () => {
      const protection = useProtection(item, readiness);
      useSignAndSendWish({ item, isAsked: true, protection, readiness, button: { act: 'send' } as MainButton, actions });
      return protection;
    },
    { wrapper: inPane },
  );
  return { result, send };
}

test('an answer to an encrypted message goes encrypted', async () => {
  const { send } = press(false);
  await waitFor(() => expect(send).toHaveBeenCalledWith({ sign: true, encrypt: true }));
});

test('when its promise could not be kept, nothing is sent by itself', async () => {
  const { result, send } = press(true);
  await waitFor(() => expect(result.current).toMatchObject({ phase: 'known', failed: 'encrypt', busy: null }));
  await new Promise((later) => setTimeout(later, 50));
  expect(send).not.toHaveBeenCalled();
});
