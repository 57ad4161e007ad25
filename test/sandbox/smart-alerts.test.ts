import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeSend } from '../../sandbox/host/model/smart-alerts';
import { readManifest } from '../../sandbox/manifest';

const addIn = readManifest(readFileSync(join(__dirname, '../../manifest.xml'), 'utf8'));
const completed = (completedContext: unknown) =>
  ({ kind: 'completed', result: { status: 0, text: JSON.stringify({ type: 'OnMessageSend', completedContext }) } }) as const;

test('allowed is sent', () => {
  expect(judgeSend(addIn, 'SoftBlock', completed({ allowEvent: true }))).toEqual({ kind: 'send' });
});

test('refused shows the text, the button of the command and what it left for the pane', () => {
  const answer = { allowEvent: false, errorMessage: 'No.', cancelLabel: 'Mend it', commandId: 'SignetProtect', contextData: '{"a":1}' };
  expect(judgeSend(addIn, 'SoftBlock', completed(answer))).toMatchObject({
    kind: 'ask',
    contextData: '{"a":1}',
    dialog: { kind: 'blocked', message: 'No.', canSendAnyway: false, action: { label: 'Mend it', control: { id: 'SignetProtect' } } },
  });
});

test('completed without a word is refused', () => {
  expect(judgeSend(addIn, 'SoftBlock', completed(undefined))).toMatchObject({ kind: 'ask' });
});

test.each([
  [{ errorMessage: 'x'.repeat(501) }, '501 characters, 500'],
  [{ errorMessage: 'x', cancelLabel: 'y'.repeat(21) }, '21 characters, 20'],
])('texts over the limits are not shown', (texts, remark) => {
  const verdict = judgeSend(addIn, 'SoftBlock', completed({ allowEvent: false, commandId: 'SignetProtect', ...texts }));
  expect(verdict).toMatchObject({ dialog: { remark: expect.stringContaining(remark), action: { label: 'Take Action' } } });
});

test('the mode can be relaxed to asking, not the other way', () => {
  const relaxed = completed({ allowEvent: false, sendModeOverride: 'promptUser' });
  expect(judgeSend(addIn, 'SoftBlock', relaxed)).toMatchObject({ dialog: { canSendAnyway: true } });
  const stricter = completed({ allowEvent: false, sendModeOverride: 'block' });
  expect(judgeSend(addIn, 'PromptUser', stricter)).toMatchObject({ dialog: { canSendAnyway: true } });
});

test.each([
  ['SoftBlock', 'send'],
  ['PromptUser', 'send'],
  ['Block', 'ask'],
] as const)('an add-in that cannot be reached, mode %s: %s', (mode, kind) => {
  expect(judgeSend(addIn, mode, { kind: 'unavailable' }).kind).toBe(kind);
});

test('a handler that takes too long blocks', () => {
  expect(judgeSend(addIn, 'SoftBlock', { kind: 'timed-out' })).toMatchObject({ kind: 'ask', dialog: { canSendAnyway: false } });
});
