import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerGraph } from './graph';
import type { Graph } from './graph';
import { answerHostApi } from './host-api';
import type { HostApi } from './host-api';
import { isForHost, send, sendJson } from './http';

export interface OutlookServer extends HostApi, Graph {
  readonly origin: string;
  /** The bundled page script. */
  readonly pageScript: string;
}

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>body{margin:0}</style>
<title>Outlook (sandbox)</title><link rel="icon" href="/icon.svg"></head>
<body><div id="root"></div><script src="/outlook.js"></script></body>
</html>
`;

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0f6cbd"/><path d="M7 11h18v12H7z" fill="#fff"/><path d="M7 11l9 7 9-7" fill="none" stroke="#0f6cbd" stroke-width="2"/></svg>`;

/** Mail pictures stay on this machine: the message frame inherits this policy. */
function pagePolicy(addInOrigin: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${addInOrigin}`,
    "connect-src 'self'",
    `frame-src 'self' ${addInOrigin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** https://localhost:PORT: the page, what it asks for, and the Graph stub. */
export async function answerOutlook(
  server: OutlookServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isForHost(request, server.origin)) {
    sendJson(response, 421, { error: `Open ${server.origin}/` });
    return;
  }
  const url = new URL(request.url ?? '/', server.origin);
  if (url.pathname.startsWith('/graph/')) {
    await answerGraph(server, request, response);
    return;
  }
  const { origin } = request.headers;
  if (origin !== undefined && origin !== server.origin) {
    sendJson(response, 403, { error: 'Only the Outlook page may ask this.' });
  } else if (url.pathname.startsWith('/sandbox/')) {
    await answerHostApi(server, request, response, url);
  } else {
    answerPage(server, url, response);
  }
}

function answerPage(server: OutlookServer, url: URL, response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', pagePolicy(server.addInOrigin));
  response.setHeader('Referrer-Policy', 'no-referrer');
  if (url.pathname === '/') send(response, 200, 'text/html; charset=utf-8', page);
  else if (url.pathname === '/outlook.js') send(response, 200, 'text/javascript; charset=utf-8', server.pageScript);
  else if (url.pathname === '/icon.svg' || url.pathname === '/favicon.ico') send(response, 200, 'image/svg+xml', icon);
  else send(response, 404, 'text/plain; charset=utf-8', 'Not found');
}
