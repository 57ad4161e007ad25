import { failClosed } from '../../src/commands/fail-closed';
import type { SendDecision } from '../../src/flows/check-send-policy';

const blocked = expect.objectContaining({ allowEvent: false, contextData: '{"reason":"failed"}' });

describe('failClosed', () => {
  const completed = jest.fn();
  beforeEach(() => {
    completed.mockReset();
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());
  const run = async (decide: () => Promise<SendDecision>) => {
    failClosed({ completed }, decide);
    await jest.advanceTimersByTimeAsync(30_000);
  };

  it('lets a message go only when that was decided', async () => {
    await run(() => Promise.resolve({ allow: true }));
    expect(completed.mock.calls).toEqual([[{ allowEvent: true }]]);
  });

  it.each<[string, () => Promise<SendDecision>]>([
    ['a throw', () => { throw new Error('x'); }],
    ['a rejection', () => Promise.reject(new Error('x'))],
    ['silence', () => new Promise(() => undefined)],
    ['an answer too late', () => new Promise((resolve) => setTimeout(() => resolve({ allow: true }), 26_000))],
  ])('holds it back after %s, once', async (_title, decide) => {
    await run(decide);
    expect(completed.mock.calls).toEqual([[blocked]]);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a reason without a text', { allow: false, reason: 'unheard of' }],
    ['something that only looks like yes', { allow: 'true' }],
  ])('holds it back when the decision is %s', async (_title, decision) => {
    await run(() => Promise.resolve(decision as SendDecision));
    expect(completed.mock.calls).toEqual([[blocked]]);
  });

  it('answers with less where Outlook refuses an option', async () => {
    completed.mockImplementationOnce(() => { throw new Error('unknown option: commandId'); });
    await run(() => Promise.resolve({ allow: false, reason: 'ownSign' }));
    expect(completed.mock.calls[1]).toEqual([{ allowEvent: false, errorMessage: expect.stringContaining('sign all') as string }]);
  });

  it('says why, and where it is mended', async () => {
    await run(() => Promise.resolve({ allow: false, reason: 'ownSign' }));
    expect(completed).toHaveBeenCalledWith({
      allowEvent: false,
      errorMessage: expect.stringContaining('You chose to sign all messages') as string,
      cancelLabel: 'Protect with Signet',
      commandId: 'SignetProtect',
      contextData: '{"reason":"ownSign"}',
    });
  });
});
