import type { AccessTokenSource } from '../flows/config';
import { MailboxError } from '../mailbox/errors';

/** How the transport gets a token, as config.json says. Asked anew for each message: tokens run out. */
export function accessTokenFrom(source: AccessTokenSource | null, mailbox: string): () => Promise<string> {
  if (source === null) return () => Promise.reject(signInRequired());
  if ('byMailbox' in source) {
    const token = source.byMailbox[mailbox.toLowerCase()];
    return () => (token === undefined ? Promise.reject(signInRequired()) : Promise.resolve(token));
  }
  return () => fetchToken(source.url);
}

/** From our own origin: `{"accessToken": "…"}`. */
async function fetchToken(url: string): Promise<string> {
  try {
    const response = await fetch(url, { cache: 'no-store', credentials: 'same-origin' });
    const answer: unknown = response.ok ? await response.json() : null;
    if (isToken(answer)) return answer.accessToken;
  } catch (cause) {
    throw signInRequired(cause);
  }
  throw signInRequired();
}

function isToken(value: unknown): value is { readonly accessToken: string } {
  return typeof value === 'object' && value !== null && 'accessToken' in value && typeof value.accessToken === 'string';
}

function signInRequired(cause?: unknown): MailboxError {
  return new MailboxError('ERR_SIGN_IN_REQUIRED', {}, { cause });
}
