/** The server's side of the page; see sandbox/server/host-api.ts. */
import type { AttachedMessage, Folder, MessageDetail, MessageSummary, OutgoingMessage } from '../mail/types';
import type { World } from '../server/host-api';

export class ServerRefused extends Error {
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const response = await fetch(`/sandbox/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  if (response.ok) return response;
  throw new ServerRefused(response.status, await response.text());
}

async function askJson<T>(method: string, path: string, body?: unknown): Promise<T> {
  return (await (await ask(method, path, body)).json()) as T;
}

const of = (mailbox: string): string => `mailbox=${encodeURIComponent(mailbox)}`;

export const api = {
  world: () => askJson<World>('GET', 'world'),
  list: (mailbox: string, folder: Folder) =>
    askJson<readonly MessageSummary[]>('GET', `messages?${of(mailbox)}&folder=${folder}`),
  message: (id: string) => askJson<MessageDetail>('GET', `messages/${id}`),
  raw: async (id: string) => new Uint8Array(await (await ask('GET', `messages/${id}/raw`)).arrayBuffer()),
  attachmentUrl: (id: string, attachment: string) => `/sandbox/messages/${id}/attachments/${attachment}`,
  attachment: async (id: string, attachment: string) =>
    new Uint8Array(await (await ask('GET', `messages/${id}/attachments/${attachment}`)).arrayBuffer()),
  attachedMessage: (id: string, attachment: string) =>
    askJson<AttachedMessage>('GET', `messages/${id}/attachments/${attachment}/message`),
  change: (id: string, change: { isRead?: boolean; customProperties?: Readonly<Record<string, unknown>> }) =>
    ask('PATCH', `messages/${id}`, change),
  remove: (id: string) => ask('DELETE', `messages/${id}`),
  saveDraft: (mailbox: string, message: OutgoingMessage, id: string | undefined) =>
    askJson<{ id: string }>('PUT', `drafts${id === undefined ? '' : `/${id}`}?${of(mailbox)}`, message),
  send: (mailbox: string, message: OutgoingMessage, draft: string | undefined) =>
    ask('POST', `send?${of(mailbox)}${draft === undefined ? '' : `&draft=${draft}`}`, message),
  settings: (mailbox: string) => askJson<Readonly<Record<string, string>>>('GET', `settings?${of(mailbox)}`),
  saveSettings: (mailbox: string, settings: Readonly<Record<string, string>>) =>
    ask('PUT', `settings?${of(mailbox)}`, settings),
};

/** Calls with the mailbox whose messages changed. Returns how to stop. */
export function onMail(listener: (mailbox: string) => void): () => void {
  const source = new EventSource('/sandbox/events');
  source.onmessage = (event: MessageEvent<string>) => listener((JSON.parse(event.data) as { mailbox: string }).mailbox);
  return () => source.close();
}
