import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeBrowser, launchBrowser, openWitnessedPage } from './support/browser';
import { OutlookPage } from './support/outlook';
import { startSandbox } from './support/sandbox';
import type { RunningSandbox } from './support/sandbox';

const passphrase = 'copper kettle walks at noon';
const digitalId = resolve('sandbox/fixtures/identities/alice-lind.p12');

jest.setTimeout(120_000);

interface Spoken {
  readonly words: string;
  /** It interrupts what a screen reader is saying. */
  readonly isUrgent: boolean;
  readonly at: number;
}

type Listening = Window & { spoken?: Spoken[] };

/** Writes down what the page asks a screen reader to say. */
function listen(): void {
  const page = window as Listening;
  page.spoken = [];
  const { ariaNotify } = Document.prototype as { ariaNotify?: (words: string, options?: { priority?: string }) => void };
  if (ariaNotify === undefined) throw new Error('This browser has no ariaNotify: nothing would be heard.');
  Object.assign(Document.prototype, {
    ariaNotify(this: Document, words: string, options?: { priority?: string }) {
      page.spoken?.push({ words, isUrgent: options?.priority === 'high', at: Date.now() });
      ariaNotify.call(this, words, options);
    },
  });
}

async function spokenIn(page: Page): Promise<readonly Spoken[]> {
  const pane = page.frames().find((frame) => frame.url().includes('/taskpane.html'));
  return (await pane?.evaluate(() => (window as Listening).spoken)) ?? [];
}

describeBrowser('what a screen reader is told', () => {
  let browser: Browser;
  let sandbox: RunningSandbox;
  let context: BrowserContext;
  let page: Page;
  let outlook: OutlookPage;
  const data = mkdtempSync(join(tmpdir(), 'signet-speech-'));
  beforeAll(async () => {
    browser = await launchBrowser();
    sandbox = await startSandbox(data);
    ({ page, context } = await openWitnessedPage(browser));
    page.setDefaultTimeout(20_000);
    await context.addInitScript(listen);
    outlook = new OutlookPage(page, sandbox.url);
    await outlook.enter('alice@signet.example');
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
    rmSync(data, { recursive: true, force: true });
  });

  const said = async (): Promise<readonly string[]> =>
    (await spokenIn(page)).map(({ words, isUrgent }) => `${isUrgent ? '! ' : ''}${words}`);

  test('each verdict once; what may deceive somebody at once', async () => {
    await outlook.open(/Harbour Street/);
    const pane = await outlook.ribbon('Check message');
    await pane.heading(/^Signed by/).waitFor();
    await page.getByRole('button', { name: 'Pin' }).click();
    await outlook.open(/Invoice 2214/);
    await pane.heading('Changed after it was signed').waitFor();
    await outlook.open(/Lunch on Thursday/);
    await pane.heading('Not signed').waitFor();
    await page.waitForTimeout(500);
    expect(await said()).toEqual([
      'Checked. Signed by bob@signet.example',
      '! Checked. Changed after it was signed',
      'Checked. Not signed',
    ]);
  });

  test('what was sent, and what was not, at once; nothing twice within five seconds', async () => {
    await outlook.open(/Welcome/);
    await (await outlook.ribbon('Digital IDs')).import(digitalId, 'signet', passphrase);
    await outlook.write({ to: 'bob@signet.example', subject: 'Spoken', body: 'Text' });
    const pane = await outlook.ribbon('Protect');
    const fault = (sendMail: string) => context.request.post(`${sandbox.url}sandbox/faults`, { data: { sendMail } });
    await fault('400');
    await pane.frame.getByRole('switch', { name: 'Sign' }).click();
    await pane.unlock(passphrase);
    await pane.heading('Nothing was sent').waitFor();
    await fault('ok');
    await pane.button(/Try again|Back/).first().click();
    await pane.heading('Sent: signed').waitFor();
    const spoken = await spokenIn(page);
    const urgent = spoken.filter(({ isUrgent }) => isUrgent).map(({ words }) => words);
    expect(urgent).toEqual([expect.stringMatching(/^Nothing was sent/), expect.stringMatching(/^Sent: signed/)]);
    expect(spoken.map(({ words }) => words)).toContain('Sign on.');
    const repeated = spoken.filter(({ words, at }, index) =>
      spoken.slice(0, index).some((before) => before.words === words && at - before.at < 5000),
    );
    expect(repeated).toEqual([]);
  });
});
