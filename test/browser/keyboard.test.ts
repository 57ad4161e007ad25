import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { describeBrowser, launchBrowser, openWitnessedPage } from './support/browser';
import { walkBackward, walkForward } from './support/keyboard';
import { OutlookPage } from './support/outlook';
import { startSandbox } from './support/sandbox';
import type { RunningSandbox } from './support/sandbox';

const passphrase = 'copper kettle walks at noon';
const digitalId = resolve('sandbox/fixtures/identities/alice-lind.p12');

jest.setTimeout(180_000);

describeBrowser('by keyboard alone', () => {
  let browser: Browser;
  let sandbox: RunningSandbox;
  const data = mkdtempSync(join(tmpdir(), 'signet-keyboard-'));
  beforeAll(async () => {
    browser = await launchBrowser();
    sandbox = await startSandbox(data);
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test('everything is reached, in the order of reading, in sight, both ways', async () => {
    const { page, context } = await openWitnessedPage(browser, { viewport: { width: 1280, height: 600 } });
    page.setDefaultTimeout(20_000);
    const outlook = new OutlookPage(page, sandbox.url);
    const walk = async (screen: string): Promise<void> => {
      await page.waitForTimeout(300);
      const { stops, inOrder, missed } = await walkForward(page);
      const names = stops.map(({ what }) => what);
      const order = stops.map(({ id }) => id);
      const hidden = stops.filter(({ isSeen }) => !isSeen).map(({ what }) => what);
      const back = (await walkBackward(page)).map(({ what }) => what);
      expect({ screen, missed, hidden, order, back }).toEqual({
        screen,
        missed: [],
        hidden: [],
        order: inOrder,
        back: [...names].reverse(),
      });
      expect(names.length).toBeGreaterThan(3);
    };
    await outlook.enter('alice@signet.example');
    await outlook.open(/Welcome/);
    const ids = await outlook.ribbon('Digital IDs');
    await ids.heading('Sign and encrypt your email').waitFor();
    await walk('first run');
    await ids.import(digitalId, 'signet', passphrase);
    await ids.text('alice@signet.example').waitFor();
    await walk('digital IDs');
    await outlook.open(/Board meeting/);
    const pane = await outlook.ribbon('Check message');
    await pane.heading('Encrypted. Unlock to read it').waitFor();
    await pane.button('Unlock').waitFor();
    await pane.passphraseFields().first().waitFor();
    await walk('encrypted message');
    await page.getByRole('button', { name: 'Pin' }).click();
    await outlook.open(/Harbour Street/);
    await pane.heading(/^Signed by/).waitFor();
    await walk('signed message');
    await pane.button('Signature').click();
    await pane.heading('Signature details').waitFor();
    await walk('signature details');
    await pane.button('Back').click();
    await pane.button('More').click();
    await pane.frame.getByRole('menuitem', { name: 'Settings' }).click();
    await pane.heading('Settings').waitFor();
    await walk('settings');
    await pane.button('Back').click();
    await pane.button('More').click();
    await pane.frame.getByRole('menuitem', { name: 'Check another message…' }).click();
    await pane.frame.locator('input[type=file]').last().setInputFiles(resolve('sandbox/fixtures/inbox/alice/05-signed.eml'));
    await pane.heading(/^Signed by/).waitFor();
    await walk('message from a file');
    await pane.button('Back').click();
    await pane.frame.getByRole('tab', { name: 'Contacts' }).click();
    await pane.button('Import certificates').click();
    await pane.frame.locator('input[type=file][multiple]').setInputFiles(resolve('sandbox/fixtures/identities/bob.pem'));
    await pane.button('Done').waitFor();
    await walk('imported certificates');
    await pane.button('Done').click();
    await pane.button(/^bob@signet.example/).click();
    await pane.button('Back').waitFor();
    await walk('a contact');
    await outlook.write({ to: 'bob@signet.example; dora@signet.example', subject: 'Keys', body: 'Text' });
    const compose = await outlook.ribbon('Protect');
    await compose.frame.getByRole('switch', { name: 'Encrypt' }).click();
    await compose.button(/^Fix \d recipient/).waitFor();
    await walk('compose');
    await context.close();
  });
});
