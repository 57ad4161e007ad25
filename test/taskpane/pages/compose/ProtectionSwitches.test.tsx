/** @jest-environment jsdom */
import '../../../support/dom-globals';
import { cleanup, screen } from '@testing-library/react';
import { defaultPreferences } from '../../../../src/store/preferences';
import { ProtectionSwitches } from '../../../../src/taskpane/pages/compose/ProtectionSwitches';
import type { DraftState } from '../../../../src/taskpane/pages/compose/use-draft';
import type { ProtectionState } from '../../../../src/taskpane/pages/compose/use-protection';
import { axeFindings, renderInPane } from '../../../support/in-pane';

afterEach(cleanup);

function draw(hideSubject: boolean, isEncrypted: boolean): HTMLElement {
  const protection = {
    phase: 'known',
    sign: { isOn: false, why: 'Off' },
    encrypt: { isOn: isEncrypted, why: 'On: you chose it' },
    isSuggested: false,
    lostSuggestion: false,
    answersEncrypted: false,
    hidesSubject: hideSubject,
    busy: null,
    failed: null,
    set: () => Promise.resolve(true),
  } satisfies ProtectionState;
  const draft = { readiness: null, summary: null } as unknown as DraftState;
  return renderInPane(<ProtectionSwitches protection={protection} draft={draft} isLocked={false} />, {
    env: { mailbox: { runsSendCheck: true } } as never,
    keyring: { preferences: { ...defaultPreferences, hideSubject } },
  });
}

test('the subject is said to stay readable, as long as it does', async () => {
  const container = draw(false, true);
  expect(screen.getByText('The subject stays readable by anyone.')).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});

test('hidden by choice: what people see instead', async () => {
  const container = draw(true, true);
  expect(screen.getByText('Subject hidden. Outside, people see [...] instead.')).toBeTruthy();
  expect(container.textContent).not.toMatch(/stays readable/);
  expect(await axeFindings(container)).toEqual([]);
});

test('nothing is hidden with Encrypt off, and nothing says so', () => {
  expect(draw(true, false).textContent).not.toMatch(/subject/i);
});
