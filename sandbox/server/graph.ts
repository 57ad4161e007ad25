/**
 * The piece of Microsoft Graph that sends MIME: POST /me/sendMail with
 * Content-Type text/plain and the message in base64.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { deliver, DeliveryRefused } from '../mail/deliver';
import type { PostOffice, RefusalReason } from '../mail/deliver';
import type { Person } from '../mail/types';
import { BodyTooLarge, readBody, sendJson } from './http';
import type { Faults } from './faults';

/** Graph takes 4 MB of request body, which is the base64 text. */
const bodyLimit = 4 * 1024 * 1024;

export interface Graph extends PostOffice {
  readonly faults: Faults;
  /** Only this origin may call from a browser. */
  readonly addInOrigin: string;
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export async function answerGraph(graph: Graph, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!allowOrigin(graph, request, response)) return;
  const { pathname } = new URL(request.url ?? '/', graph.addInOrigin);
  if (pathname !== '/graph/v1.0/me/sendMail') {
    refuse(response, { status: 404, code: 'ResourceNotFound', message: 'The sandbox has only /me/sendMail.' });
  } else if (request.method !== 'POST') {
    refuse(response, { status: 405, code: 'Request_BadRequest', message: 'Use POST.' });
  } else {
    await sendMail(graph, request, response);
  }
}

/** @returns whether there is something left to answer */
function allowOrigin(graph: Graph, request: IncomingMessage, response: ServerResponse): boolean {
  const { origin } = request.headers;
  if (origin !== undefined && origin !== graph.addInOrigin) {
    refuse(response, { status: 403, code: 'ErrorAccessDenied', message: `${origin} is not the add-in.` });
    return false;
  }
  if (origin !== undefined) {
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Expose-Headers', 'request-id, Retry-After');
    response.setHeader('Vary', 'Origin');
  }
  if (request.method !== 'OPTIONS') return true;
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
  response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type, client-request-id, prefer');
  response.writeHead(204);
  response.end();
  return false;
}

async function sendMail(graph: Graph, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const sender = senderOf(graph, request);
  if (sender === undefined) {
    refuse(response, { status: 401, code: 'InvalidAuthenticationToken', message: 'Access token is empty or wrong.' });
    return;
  }
  const body = await bodyOf(request, response);
  if (body === undefined) return;
  const fault = graph.faults.sendMail;
  if (fault === 'hang') return;
  if (fault === 'drop') {
    request.socket.destroy();
    return;
  }
  if (fault !== 'ok' && fault !== 'drop-after-sending') {
    answerWithStatus(response, Number(fault));
    return;
  }
  const refusal = await accept(graph, sender, body);
  if (refusal !== undefined) {
    refuse(response, refusal);
  } else if (fault === 'drop-after-sending') {
    request.socket.destroy();
  } else {
    response.writeHead(202);
    response.end();
  }
}

function senderOf({ addressBook }: Graph, request: IncomingMessage): Person | undefined {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return addressBook.people.find((person) => person.accessToken === token);
}

async function bodyOf(request: IncomingMessage, response: ServerResponse): Promise<string | undefined> {
  if (!/^text\/plain\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    const message = 'The sandbox takes MIME only: Content-Type text/plain, body in base64.';
    refuse(response, { status: 400, code: 'ErrorInvalidRequest', message });
    return undefined;
  }
  try {
    return (await readBody(request, bodyLimit)).toString('latin1');
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    const message = 'The request body is larger than 4 MB.';
    refuse(response, { status: 413, code: 'RequestEntityTooLarge', message });
    return undefined;
  }
}

async function accept(office: PostOffice, sender: Person, body: string): Promise<Refusal | undefined> {
  const mime = decodeBase64(body);
  if (mime === undefined) {
    return { status: 400, code: 'ErrorMimeContentInvalidBase64String', message: 'Invalid base64 string for MIME content.' };
  }
  try {
    await deliver(office, mime, sender);
    return undefined;
  } catch (error) {
    if (error instanceof DeliveryRefused) return refusals[error.reason];
    throw error;
  }
}

const refusals: Readonly<Record<RefusalReason, Refusal>> = {
  'not-a-message': { status: 400, code: 'ErrorMimeContentInvalid', message: 'This is not a message.' },
  'no-recipient': { status: 400, code: 'ErrorInvalidRecipients', message: 'At least one recipient is not valid.' },
  'send-as-denied': {
    status: 403,
    code: 'ErrorSendAsDenied',
    message: 'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.',
  },
};

/** What is wrong is looked for: to match all of it would take stack for each of millions of characters. */
function decodeBase64(text: string): Buffer | undefined {
  const compact = text.replace(/\r?\n/g, '');
  const end = compact.indexOf('=');
  const isPadded = end === -1 || /^={1,2}$/.test(compact.slice(end, end + 3));
  const isBase64 = compact.length > 0 && compact.length % 4 === 0 && isPadded && !/[^A-Za-z0-9+/=]/.test(compact);
  return isBase64 ? Buffer.from(compact, 'base64') : undefined;
}

/** A 2xx other than 202 has been seen from the real one for messages that were then not sent. */
function answerWithStatus(response: ServerResponse, status: number): void {
  if (status < 300) {
    sendJson(response, status, {});
    return;
  }
  if (status === 429 || status === 503) response.setHeader('Retry-After', '30');
  refuse(response, { status, code: 'ServiceUnavailable', message: 'Asked for by the sandbox.' });
}

function refuse(response: ServerResponse, { status, code, message }: Refusal): void {
  sendJson(response, status, { error: { code, message, innerError: { date: new Date().toISOString() } } });
}
