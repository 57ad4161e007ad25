import { encodeBase64 } from '../base64';
import { MailboxError } from '../errors';
import type { Transport } from '../types';

export interface GraphMimeOptions {
  /** With version, without a slash at the end: `https://graph.microsoft.com/v1.0`. */
  readonly graphBaseUrl: string;
  /** A token that may send mail. Rejects with ERR_SIGN_IN_REQUIRED when there is none. */
  readonly accessToken: () => Promise<string>;
  /** Milliseconds until an answer; a large message over a slow line needs time. */
  readonly limitMilliseconds?: number;
  readonly fetch?: typeof fetch;
  /** Whether the browser knows of a connection. */
  readonly isOnline?: () => boolean;
}

/** Graph takes 4 MiB of request, which is base64: three quarters of it are the message. */
export const graphLimitBytes = (4 * 1024 * 1024 * 3) / 4;

const defaultLimit = 120_000;

/**
 * Sends a whole MIME message by Microsoft Graph, the one documented way to send
 * S/MIME from an add-in. Tried once: whether an unanswered message has gone is
 * not known, and a second try could send it twice.
 */
export function createGraphMimeTransport(options: GraphMimeOptions): Transport {
  return { name: 'graph-mime', limitBytes: graphLimitBytes, send: (mime) => send(options, mime) };
}

async function send(options: GraphMimeOptions, mime: Uint8Array): Promise<void> {
  if (mime.length > graphLimitBytes) throw tooLarge(mime);
  const token = await options.accessToken();
  const response = await post(options, token, encodeBase64(mime));
  // Only 202 says that the server has taken the message: a request over the limit was seen to be answered 200.
  if (response.status === 202) return;
  throw await refusal(response, mime);
}

async function post(options: GraphMimeOptions, token: string, body: string): Promise<Response> {
  const isOnline = options.isOnline ?? (() => navigator.onLine);
  const wasOnline = isOnline();
  try {
    return await (options.fetch ?? fetch)(`${options.graphBaseUrl}/me/sendMail`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
      body,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error', // A redirection would carry the message to another place.
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(options.limitMilliseconds ?? defaultLimit),
    });
  } catch (cause) {
    // A lost connection and a lost answer look alike to a page. Only a browser
    // that knew of no connection before it began has surely sent nothing.
    const surelyNothingSent = cause instanceof TypeError && !wasOnline && !isOnline();
    throw surelyNothingSent
      ? new MailboxError('ERR_SEND_OFFLINE', {}, { cause })
      : new MailboxError('ERR_SEND_OUTCOME_UNKNOWN', {}, { cause });
  }
}

async function refusal(response: Response, mime: Uint8Array): Promise<MailboxError> {
  const { status } = response;
  if (status === 401) return new MailboxError('ERR_SIGN_IN_REQUIRED', {});
  if (status === 413) return tooLarge(mime);
  // 408 comes from something between us and Graph, which may have passed the message on.
  const isRefused = status >= 400 && status < 500 && status !== 408;
  if (!isRefused) return new MailboxError('ERR_SEND_OUTCOME_UNKNOWN', { status });
  const serverCode = await graphErrorCode(response);
  return new MailboxError('ERR_SEND_REFUSED', serverCode === undefined ? { status } : { status, serverCode });
}

/** Graph's `{"error":{"code":"…"}}`. The answer may come from something else on the way, and then has none. */
async function graphErrorCode(response: Response): Promise<string | undefined> {
  const answer: unknown = await response.json().catch(() => undefined);
  const { error } = (answer ?? {}) as { error?: unknown };
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^[\w.-]{1,100}$/.test(code) ? code : undefined;
}

function tooLarge(mime: Uint8Array): MailboxError {
  return new MailboxError('ERR_SEND_TOO_LARGE', { bytes: mime.length, limit: graphLimitBytes });
}
