import { callOutlook } from '../../src/mailbox/call';
import { MailboxError } from '../../src/mailbox/errors';
import { answers, hangs, refuses } from './fake-office';

type Method = (done: (result: Office.AsyncResult<string>) => void) => void;
const call = (method: unknown, milliseconds?: number) =>
  callOutlook<string>({ getAsync: method }, 'thing.getAsync', (done) => (method as Method)(done), milliseconds);

describe('callOutlook', () => {
  it('gives the value that Outlook gives', async () => {
    await expect(call(answers('yes'))).resolves.toBe('yes');
  });

  it('keeps the name and the number of a refusal', async () => {
    const error: unknown = await call(refuses({ code: 9020, name: 'GenericResponseError' })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MailboxError);
    expect(error).toMatchObject({
      code: 'ERR_OFFICE_CALL',
      details: { call: 'thing.getAsync', officeCode: 9020, officeName: 'GenericResponseError' },
    });
  });

  it('maps what office.js throws at once', async () => {
    const throws = () => {
      throw new RangeError('too long');
    };
    await expect(call(throws)).rejects.toMatchObject({ code: 'ERR_OFFICE_CALL', details: { officeCode: 0, officeName: 'RangeError' } });
  });

  it('gives up after its limit, and lets the next call go', async () => {
    const first = call(hangs, 20);
    const second = call(answers('next'));
    await expect(first).rejects.toMatchObject({ code: 'ERR_OFFICE_TIMEOUT', details: { milliseconds: 20 } });
    await expect(second).resolves.toBe('next');
  });

  it.each([[undefined], [null], [{}], [{ getAsync: 'no function' }]])('says that %p has no such call', async (target) => {
    const start = jest.fn();
    await expect(callOutlook(target, 'thing.getAsync', start)).rejects.toMatchObject({
      code: 'ERR_OFFICE_UNSUPPORTED',
      details: { call: 'thing.getAsync' },
    });
    expect(start).not.toHaveBeenCalled();
  });

  it('asks for one thing at a time', async () => {
    let open = 0;
    let most = 0;
    const counting: Method = (done) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        done({ status: 'succeeded', value: '' } as unknown as Office.AsyncResult<string>);
      }, 2);
    };
    await Promise.all([1, 2, 3, 4, 5].map(() => call(counting)));
    expect(most).toBe(1);
  });

  it('ignores an answer that comes after the limit', async () => {
    let late: ((result: Office.AsyncResult<string>) => void) | undefined;
    const slow: Method = (done) => {
      late = done;
    };
    await expect(call(slow, 5)).rejects.toMatchObject({ code: 'ERR_OFFICE_TIMEOUT' });
    expect(() => late?.({ status: 'succeeded', value: 'late' } as unknown as Office.AsyncResult<string>)).not.toThrow();
  });
});

describe('a call that nobody waits for any more', () => {
  const abortable = (method: unknown, signal: AbortSignal, milliseconds?: number) =>
    callOutlook<string>({ getAsync: method }, 'thing.getAsync', (done) => (method as Method)(done), milliseconds, signal);

  it('rejects at once, though Outlook is still busy with it', async () => {
    const leaving = new AbortController();
    const waiting = abortable(hangs, leaving.signal, 200);
    leaving.abort();
    await expect(waiting).rejects.toBe(leaving.signal.reason);
  });

  it('is never begun when its turn had not come', async () => {
    const leaving = new AbortController();
    const before = call(hangs, 20);
    const begun = jest.fn(answers('late'));
    const waiting = abortable(begun, leaving.signal);
    leaving.abort();
    await expect(waiting).rejects.toBe(leaving.signal.reason);
    await expect(before).rejects.toMatchObject({ code: 'ERR_OFFICE_TIMEOUT' });
    await expect(call(answers('next'))).resolves.toBe('next');
    expect(begun).not.toHaveBeenCalled();
  });
});
