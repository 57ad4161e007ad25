import type { Browser } from 'playwright-core';
import { describeBrowser, launchBrowser, openWitnessedPage } from './support/browser';
import { OutlookPage } from './support/outlook';
import { startSandbox } from './support/sandbox';
import type { RunningSandbox } from './support/sandbox';

jest.setTimeout(120_000);

type Seen = Window & { headings?: string[] };

/** A worker whose answers come late, and a list of all headings that were ever drawn. */
function delayAnswers(milliseconds: number): void {
  type Listen = (this: EventTarget, type: string, listener: (event: Event) => void) => void;
  const addEventListener = Reflect.get(Worker.prototype, 'addEventListener') as Listen;
  Object.assign(Worker.prototype, {
    addEventListener(this: Worker, type: string, listener: (event: Event) => void) {
      addEventListener.call(this, type, (event) => void setTimeout(() => listener(event), milliseconds));
    },
  });
  const page = window as Seen;
  const headings = (page.headings = [] as string[]);
  const look = () => headings.push(...[...document.querySelectorAll('section[data-code] h2')].map(({ textContent }) => textContent));
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}

describeBrowser('a slow worker', () => {
  let browser: Browser;
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    browser = await launchBrowser();
    sandbox = await startSandbox();
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
  });

  test("never shows a message's verdict beside another message", async () => {
    const { page, context } = await openWitnessedPage(browser);
    page.setDefaultTimeout(20_000);
    await context.addInitScript(delayAnswers, 1500);
    const outlook = new OutlookPage(page, sandbox.url);
    await outlook.enter('alice@signet.example');
    await outlook.open(/Harbour Street/);
    const pane = await outlook.ribbon('Check message');
    await page.getByRole('button', { name: 'Pin' }).click();
    await pane.heading(/^Signed by/).waitFor();
    const seen = () => pane.frame.locator('html').evaluate(() => (window as Seen).headings?.splice(0) ?? []);
    expect(new Set(await seen())).toEqual(new Set(['Signed by bob@signet.example']));

    // The verdict is gone with the message, long before the next one is known.
    await outlook.open(/Quick favour/);
    expect(await pane.heading(/^Signed/).count()).toBe(0);
    await pane.text('Checking…').waitFor();
    await page.waitForTimeout(700);
    await outlook.open(/Lunch on Thursday/);
    await pane.heading('Not signed').waitFor();
    await page.waitForTimeout(2500);
    expect(new Set(await seen())).toEqual(new Set(['Not signed']));
    await context.close();
  });
});
