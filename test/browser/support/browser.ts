import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

export const chromePath = process.env['CHROME_PATH'] ?? '';
export const screenshots = resolve('test-results/screenshots');
mkdirSync(screenshots, { recursive: true });

/** A describe that skips loudly without a browser, and fails in CI. */
export function describeBrowser(name: string, define: () => void): void {
  if (chromePath !== '') describe(name, define);
  else if (process.env['CI'] === undefined) describe.skip(`${name} (SKIPPED: set CHROME_PATH to a Chromium)`, define);
  else test(`${name}: a browser is there`, () => { throw new Error('In CI a Chromium must be present.'); });
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // Any request that would leave the machine fails loudly.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost',
    ],
  });
}

export interface Witness {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Everything any frame or worker wrote to the console. */
  readonly console: string[];
  /** Every address that was asked for. */
  readonly requests: string[];
  readonly problems: string[];
}

/** A page whose console, requests and errors are written down. */
export async function openWitnessedPage(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Witness> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
    ...options,
  });
  const page = await context.newPage();
  const witness: Witness = { context, page, console: [], requests: [], problems: [] };
  context.on('console', (message) => {
    witness.console.push(message.text());
    if (message.type() === 'error') witness.problems.push(message.text());
  });
  context.on('request', (request) => witness.requests.push(request.url()));
  context.on('weberror', (error) => witness.problems.push(String(error.error())));
  return witness;
}
