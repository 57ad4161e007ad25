import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { describeBrowser, launchBrowser, openWitnessedPage, screenshots } from './support/browser';
import type { Witness } from './support/browser';
import { OutlookPage } from './support/outlook';
import type { SignetPane } from './support/outlook';
import { startSandbox } from './support/sandbox';
import type { RunningSandbox } from './support/sandbox';

const alice = 'alice@signet.example';
const passphrase = 'copper kettle walks at noon';
const digitalId = resolve('sandbox/fixtures/identities/alice-lind.p12');

jest.setTimeout(120_000);

describeBrowser('the first run, and where Signet holds back', () => {
  let sandbox: RunningSandbox;
  let browser: Browser;
  let witness: Witness;
  let outlook: OutlookPage;
  const folder = mkdtempSync(join(tmpdir(), 'signet-first-run-'));

  beforeAll(async () => {
    sandbox = await startSandbox();
    browser = await launchBrowser();
    witness = await openWitnessedPage(browser);
    witness.page.setDefaultTimeout(20_000);
    outlook = new OutlookPage(witness.page, sandbox.url);
    await outlook.enter(alice);
    await outlook.open(/Lunch on Thursday/);
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  let pictures = 0;
  const picture = (name: string): Promise<unknown> =>
    witness.page.screenshot({ path: join(screenshots, `first-run-${String(++pictures).padStart(2, '0')}-${name}.png`) });

  const hasFocus = (place: Locator): Promise<boolean> =>
    place.evaluate((element) => element === element.ownerDocument.activeElement && element.ownerDocument.hasFocus());

  /** Only with Tab, as somebody without a mouse gets there. */
  async function tabTo(place: Locator): Promise<void> {
    await place.waitFor();
    for (let presses = 0; presses < 40; presses += 1) {
      if (await hasFocus(place)) return;
      await witness.page.keyboard.press('Tab');
    }
    throw new Error('Tab does not get there.');
  }

  async function press(place: Locator): Promise<void> {
    await tabTo(place);
    await witness.page.keyboard.press('Enter');
  }

  async function type(place: Locator, text: string): Promise<void> {
    await tabTo(place);
    await witness.page.keyboard.type(text);
  }

  /** Both fields of the second step, and Enter. */
  async function choosePassphrase(pane: SignetPane): Promise<void> {
    await type(pane.passphraseFields().nth(0), passphrase);
    await type(pane.passphraseFields().nth(1), passphrase);
    await witness.page.keyboard.press('Enter');
  }

  async function chooseFile(pane: SignetPane): Promise<void> {
    const choosing = witness.page.waitForEvent('filechooser');
    await press(pane.button(/^Choose a \.pfx/));
    await (await choosing).setFiles(digitalId);
    await type(pane.passphraseFields('Password field').first(), 'signet');
    await witness.page.keyboard.press('Enter');
  }

  test('can be left at each step, and checking works without it', async () => {
    const pane = await outlook.ribbon('Digital IDs');
    await pane.text('Step 1 of 3: your digital ID').waitFor();
    await picture('step-1');
    await press(pane.button('Skip for now'));
    await pane.heading('Not signed').waitFor();
    await expectFocus(pane.frame.getByRole('tab', { name: 'Message' }));

    await pane.frame.getByRole('tab', { name: 'Digital IDs' }).click();
    await press(pane.button('Import a digital ID'));
    await press(pane.button('Skip for now'));
    await pane.heading('Not signed').waitFor();

    await pane.frame.getByRole('tab', { name: 'Digital IDs' }).click();
    await press(pane.button('Import a digital ID'));
    await chooseFile(pane);
    await pane.heading("What's in this file").waitFor();
    await press(pane.button('Import'));
    await pane.text('Step 2 of 3').waitFor();
    await picture('step-2');
    await press(pane.button('Skip for now'));
    await pane.heading('Not signed').waitFor();
    await pane.button('No digital ID yet. Set up').waitFor();
  });

  test('whoever only wants to read is not asked again', async () => {
    await outlook.write({ to: alice, subject: 'To nobody', body: 'Not sent' });
    const compose = await outlook.ribbon('Protect');
    await compose.button('Set up your digital ID').waitFor();
    await compose.button('Set up your digital ID').click();
    await press(compose.button('I only want to read messages'));
    await compose.heading('Protect this message').waitFor();
    await compose.button('Set up your digital ID').waitFor({ state: 'detached' });
    await outlook.discard();
  });

  test('by keyboard alone to a signed and encrypted message to oneself', async () => {
    const pane = await outlook.ribbon('Digital IDs');
    await press(pane.button('Import a digital ID'));
    await chooseFile(pane);
    await press(pane.button('Import'));
    await choosePassphrase(pane);
    await pane.heading(`Your digital ID for ${alice} is ready`).waitFor();
    await pane.text('Step 3 of 3').waitFor();
    await pane.text(`To: ${alice}`).waitFor();
    await picture('step-3');
    await press(pane.button('Send a test message'));
    await pane.text('It worked: signed, encrypted, and you could open it.').waitFor();
    await picture('worked');
    await press(pane.button('Done'));
    await pane.heading('Digital IDs').waitFor();
    expect(await pane.text('Step 3 of 3').count()).toBe(0);
  });

  test('by keyboard alone to a backup for older systems, which is proven to open, and does in OpenSSL', async () => {
    const pane = outlook.pane();
    const password = 'nine herons above the quay';
    const backup = join(folder, 'kept under another name.pfx');
    await press(pane.button('Back up'));
    await pane.heading('Back up digital IDs').waitFor();
    await tabTo(pane.frame.getByRole('radio', { name: "Today's software" }));
    await witness.page.keyboard.press('ArrowDown');
    expect(await pane.frame.getByRole('radio', { name: /^Older systems/ }).isChecked()).toBe(true);
    const fields = pane.passphraseFields('Password field');
    for (const at of [0, 1]) await type(fields.nth(at), passphrase);
    await witness.page.keyboard.press('Enter');
    await pane.frame.frameLocator('iframe[title="Password field"]').getByText(/a backup gets copied around/).last().waitFor();
    for (const at of [0, 1]) await fields.nth(at).fill(password);
    const downloading = witness.page.waitForEvent('download');
    await press(pane.button('Save as file'));
    await (await downloading).saveAs(backup);
    await expectFocus(pane.heading('Backup made'));
    await picture('backup-made');

    await press(pane.button('Prove it opens'));
    await expectFocus(pane.heading('Prove it opens'));
    await prove(pane, digitalId, 'signet');
    await pane.text("That's not the file you just made").waitFor();
    await prove(pane, backup, password);
    await pane.text('It opens and holds the same digital ID').waitFor();
    await picture('backup-proven');
    await press(pane.button('Done'));
    await expectFocus(pane.button('Back up'));

    // pbeWithSHAAnd3-KeyTripleDES-CBC: what was chosen is what was made.
    expect(readFileSync(backup).includes(Buffer.from('060a2a864886f70d010c0103', 'hex'))).toBe(true);
    const described = execFileSync('openssl', ['pkcs12', '-in', backup, '-passin', `pass:${password}`, '-nodes', '-info'], { stdio: ['ignore', 'pipe', 'pipe'] });
    expect(described.toString()).toMatch(/BEGIN PRIVATE KEY[^]*BEGIN CERTIFICATE|BEGIN CERTIFICATE[^]*BEGIN PRIVATE KEY/);
  });

  async function prove(pane: SignetPane, file: string, password: string): Promise<void> {
    const choosing = witness.page.waitForEvent('filechooser');
    await press(pane.button(/^Choose (another )?file…$/));
    await (await choosing).setFiles(file);
    await type(pane.passphraseFields('Password field').first(), password);
    await witness.page.keyboard.press('Enter');
  }

  test('it arrives, and is good and encrypted', async () => {
    await outlook.open('Test message from Signet');
    const pane = await outlook.ribbon('Check message');
    await pane.heading('Encrypted. Unlock to read it').waitFor();
    await pane.unlock(passphrase);
    await pane.heading(`Signed by ${alice} and encrypted`).waitFor();
    const content = pane.frame.locator('section').filter({ hasText: 'Decrypted by Signet' });
    expect(await content.innerText()).toContain('If you can read this, your digital ID works.');
    await picture('received');
    expect(await pane.frame.locator('[data-tier]').getAttribute('data-tier')).toBe('good');
  });

  test('in a shared mailbox Signet says that it can do nothing, and does nothing', async () => {
    const { page } = witness;
    await page.getByRole('button', { name: /^Inbox\s*, shared: Office/ }).click();
    await outlook.open(/keys/i);
    const reading = await outlook.ribbon('Check message');
    await reading.text('This message is in a shared mailbox').waitFor();
    await picture('shared-read');
    expect(await reading.frame.locator('[data-tier]').count()).toBe(0);
    await page.getByRole('button', { name: /^Drafts\s*, shared: Office/ }).click();
    await page.getByRole('option').first().click();
    const writing = await outlook.ribbon('Sign & Send');
    await writing.text('You are writing in a shared mailbox').waitFor();
    await picture('shared-compose');
    expect(await writing.frame.getByRole('switch').count()).toBe(0);
    await outlook.form.getByRole('button', { name: 'Close' }).or(page.getByRole('button', { name: 'Discard' })).first().click();
  });

  test('a pane too narrow for pages still shows the verdict', async () => {
    await witness.page.getByRole('button', { name: /^Inbox \d*$|^Inbox$/ }).first().click();
    await outlook.open(/Harbour Street/);
    const pane = await outlook.ribbon('Check message');
    await pane.heading(/^Signed by/).waitFor();
    await witness.page.locator('iframe[title="Signet"]').evaluate((frame: HTMLElement) => (frame.style.width = '260px'));
    await pane.text('Make this pane wider to use Signet.').waitFor();
    expect(await pane.heading(/^Signed by/).isVisible()).toBe(true);
    expect(await pane.button('More').isVisible()).toBe(false);
    await picture('narrow');
  });

  test('no page complained, and no other machine was asked', () => {
    const hosts = new Set(witness.requests.filter((url) => url.startsWith('http')).map((url) => new URL(url).hostname));
    expect([...hosts]).toEqual(['localhost']);
    expect(witness.problems).toEqual([]);
  });

  async function expectFocus(place: Locator): Promise<void> {
    for (let tries = 0; tries < 50 && !(await hasFocus(place)); tries += 1) await witness.page.waitForTimeout(100);
    expect(await hasFocus(place)).toBe(true);
  }
});
