import { MailboxError } from '../../src/mailbox/errors';
import { createGraphMimeTransport, graphLimitBytes } from '../../src/mailbox/transports/graph-mime';

const mime = new TextEncoder().encode('Subject: Hi\r\n\r\nHi');
const graphError = (code: unknown) => JSON.stringify({ error: { code, message: 'with the words of the server' } });

function transport(fetchReply: () => Promise<Response>, more: object = {}) {
  const requests = jest.fn<Promise<Response>, [string, RequestInit]>(fetchReply);
  const sender = createGraphMimeTransport({
    graphBaseUrl: 'https://graph.microsoft.com/v1.0',
    accessToken: () => Promise.resolve('secret-token'),
    fetch: requests as unknown as typeof fetch,
    isOnline: () => true,
    ...more,
  });
  return { sender, requests };
}

const answered = (status: number, body: string | null = null) => () => Promise.resolve(new Response(body, { status }));
const fails = (error: Error) => () => Promise.reject(error);
const outcome = (promise: Promise<void>) => promise.then(() => 'sent', (error: unknown) => error as MailboxError);

describe('sending by Graph', () => {
  it('posts the message in base64 with the token, once', async () => {
    const { sender, requests } = transport(answered(202));
    await sender.send(mime);
    expect(requests).toHaveBeenCalledTimes(1);
    const [url, init] = requests.mock.calls[0]!;
    expect(url).toBe('https://graph.microsoft.com/v1.0/me/sendMail');
    expect(init).toMatchObject({
      method: 'POST',
      body: Buffer.from(mime).toString('base64'),
      headers: { authorization: 'Bearer secret-token', 'content-type': 'text/plain' },
      credentials: 'omit',
      redirect: 'error',
    });
  });

  it.each([
    [200, 'ERR_SEND_OUTCOME_UNKNOWN', { status: 200 }],
    [201, 'ERR_SEND_OUTCOME_UNKNOWN', { status: 201 }],
    [204, 'ERR_SEND_OUTCOME_UNKNOWN', { status: 204 }],
    [401, 'ERR_SIGN_IN_REQUIRED', {}],
    [403, 'ERR_SEND_REFUSED', { status: 403, serverCode: 'ErrorAccessDenied' }],
    [400, 'ERR_SEND_REFUSED', { status: 400, serverCode: 'ErrorAccessDenied' }],
    [429, 'ERR_SEND_REFUSED', { status: 429, serverCode: 'ErrorAccessDenied' }],
    [408, 'ERR_SEND_OUTCOME_UNKNOWN', { status: 408 }],
    [413, 'ERR_SEND_TOO_LARGE', { bytes: mime.length, limit: graphLimitBytes }],
    [500, 'ERR_SEND_OUTCOME_UNKNOWN', { status: 500 }],
    [502, 'ERR_SEND_OUTCOME_UNKNOWN', { status: 502 }],
    [504, 'ERR_SEND_OUTCOME_UNKNOWN', { status: 504 }],
  ])('takes %i for %s', async (status, code, details) => {
    const { sender } = transport(answered(status, status === 204 ? null : graphError('ErrorAccessDenied')));
    expect(await outcome(sender.send(mime))).toMatchObject({ code, details });
  });

  it.each([['<html>'], [''], [graphError(7)], [graphError('with spaces and <b>')], ['null'], ['[]']])(
    'keeps no server code from %p',
    async (body) => {
      const { sender } = transport(answered(403, body));
      expect(await outcome(sender.send(mime))).toMatchObject({ code: 'ERR_SEND_REFUSED', details: { status: 403 } });
      expect((await outcome(sender.send(mime)) as MailboxError).details).toEqual({ status: 403 });
    },
  );

  it('does not know what became of a message without an answer', async () => {
    const { sender } = transport(fails(new TypeError('Failed to fetch')));
    expect(await outcome(sender.send(mime))).toMatchObject({ code: 'ERR_SEND_OUTCOME_UNKNOWN' });
  });

  it('is surely offline only when it was so before it began', async () => {
    const always = transport(fails(new TypeError('Failed to fetch')), { isOnline: () => false });
    expect(await outcome(always.sender.send(mime))).toMatchObject({ code: 'ERR_SEND_OFFLINE' });
    const states = [true, false];
    const lost = transport(fails(new TypeError('Failed to fetch')), { isOnline: () => states.shift() ?? false });
    expect(await outcome(lost.sender.send(mime))).toMatchObject({ code: 'ERR_SEND_OUTCOME_UNKNOWN' });
    const returned = [false, true];
    const back = transport(fails(new TypeError('Failed to fetch')), { isOnline: () => returned.shift() ?? true });
    expect(await outcome(back.sender.send(mime))).toMatchObject({ code: 'ERR_SEND_OUTCOME_UNKNOWN' });
  });

  it('tries even when the browser believes to be offline', async () => {
    expect(await outcome(transport(answered(202), { isOnline: () => false }).sender.send(mime))).toBe('sent');
  });

  it('gives up after its time and does not know', async () => {
    const hanging = (_url: string, init: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
      });
    const { sender } = transport(answered(202), { fetch: hanging, limitMilliseconds: 20 });
    const error = await outcome(sender.send(mime));
    expect(error).toMatchObject({ code: 'ERR_SEND_OUTCOME_UNKNOWN', cause: { name: 'TimeoutError' } });
  });

  it('asks nobody when the message is too large', async () => {
    const accessToken = jest.fn();
    const { sender, requests } = transport(answered(202), { accessToken });
    expect(await outcome(sender.send(new Uint8Array(graphLimitBytes + 1)))).toMatchObject({
      code: 'ERR_SEND_TOO_LARGE',
      details: { bytes: graphLimitBytes + 1, limit: graphLimitBytes },
    });
    expect(requests).not.toHaveBeenCalled();
    expect(accessToken).not.toHaveBeenCalled();
  });

  it('fills the four mebibytes of the request exactly', async () => {
    const { sender, requests } = transport(answered(202));
    await sender.send(new Uint8Array(graphLimitBytes));
    expect((requests.mock.calls[0]![1].body as string).length).toBe(4 * 1024 * 1024);
  });

  it('sends nothing without a token', async () => {
    const accessToken = () => Promise.reject(new MailboxError('ERR_SIGN_IN_REQUIRED', {}));
    const { sender, requests } = transport(answered(202), { accessToken });
    expect(await outcome(sender.send(mime))).toMatchObject({ code: 'ERR_SIGN_IN_REQUIRED' });
    expect(requests).not.toHaveBeenCalled();
  });

  it('names neither token nor message in its errors', async () => {
    for (const reply of [answered(403, graphError('secret-token')), answered(500), fails(new TypeError('x'))]) {
      const error = (await outcome(transport(reply).sender.send(mime))) as MailboxError;
      if (error.code !== 'ERR_SEND_REFUSED') expect(JSON.stringify([error.message, error.details])).not.toContain('secret-token');
      expect(JSON.stringify([error.message, error.details])).not.toContain('Subject');
    }
  });
});
