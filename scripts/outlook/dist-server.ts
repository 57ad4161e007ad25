import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { readConfig } from '../../src/flows/config';
import { contentTypeOf, isForHost, send } from '../../sandbox/server/http';
import type { Answer } from '../../sandbox/server/listen';
import { fileBelow } from '../../sandbox/server/static-files';
import { CannotStart } from './options';

export interface Served {
  readonly origin: string;
  /** The built add-in. */
  readonly dist: string;
  /** In place of dist/config.json. */
  readonly config: string | undefined;
}

/**
 * The built add-in as a deployment would serve it: every file as it is, each
 * with the headers of headers.json (a worker obeys those of its own script).
 */
export async function answerDist(served: Served): Promise<Answer> {
  const headers = await headersOf(served.dist);
  return async (request, response) => {
    const { status, type, body } = await answerTo(served, request);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    send(response, status, type, body);
  };
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
}

async function answerTo(served: Served, request: IncomingMessage): Promise<Reply> {
  if (!isForHost(request, served.origin)) return inWords(421, `Open ${served.origin}/taskpane.html`);
  if (request.method !== 'GET' && request.method !== 'HEAD') return inWords(405, 'Only GET');
  const { pathname } = new URL(request.url ?? '/', served.origin);
  const body = pathname === '/config.json' ? served.config : undefined;
  const file = body ?? (await fileBelow(served.dist, pathname));
  return file === undefined ? inWords(404, 'Not found.') : { status: 200, type: contentTypeOf(pathname), body: file };
}

function inWords(status: number, body: string): Reply {
  return { status, type: 'text/plain; charset=utf-8', body };
}

async function headersOf(dist: string): Promise<Readonly<Record<string, string>>> {
  const file = await fileBelow(dist, '/headers.json');
  if (file === undefined) throw new CannotStart('dist/headers.json is missing. Build the add-in with "npm run build".');
  return JSON.parse(file.toString('utf8')) as Record<string, string>;
}

/**
 * The text of a config.json that the pane will accept.
 * @throws CannotStart when it would not
 */
export async function readConfigFile(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8');
    readConfig(JSON.parse(text));
    return text;
  } catch (error) {
    throw new CannotStart(`${file} can't be served as config.json: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  const field = (error as { details?: { field?: string } }).details?.field;
  if (field !== undefined) return `"${field}" is missing or wrong.`;
  return error instanceof Error ? error.message : String(error);
}
