import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { AddressBook } from '../address-book';
import { contentTypeOf, isForHost, send, sendJson } from './http';
import { fileBelow } from './static-files';

export interface AddInServer {
  readonly origin: string;
  readonly outlookOrigin: string;
  /** The built add-in. */
  readonly dist: string;
  /** The npm package's dist folder, served as it is. */
  readonly officeJs: string;
  readonly supplementScript: string;
  /** PEM: the sandbox's authority, and those that were asked for. */
  readonly trustAnchors: readonly string[];
  readonly addressBook: AddressBook;
}

const cdn = 'https://appsforoffice.microsoft.com';
// Quoted or, as minifiers write it, not.
const officeScript =
  /<script\b([^>]*)\bsrc=["']?https:\/\/appsforoffice\.microsoft\.com\/lib\/1\/hosted\/office(?:\.debug)?\.js["']?([^>]*)><\/script>/gi;

/** https://localhost:PORT+1: the add-in's files, as their owner's server would send them. */
export async function answerAddIn(
  server: AddInServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isForHost(request, server.origin)) {
    sendJson(response, 421, { error: `Open ${server.origin}/` });
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    sendJson(response, 405, { error: 'Only GET' });
    return;
  }
  for (const [name, value] of Object.entries(await headersOf(server))) response.setHeader(name, value);
  const { pathname } = new URL(request.url ?? '/', server.origin);
  if (pathname === '/config.json') sendJson(response, 200, configOf(server));
  else if (pathname === '/sandbox-supplement.js') {
    send(response, 200, contentTypeOf(pathname), server.supplementScript);
  } else if (pathname.startsWith('/office-js/')) await answerOfficeJs(server, pathname, response);
  else await answerDist(server, pathname, response);
}

/** office.js asks for some folders in mixed case; the package has lower-case names only. */
async function answerOfficeJs(server: AddInServer, pathname: string, response: ServerResponse): Promise<void> {
  const path = pathname.slice('/office-js'.length).toLowerCase();
  answerFile(response, path, await fileBelow(server.officeJs, path));
}

async function answerDist(server: AddInServer, pathname: string, response: ServerResponse): Promise<void> {
  const file = await fileBelow(server.dist, pathname);
  const isPage = file !== undefined && pathname.endsWith('.html');
  answerFile(response, pathname, isPage ? withLocalOffice(file) : file);
}

function answerFile(response: ServerResponse, path: string, file: Buffer | undefined): void {
  if (file === undefined) {
    send(response, 404, 'text/plain; charset=utf-8', 'Not found. Is the add-in built? (npm run build)');
  } else {
    send(response, 200, contentTypeOf(path), file);
  }
}

/** The one change to the built files: office.js comes from here, with the newer calls behind it. */
export function withLocalOffice(html: Buffer): Buffer {
  const swapped = html.toString('utf8').replace(officeScript, (_, before: string, after: string) => {
    const script = (src: string): string => `<script${before}src="${src}"${after}></script>`;
    return script('/office-js/office.js') + script('/sandbox-supplement.js');
  });
  return Buffer.from(swapped, 'utf8');
}

async function headersOf(server: AddInServer): Promise<Readonly<Record<string, string>>> {
  const text = await fileBelow(server.dist, '/headers.json');
  if (text === undefined) return {};
  const headers = JSON.parse(text.toString('utf8')) as Record<string, string>;
  const policy = headers['Content-Security-Policy'];
  if (policy === undefined) return headers;
  return { ...headers, 'Content-Security-Policy': localPolicy(policy, server.outlookOrigin) };
}

/** The CDN is taken out, so that an address that was not swapped fails loudly. */
export function localPolicy(policy: string, outlookOrigin: string): string {
  const directives = policy.split(';').map((directive) => directive.trim().replace(` ${cdn}`, ''));
  const kept = directives.filter((directive) => directive !== '' && !directive.startsWith('frame-ancestors'));
  const local = kept.map((directive) =>
    directive.startsWith('connect-src') ? `${directive} ${outlookOrigin}` : directive,
  );
  return [...local, `frame-ancestors 'self' ${outlookOrigin}`].join('; ');
}

function configOf({ outlookOrigin, addressBook, trustAnchors }: AddInServer): unknown {
  const tokens = addressBook.people.map(({ address, accessToken }) => [address, accessToken] as const);
  return {
    graphBaseUrl: `${outlookOrigin}/graph/v1.0`,
    accessToken: { byMailbox: Object.fromEntries(tokens) },
    organisation: { name: 'Signet Sandbox', trustAnchors },
  };
}

export async function readTrustAnchor(fixtures: string): Promise<string> {
  return readFile(join(fixtures, 'authority', 'signet-sandbox-ca.pem'), 'utf8');
}
