import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A running sandbox with its own data, and how to end it. */
export interface RunningSandbox {
  readonly url: string;
  readonly data: string;
  /** Where other programs can send to its mailboxes, on loopback. */
  readonly smtpPort: number;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  return new Promise((answer, refuse) => {
    const server = createServer();
    server.once('error', refuse);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => answer(port));
    });
  });
}

function readyLine(program: ChildProcess): Promise<{ url: string; smtpPort: number }> {
  return new Promise((answer, refuse) => {
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = /Signet sandbox ready: (https:\/\/localhost:\d+\/)/.exec(output)?.[1];
      const smtpPort = Number(/^SMTP for .* on localhost:(\d+)$/m.exec(output)?.[1]);
      if (url !== undefined) answer({ url, smtpPort });
    };
    program.stdout?.on('data', collect);
    program.stderr?.on('data', collect);
    program.once('exit', (code) => refuse(new Error(`The sandbox ended with ${String(code)}:\n${output}`)));
  });
}

/** Starts the sandbox as `npm start` does, on a free port and with a fresh data folder. */
export async function startSandbox(
  data = mkdtempSync(join(tmpdir(), 'signet-sandbox-')),
  options: readonly string[] = [],
): Promise<RunningSandbox> {
  const port = await freePort();
  const program = spawn(
    process.execPath,
    ['--import', 'tsx', 'sandbox/start.ts', '--port', String(port), '--no-open', '--data', data, ...options],
    { cwd: resolve('.'), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ready = await readyLine(program);
  return {
    ...ready,
    data,
    stop: () =>
      new Promise((done) => {
        program.once('exit', () => {
          rmSync(data, { recursive: true, force: true });
          done();
        });
        program.kill('SIGTERM');
      }),
  };
}
