/**
 * What the Outlook page (and tests) ask of the server; all below /sandbox/.
 *
 *   GET    world                            people, lists, shared mailboxes, the add-in, its origin
 *   GET    events                           server-sent events: {"mailbox"} whenever its messages change
 *   GET    messages?mailbox=A[&folder=F]    summaries, newest first
 *   GET    messages/ID                      one message, read as Exchange would show it
 *   GET    messages/ID/raw                  the octets that came over the wire
 *   GET    messages/ID/attachments/N        one attachment, decoded; of kind item: EML
 *   GET    messages/ID/attachments/N/message  an attachment of kind item, read like a message
 *   PATCH  messages/ID                      {"isRead"?, "customProperties"?}
 *   DELETE messages/ID
 *   PUT    drafts[/ID]?mailbox=A            saves an OutgoingMessage in Drafts → {"id"}
 *   POST   send?mailbox=A[&draft=ID]        Outlook's own Send of an OutgoingMessage; removes the draft
 *   GET    settings?mailbox=A  and PUT      the add-in's roaming settings
 *   GET    faults, POST faults              {"sendMail": "ok" | "503" | "200" | "hang" | "drop" | "drop-after-sending"}
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildMessage } from '../mail/build-message';
import { deliver, DeliveryRefused } from '../mail/deliver';
import type { PostOffice } from '../mail/deliver';
import type { AttachedMessage, Folder, OutgoingMessage, Person, SharedMailbox } from '../mail/types';
import type { AddIn } from '../manifest';
import { isSendMailFault } from './faults';
import type { Faults } from './faults';
import { readMessage } from '../mail/read-message';
import { BodyTooLarge, readBody, send, sendJson } from './http';

export interface World {
  readonly people: readonly Person[];
  readonly lists: readonly { readonly address: string; readonly name: string }[];
  readonly sharedMailboxes: readonly SharedMailbox[];
  readonly addInOrigin: string;
  readonly addIn?: AddIn;
  /** Why there is no add-in. */
  readonly addInProblem?: string;
}

export interface HostApi extends PostOffice {
  readonly faults: Faults;
  /** Read anew for each page, so that a changed manifest needs no restart. */
  readonly addIn: () => Promise<Pick<World, 'addIn' | 'addInProblem' | 'addInOrigin'>>;
}

/** Attachments of up to 25 MB in base64, and some. */
const bodyLimit = 64 * 1024 * 1024;

class Problem extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

type Answer = (call: Call) => Promise<void>;

interface Call {
  readonly api: HostApi;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** Of the path: the groups of the route's pattern. */
  readonly parts: readonly string[];
}

const routes: readonly (readonly [method: string, pattern: RegExp, answer: Answer])[] = [
  ['GET', /^\/sandbox\/world$/, world],
  ['GET', /^\/sandbox\/events$/, events],
  ['GET', /^\/sandbox\/messages$/, listMessages],
  ['GET', /^\/sandbox\/messages\/([\w-]+)$/, getMessage],
  ['GET', /^\/sandbox\/messages\/([\w-]+)\/raw$/, getRaw],
  ['GET', /^\/sandbox\/messages\/([\w-]+)\/attachments\/([\w-]+)$/, getAttachment],
  ['GET', /^\/sandbox\/messages\/([\w-]+)\/attachments\/([\w-]+)\/message$/, getAttachedMessage],
  ['PATCH', /^\/sandbox\/messages\/([\w-]+)$/, changeMessage],
  ['DELETE', /^\/sandbox\/messages\/([\w-]+)$/, deleteMessage],
  ['PUT', /^\/sandbox\/drafts(?:\/([\w-]+))?$/, saveDraft],
  ['POST', /^\/sandbox\/send$/, sendDraft],
  ['GET', /^\/sandbox\/settings$/, getSettings],
  ['PUT', /^\/sandbox\/settings$/, putSettings],
  ['GET', /^\/sandbox\/faults$/, getFaults],
  ['POST', /^\/sandbox\/faults$/, setFaults],
];

export async function answerHostApi(
  api: HostApi,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  try {
    for (const [method, pattern, answer] of routes) {
      const match = pattern.exec(url.pathname);
      if (match === null || method !== request.method) continue;
      await answer({ api, request, response, url, parts: match.slice(1) });
      return;
    }
    throw new Problem(404, `No ${request.method ?? ''} ${url.pathname}`);
  } catch (error) {
    if (error instanceof Problem) sendJson(response, error.status, { error: error.message });
    else if (error instanceof DeliveryRefused) sendJson(response, 422, { error: error.reason });
    else if (error instanceof BodyTooLarge) sendJson(response, 413, { error: 'too large' });
    else throw error;
  }
}

async function world({ api, response }: Call): Promise<void> {
  const { people, lists, sharedMailboxes } = api.addressBook;
  const answer: World = {
    people,
    lists: lists.map(({ address, name }) => ({ address, name })),
    sharedMailboxes,
    ...(await api.addIn()),
  };
  sendJson(response, 200, answer);
}

async function events({ api, request, response }: Call): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': hello\n\n');
  const stop = api.store.onChange((mailbox) => response.write(`data: ${JSON.stringify({ mailbox })}\n\n`));
  await new Promise((resolve) => request.on('close', resolve));
  stop();
}

async function listMessages({ api, response, url }: Call): Promise<void> {
  const folder = url.searchParams.get('folder') ?? undefined;
  if (folder !== undefined && !isFolder(folder)) throw new Problem(400, 'folder is inbox, drafts or sent');
  sendJson(response, 200, await api.store.list(mailboxOf(api, url), folder));
}

async function getMessage({ api, response, parts: [id] }: Call): Promise<void> {
  sendJson(response, 200, found(await api.store.get(id ?? '')));
}

async function getRaw({ api, response, parts: [id] }: Call): Promise<void> {
  send(response, 200, 'application/octet-stream', found(await api.store.raw(id ?? '')));
}

/** Never shown by the browser itself: an HTML attachment must not run on this origin. */
async function getAttachment({ api, response, parts: [id, attachment] }: Call): Promise<void> {
  const file = found(await api.store.file(id ?? '', attachment ?? ''));
  const name = file.kind === 'item' && !/\.eml$/i.test(file.name) ? `${file.name}.eml` : file.name;
  response.setHeader('Content-Disposition', `attachment; filename*=utf-8''${encodeURIComponent(name)}`);
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  send(response, 200, file.contentType.startsWith('image/') ? file.contentType : 'application/octet-stream', file.bytes);
}

async function getAttachedMessage({ api, response, parts: [id, attachment] }: Call): Promise<void> {
  const file = found(await api.store.file(id ?? '', attachment ?? ''));
  if (file.kind !== 'item') throw new Problem(404, 'No message in this attachment');
  const { message, date } = await readMessage(file.bytes);
  const answer: AttachedMessage = { ...message, sentAt: date ?? '' };
  sendJson(response, 200, answer);
}

async function changeMessage({ api, request, response, parts: [id] }: Call): Promise<void> {
  const change = (await json(request)) as { isRead?: boolean; customProperties?: Record<string, unknown> };
  const { isRead, customProperties } = change;
  const done = await api.store.update(id ?? '', {
    ...(isRead === undefined ? {} : { isRead }),
    ...(customProperties === undefined ? {} : { customProperties }),
  });
  found(done || undefined);
  sendJson(response, 200, {});
}

async function deleteMessage({ api, response, parts: [id] }: Call): Promise<void> {
  found((await api.store.remove(id ?? '')) || undefined);
  sendJson(response, 200, {});
}

async function saveDraft({ api, request, response, url, parts: [id] }: Call): Promise<void> {
  const mailbox = mailboxOf(api, url);
  const message = (await json(request)) as OutgoingMessage;
  const raw = buildMessage(message, new Date());
  const { customProperties } = message;
  if (id !== undefined && (await api.store.replace(id, raw, customProperties))) {
    sendJson(response, 200, { id });
    return;
  }
  sendJson(response, 200, { id: await api.store.add({ mailbox, folder: 'drafts', raw, isRead: true, customProperties }) });
}

async function sendDraft({ api, request, response, url }: Call): Promise<void> {
  const sender = personOf(api, url);
  await deliver(api, buildMessage((await json(request)) as OutgoingMessage, new Date()), sender);
  const draft = url.searchParams.get('draft');
  if (draft !== null) await api.store.remove(draft);
  sendJson(response, 200, {});
}

async function getSettings({ api, response, url }: Call): Promise<void> {
  sendJson(response, 200, await api.store.readSettings(personOf(api, url).address));
}

async function putSettings({ api, request, response, url }: Call): Promise<void> {
  await api.store.writeSettings(personOf(api, url).address, (await json(request)) as Record<string, string>);
  sendJson(response, 200, {});
}

async function getFaults({ api, response }: Call): Promise<void> {
  sendJson(response, 200, api.faults);
  await Promise.resolve();
}

async function setFaults({ api, request, response }: Call): Promise<void> {
  const { sendMail } = (await json(request)) as { sendMail?: unknown };
  if (!isSendMailFault(sendMail)) throw new Problem(400, 'sendMail: ok, a status code, hang, drop, drop-after-sending');
  api.faults.sendMail = sendMail;
  sendJson(response, 200, api.faults);
}

function mailboxOf({ addressBook: { mailboxes } }: HostApi, url: URL): string {
  const address = (url.searchParams.get('mailbox') ?? '').toLowerCase();
  if (!mailboxes.includes(address)) throw new Problem(400, `mailbox is one of ${mailboxes.join(', ')}`);
  return address;
}

/** Who is signed in: sends, and keeps settings. */
function personOf({ addressBook }: HostApi, url: URL): Person {
  const person = addressBook.find(url.searchParams.get('mailbox') ?? '');
  if (person !== undefined) return person;
  throw new Problem(400, `mailbox is one of ${addressBook.people.map(({ address }) => address).join(', ')}`);
}

function isFolder(name: string): name is Folder {
  return name === 'inbox' || name === 'drafts' || name === 'sent';
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Problem(404, 'No such message or attachment');
  return value;
}

async function json(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, bodyLimit);
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (error) {
    throw new Problem(400, error instanceof Error ? error.message : 'not JSON');
  }
}
