import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const project = join(__dirname, '..', '..');
const policy = "default-src 'none'; script-src 'self'";
const files: Readonly<Record<string, string>> = {
  'taskpane.html': '<!doctype html><title>Signet</title>',
  'config.json': '{"from":"dist"}',
  'headers.json': JSON.stringify({ 'Content-Security-Policy': policy, 'Referrer-Policy': 'no-referrer' }),
  'js/worker.js': 'self.onmessage = null;',
  'assets/id-16.png': 'picture',
};

/** A project with a built add-in, and a home of its own for the certificate. */
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'signet-outlook-'));
  await mkdir(join(root, 'home'));
  await cp(join(project, 'manifest.xml'), join(root, 'manifest.xml'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(root, 'dist', name, '..'), { recursive: true });
    await writeFile(join(root, 'dist', name), text);
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

interface Program {
  readonly process: ChildProcess;
  /** All it has printed so far. */
  readonly output: () => string;
  readonly exit: Promise<number | null>;
}

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill();
});

function run(command: 'start' | 'stop', ...args: readonly string[]): Program {
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const child = spawn(process.execPath, ['--import', tsx, join(project, 'scripts', 'outlook', `${command}.ts`), ...args], {
    cwd: root,
    env: { ...process.env, HOME: join(root, 'home'), INIT_CWD: root },
  });
  running.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  return { process: child, output: () => text, exit: new Promise((resolve) => child.once('close', resolve)) };
}

async function until(program: Program, words: string): Promise<void> {
  while (!program.output().includes(words)) {
    if (program.process.exitCode !== null) throw new Error(`It ended:\n${program.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** As a browser that trusts the authority in the home folder. */
async function ask(port: number, path: string, options: { readonly method?: string; readonly host?: string } = {}): Promise<Answer> {
  const ca = await readFile(join(root, 'home', '.office-addin-dev-certs', 'ca.crt'));
  const { method = 'GET', host = `localhost:${port}` } = options;
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', servername: 'localhost', port, path, method, ca, headers: { host } }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    asked.once('error', reject);
    asked.end();
  });
}

// Where Microsoft's tool would install a certificate for the whole system, nothing is tried.
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('start:outlook', () => {
  test('serves every file with the headers of the build, says what to do by hand, and ends when it is told', async () => {
    const port = await freePort();
    const started = run('start', '--port', String(port));
    await until(started, 'Remove.');

    for (const [name, text] of Object.entries(files)) {
      const answer = await ask(port, `/${name}`);
      expect([name, answer.status, answer.body]).toEqual([name, 200, text]);
      expect(answer.headers).toMatchObject({
        'content-security-policy': policy,
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
    }
    expect((await ask(port, '/js/worker.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect((await ask(port, '/../manifest.xml')).status).toBe(404);
    expect((await ask(port, '/config.json', { method: 'POST' })).status).toBe(405);
    // Another name for this address would let a foreign page read it.
    expect((await ask(port, '/config.json', { host: `evil.example:${port}` })).status).toBe(421);

    const manifest = join(root, '.sandbox', `manifest-${port}.xml`);
    expect(started.output()).toContain(`Signet is served at https://localhost:${port}/`);
    expect(started.output()).toContain('https://aka.ms/olksideload');
    expect(started.output()).toContain(manifest);
    const moved = await readFile(manifest, 'utf8');
    expect(moved).toContain(`https://localhost:${port}/taskpane.html?page=message`);
    expect(moved).not.toContain('localhost:3000');
    const key = await stat(join(root, 'home', '.office-addin-dev-certs', 'localhost.key'));
    expect(key.mode & 0o077).toBe(0);

    const second = run('start', '--port', String(port));
    expect(await second.exit).toBe(2);
    expect(second.output()).toContain('already. "npm run stop:outlook" ends that.');

    const stopped = run('stop');
    expect(await stopped.exit).toBe(0);
    expect(stopped.output()).toContain(`https://localhost:${port}/ is no longer served.`);
    expect(await started.exit).toBe(0);

    const again = run('stop');
    expect(await again.exit).toBe(0);
    expect(again.output()).toContain('No server of start:outlook is running.');
  });

  test('serves another config.json, and ends with Ctrl+C', async () => {
    const config = JSON.stringify({ graphBaseUrl: 'https://graph.microsoft.com/v1.0', organisation: { name: 'Example' } });
    await writeFile(join(root, 'mine.json'), config);
    const port = await freePort();
    const started = run('start', '--port', String(port), '--no-sideload', '--config', 'mine.json');
    await until(started, 'Remove.');
    expect((await ask(port, '/config.json')).body).toBe(config);
    started.process.kill('SIGINT');
    expect(await started.exit).toBe(0);
  });

  test.each([
    ['a config.json that the pane would refuse', { 'bad.json': '{"graphBaseUrl":"http://graph.example/"}' }, ['--config', 'bad.json'], '"graphBaseUrl" is missing or wrong.'],
    ['a config.json that is not there', {}, ['--config', 'none.json'], "none.json can't be served as config.json"],
    ['a port that is none', {}, ['--port', 'x'], '--port wants a number from 1 to 65535, not "x".'],
  ])('says so: %s', async (_, extra, args, words) => {
    for (const [name, text] of Object.entries(extra)) await writeFile(join(root, name), text);
    const started = run('start', ...args);
    expect(await started.exit).toBe(2);
    expect(started.output()).toContain(words);
  });

  test('a port that another program holds is named, and that program is left alone', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const started = run('start', '--port', String(port));
    expect(await started.exit).toBe(2);
    expect(started.output()).toContain(`Port ${port} is taken by another program.`);
    expect(other.listening).toBe(true);
    await new Promise((resolve) => other.close(resolve));
  });
});
