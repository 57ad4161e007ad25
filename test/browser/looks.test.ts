import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { accessibilityProblems } from './support/accessible';
import { describeBrowser, launchBrowser, openWitnessedPage, screenshots } from './support/browser';
import { OutlookPage } from './support/outlook';
import type { SignetPane } from './support/outlook';
import { startSandbox } from './support/sandbox';
import type { RunningSandbox } from './support/sandbox';

const passphrase = 'copper kettle walks at noon';
const digitalId = resolve('sandbox/fixtures/identities/alice-lind.p12');

jest.setTimeout(120_000);

const looks = [
  { name: 'light', colorScheme: 'light' },
  { name: 'dark', colorScheme: 'dark' },
  { name: 'contrast', colorScheme: 'dark', forcedColors: 'active' },
] as const;

describeBrowser('every screen, in each theme', () => {
  let browser: Browser;
  let sandbox: RunningSandbox;
  const data = mkdtempSync(join(tmpdir(), 'signet-looks-'));
  beforeAll(async () => {
    browser = await launchBrowser();
    sandbox = await startSandbox(data);
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test.each(looks)('$name: nothing is cut off, nothing complains', async ({ name, ...look }) => {
    const { page, context, problems } = await openWitnessedPage(browser, look);
    page.setDefaultTimeout(20_000);
    const outlook = new OutlookPage(page, sandbox.url);
    let count = 0;
    const see = async (pane: SignetPane, screen: string): Promise<void> => {
      await page.waitForTimeout(300);
      const file = `${name}-${String(++count).padStart(2, '0')}-${screen}.png`;
      await page.screenshot({ path: join(screenshots, file) });
      const cutOff = await whatIsCutOff(page, pane, join(screenshots, `narrow-${file}`));
      const inaccessible = await accessibilityProblems(page);
      expect({ screen, cutOff, inaccessible }).toEqual({ screen, cutOff: [], inaccessible: [] });
    };

    await outlook.enter('alice@signet.example');
    await outlook.open(/Welcome/);
    const ids = await outlook.ribbon('Digital IDs');
    if (name === 'light') {
      await ids.heading('Sign and encrypt your email').waitFor();
      await see(ids, 'first-run');
      await ids.import(digitalId, 'signet', passphrase);
    }
    await ids.text('alice@signet.example').waitFor();
    await see(ids, 'digital-ids');
    await outlook.open(/Harbour Street/);
    const pane = await outlook.ribbon('Check message');
    await page.getByRole('button', { name: 'Pin' }).click();
    const screens = [
      { subject: /Harbour Street/, heading: /^Signed by/, screen: 'signed' },
      { subject: /Invoice 2214/, heading: 'Changed after it was signed', screen: 'tampered' },
      { subject: /Quick favour/, heading: /nobody you trust/, screen: 'unknown-issuer' },
      { subject: /Notes from Bergen/, heading: /had run out/, screen: 'expired' },
      { subject: /Lunch on Thursday/, heading: 'Not signed', screen: 'not-signed' },
      { subject: /Board meeting/, heading: 'Encrypted. Unlock to read it', screen: 'locked' },
    ];
    for (const { subject, heading, screen } of screens) {
      await outlook.open(subject);
      await pane.heading(heading).waitFor();
      await see(pane, screen);
    }
    await pane.unlock(passphrase);
    await pane.heading(/and encrypted$/).waitFor();
    await see(pane, 'decrypted');
    for (const details of ['Signature', 'Encryption']) {
      await pane.button(details).click();
      await pane.heading(`${details} details`).waitFor();
      await see(pane, `${details.toLowerCase()}-details`);
      await pane.button('Back').click();
    }
    await pane.button('More').click();
    await pane.frame.getByRole('menuitem', { name: 'Settings' }).click();
    await see(pane, 'settings');
    await pane.button('Back').click();
    await pane.button('More').click();
    await pane.frame.getByRole('menuitem', { name: 'Check another message…' }).click();
    await see(pane, 'check-another');
    await pane.frame.locator('input[type=file]').last().setInputFiles(resolve('sandbox/fixtures/inbox/alice/05-signed.eml'));
    await pane.heading(/^Signed by/).waitFor();
    await see(pane, 'from-a-file');
    await pane.button('Back').click();
    await pane.frame.getByRole('tab', { name: 'Contacts' }).click();
    if (name === 'light') {
      await see(pane, 'no-contacts');
      await pane.button('Import certificates').click();
      const files = ['bob.pem', 'mallory.pem'].map((file) => resolve('sandbox/fixtures/identities', file));
      await pane.frame.locator('input[type=file][multiple]').setInputFiles(files);
      await pane.button('Done').waitFor();
      await see(pane, 'imported-certificates');
      await pane.button('Done').click();
    }
    await see(pane, 'contacts');
    await outlook.write({ to: 'bob@signet.example', bcc: 'carol@signet.example', subject: 'Looks', body: 'Text' });
    const compose = await outlook.ribbon('Protect');
    await compose.frame.getByRole('switch', { name: 'Encrypt' }).click();
    await see(compose, 'compose');
    await context.close();
    expect(problems).toEqual([]);
  });
});

/** The design width, and the narrowest that Outlook gives a pane. */
const widths = [320, 280];

/** What reaches over the side of the pane: a page wider than it would hide what it says. */
async function whatIsCutOff(page: Page, { frame }: SignetPane, picture: string): Promise<readonly string[]> {
  const outer = page.locator('iframe[title="Signet"]');
  const found: string[] = [];
  for (const width of widths) {
    await outer.evaluate((element, to) => (element.style.width = `${to}px`), width);
    const cut = await frame.locator('html').evaluate((html) =>
      [...html.querySelectorAll('body *')]
        .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && getComputedStyle(element).clipPath === 'none')
        .filter((element) => element.getBoundingClientRect().right > html.clientWidth + 1)
        // Folded away to nothing, as the button in an empty search field.
        .filter((element) => element.closest('.fui-SearchBox__contentAfter') === null)
        .map((element) => `${element.tagName} ${element.textContent.slice(0, 40)}`),
    );
    if (width === widths[0]) await outer.screenshot({ path: picture });
    found.push(...cut.map((what) => `at ${width}: ${what}`));
  }
  await outer.evaluate((element) => (element.style.width = ''));
  return found;
}
