import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TlsCertificate } from './certificate';

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export class PortTaken extends Error {
  readonly port: number;

  constructor(port: number, options: ErrorOptions) {
    super(`Port ${port} is taken`, options);
    this.port = port;
  }
}

const loopback = '127.0.0.1';

/** @throws PortTaken */
export async function listen(port: number, tls: Pick<TlsCertificate, 'key' | 'cert'>, answer: Answer): Promise<Server> {
  const server = createServer({ key: tls.key, cert: tls.cert }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(`${request.method ?? ''} ${request.url ?? ''}:`, error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port, { cause: error }) : error);
    });
    server.listen(port, loopback, resolve);
  });
  return server;
}

/**
 * Tries ports from `first` on, `step` apart, until `start` finds its own free.
 * @throws PortTaken when none of a hundred is
 */
export async function firstFree<T>(first: number, step: number, start: (port: number) => Promise<T>): Promise<T> {
  for (let port = first; ; port += step) {
    try {
      return await start(port);
    } catch (error) {
      if (!(error instanceof PortTaken) || port >= first + 100 * step) throw error;
    }
  }
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

export async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
