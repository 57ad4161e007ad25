import { readFileSync } from 'node:fs';
import { createServer as createPageServer } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { resolve } from 'node:path';
import { buildSync } from 'esbuild';
import type { Browser } from 'playwright-core';
import { describeBrowser, launchBrowser, openWitnessedPage } from './support/browser';
import type { Witness } from './support/browser';
import { hostileMail } from './support/hostile-mail';

jest.setTimeout(120_000);

interface Pane {
  sanitize(html: string, attachments: readonly never[]): { readonly html: string; readonly isBlocked: boolean };
  documentFor(html: string): string;
}

declare global {
  interface Window {
    readonly pane: Pane;
  }
}

/** The pane's own code, in a page of the pane's own policy. */
function bundle(): string {
  const entry = "export { sanitize } from './sanitize'; export { documentFor } from './document';";
  const built = buildSync({
    stdin: { contents: entry, resolveDir: resolve('src/taskpane/content'), loader: 'ts' },
    bundle: true,
    format: 'iife',
    globalName: 'pane',
    write: false,
  });
  return built.outputFiles[0]?.text ?? '';
}

function panePolicy(): string {
  const policy = /"Content-Security-Policy":\s*"([^"]*)"/.exec(readFileSync('assets/headers.json', 'utf8'))?.[1];
  if (policy === undefined) throw new Error('assets/headers.json has no policy.');
  return policy.replace(/frame-ancestors[^;]*;?/, '');
}

/** A real server: with requests intercepted, Chromium would not connect ahead of them. */
function servePane(): Server {
  const script = bundle();
  return createPageServer(({ url }, response) => {
    const isScript = url === '/pane.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', panePolicy());
    response.end(isScript ? script : '<!doctype html><link rel=icon href="data:,"><script src="/pane.js"></script>');
  });
}

async function openPane(browser: Browser, url: string): Promise<Witness> {
  const witness = await openWitnessedPage(browser);
  await witness.page.goto(url, { waitUntil: 'networkidle' });
  witness.requests.length = 0;
  return witness;
}

const listen = (server: Server): Promise<void> => new Promise((done) => server.listen(0, 'localhost', done));

const addressOf = (server: Server): string => `http://localhost:${String((server.address() as AddressInfo).port)}/`;

interface Drawn {
  readonly html: string;
  /** Names of elements and attributes that could ask for something, in what the frame has made of it. */
  readonly forbidden: readonly string[];
  readonly address: string;
}

/** Runs in the page: sanitizes, draws in a frame like MessageFrame's, and lists what must not be there. */
async function draw({ mail, rest }: { readonly mail: string; readonly rest: number }): Promise<Drawn> {
  const { html } = window.pane.sanitize(mail, []);
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-same-origin');
  frame.srcdoc = window.pane.documentFor(html);
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  document.body.append(frame);
  await loaded;
  await new Promise((done) => setTimeout(done, rest));
  const page = frame.contentDocument;
  if (page === null) throw new Error('The frame has left.');
  const harmless = 'b p ul li a br div span table tbody tr td img style details blockquote q pre center font head body html'.split(' ');
  const asAttribute = ({ localName }: Element, { name, value }: Attr): boolean => {
    if (name === 'style') return /(?:url|src|image)\s*\(|image-set|\\0*[4-7][0-9a-f]/i.test(value);
    if (name === 'href') return localName !== 'a';
    // Words for people, and `cite`, which no browser asks for.
    if (['cite', 'alt', 'title', 'class', 'id'].includes(name)) return false;
    return name.startsWith('on') || /^(?:src|srcset|background|ping|target|poster|action)$/.test(name) || value.includes('localhost');
  };
  const found = [...page.body.querySelectorAll('*')].flatMap((element) => [
    ...(harmless.includes(element.localName) ? [] : [element.localName]),
    ...(element.localName === 'style' && /url\(|@import|image-set|src\(/i.test(element.textContent) ? ['style with an address'] : []),
    ...[...element.attributes].flatMap((attribute) => (asAttribute(element, attribute) ? [`${attribute.name}=${attribute.value}`] : [])),
  ]);
  const drawn = { html, forbidden: found, address: page.URL };
  frame.remove();
  return drawn;
}

describeBrowser('HTML of hostile mail', () => {
  let browser: Browser;
  let witness: Witness;
  let server: Server;
  let paneServer: Server;
  let connections = 0;
  beforeAll(async () => {
    server = createServer((socket) => {
      connections += 1;
      socket.on('error', () => undefined).destroy();
    });
    paneServer = servePane();
    await Promise.all([listen(server), listen(paneServer)]);
    browser = await launchBrowser();
    witness = await openPane(browser, addressOf(paneServer));
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    paneServer.close();
  });

  const address = (): string => addressOf(server);

  test.each(Object.keys(hostileMail('http://localhost/')))('%s: fetches nothing', async (name) => {
    const before = connections;
    witness.requests.length = 0;
    const mail = `${hostileMail(address())[name] ?? ''}<p>End</p>`;
    const { forbidden, address: at } = await witness.page.evaluate(draw, { mail, rest: 100 });
    expect({ forbidden, at, requests: witness.requests, connections }).toEqual({ forbidden: [], at: 'about:srcdoc', requests: [], connections: before });
  });

  test('all of it at once, and a second to ask in', async () => {
    const before = connections;
    witness.requests.length = 0;
    const mail = Object.values(hostileMail(address())).join('\n');
    const { forbidden } = await witness.page.evaluate(draw, { mail, rest: 1500 });
    expect({ forbidden, requests: witness.requests, connections }).toEqual({ forbidden: [], requests: [], connections: before });
  });

  test('the words of ordinary mail, its looks and its links stay', async () => {
    const mail = '<style>p.a { color: red }</style><p class="a" style="margin: 0">Hello <b>Bob</b> <a href="https://contoso.example/">here</a></p>';
    const { html } = await witness.page.evaluate(draw, { mail, rest: 0 });
    expect(html).toContain('<style>p.a { color: red }</style><p class="a" style="margin: 0">Hello <b>Bob</b>');
    expect(html).toContain('href="https://contoso.example/"');
  });

  /** Proves that a connection would be seen: this policy alone lets one through, though no request. */
  test('without sanitizing, a frame connects', async () => {
    const other = await openPane(browser, addressOf(paneServer));
    const before = connections;
    await other.page.evaluate((to) => {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-same-origin');
      frame.srcdoc = window.pane.documentFor(`<iframe src="${to}"></iframe>`);
      document.body.append(frame);
    }, address());
    await other.page.waitForTimeout(1000);
    await other.context.close();
    expect(connections).toBeGreaterThan(before);
  });

  const long: readonly (readonly [string, (n: number) => string])[] = [
    ['addresses in an attribute', (n) => `<p style="${'url('.repeat(n)}">x`],
    ['addresses in attributes', (n) => `<p style="${'url('.repeat(1000)}">x`.repeat(n / 1000)],
    ['addresses in a sheet', (n) => `<style>${'url('.repeat(n)}</style>x`],
    ['imports in a sheet', (n) => `<style>${'@import'.repeat(n)}</style>x`],
    ['escapes in a sheet', (n) => `<style>${'\\75 '.repeat(n)}</style>x`],
    ['blanks in a sheet', (n) => `<style>a{b:url(${' '.repeat(n)}z</style>x`],
    ['blanks in an attribute', (n) => `<p style="url(${' '.repeat(n)}">x`],
  ];
  /** Work that grows with the square of the length would take minutes for ten of them: the test would never end. */
  test.each(long)('%s end', async (_name, mail) => {
    const mails = Array.from({ length: 10 }, () => mail(40_000)).join('');
    const shown = await witness.page.evaluate((given) => window.pane.sanitize(given, []).html.length, mails);
    expect(shown).toBeGreaterThan(0);
  }, 20_000);
});
