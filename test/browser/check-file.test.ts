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

const fixtures = resolve('sandbox/fixtures');
const fixture = (path: string): string => join(fixtures, path);

jest.setTimeout(120_000);

describeBrowser('files that somebody chooses or drops', () => {
  let sandbox: RunningSandbox;
  let browser: Browser;
  let witness: Witness;
  let outlook: OutlookPage;
  let pane: SignetPane;
  const folder = mkdtempSync(join(tmpdir(), 'signet-files-'));

  beforeAll(async () => {
    sandbox = await startSandbox();
    browser = await launchBrowser();
    witness = await openWitnessedPage(browser);
    witness.page.setDefaultTimeout(20_000);
    outlook = new OutlookPage(witness.page, sandbox.url);
    await outlook.enter('alice@signet.example');
    await outlook.open(/Lunch on Thursday/);
    pane = await outlook.ribbon('Check message');
    await pane.heading('Not signed').waitFor();
    await witness.page.getByRole('button', { name: 'Pin' }).click();
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  let pictures = 0;
  async function picture(name: string): Promise<void> {
    await witness.page.screenshot({ path: join(screenshots, `check-${String(++pictures).padStart(2, '0')}-${name}.png`) });
    const tooWide = await pane.frame.locator('html').evaluate((html) => html.scrollWidth > html.clientWidth);
    expect({ name, tooWide }).toEqual({ name, tooWide: false });
  }

  const input = (label: string): Locator => pane.frame.locator(`input[aria-label="${label}"]`).last();
  const focused = (): Promise<string> => pane.frame.locator('body').evaluate(({ ownerDocument }) => ownerDocument.activeElement?.textContent ?? '');
  /** By the card at the end of the Message tab; Back comes back to it. */
  async function choose(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await input('Choose a file…').setInputFiles(file);
    await pane.heading(/^From a file:/).waitFor();
  }
  async function leave(): Promise<void> {
    await pane.button('Back').click();
    await pane.heading('Not signed').waitFor();
  }

  test('a message has its own verdict, details and content; Back returns to where one was', async () => {
    await choose(fixture('inbox/alice/05-signed.eml'));
    expect(await focused()).toBe('From a file: 05-signed.eml');
    await pane.heading('Signed by bob@signet.example').waitFor();
    await pane.text("This isn't the message selected in Outlook.").waitFor();
    await pane.text('final figures for Harbour Street').waitFor();
    await picture('signed');
    await pane.button('Signature').click();
    await pane.text('The file says').waitFor();
    await pane.button('Back').click();
    await pane.heading('Signed by bob@signet.example').waitFor();
    expect(await focused()).toBe('Signature');
    await leave();
    expect(await focused()).toBe('Choose a file…');
  });

  test('a changed one, and one for a digital ID that is not here', async () => {
    await choose(fixture('inbox/alice/07-tampered.eml'));
    await pane.heading('Changed after it was signed').waitFor();
    await leave();
    await choose(fixture('inbox/alice/10-signed-encrypted.eml'));
    await pane.heading(/^Encrypted/).waitFor();
    await picture('encrypted');
    await leave();
  });

  test('a .p7m as such is known by its content, and is never "signed by" anybody', async () => {
    const message = readFileSync(fixture('inbox/alice/06-opaque-signed.eml'), 'latin1');
    const buffer = Buffer.from(message.slice(message.search(/\r?\n\r?\n/)), 'base64');
    await choose({ name: 'nothing.bin', mimeType: 'application/octet-stream', buffer });
    await pane.heading('Signed, but the file names no sender').waitFor();
    await picture('p7m');
    await leave();
  });

  test('a .p7s asks for the signed file, and tells another file from it', async () => {
    const signature = join(folder, 'view.png.p7s');
    execFileSync('openssl', [
      ...['cms', '-sign', '-binary', '-in', fixture('parts/view.png'), '-outform', 'DER', '-out', signature],
      ...['-signer', fixture('identities/bob.pem'), '-inkey', fixture('identities/bob.key')],
      ...['-certfile', fixture('authority/signet-sandbox-issuing-ca.pem')],
    ], { stdio: ['ignore', 'pipe', 'pipe'] });
    await choose(signature);
    await pane.text('This is only the signature').waitFor();
    await picture('signature-alone');
    await input('Choose the signed file…').setInputFiles(fixture('parts/view.png'));
    await pane.heading('Signed, but the file names no sender').waitFor();
    await picture('signed-file');
    await input('Choose another file…').setInputFiles(fixture('parts/keys.txt'));
    await pane.heading('Changed after it was signed').waitFor();
    await pane.text("isn't the file that was signed").waitFor();
    await leave();
  });

  test('nothing that Signet knows, from the menu', async () => {
    await pane.button('More').click();
    await pane.frame.getByRole('menuitem', { name: 'Check another message…' }).click();
    await pane.heading('Check another message').waitFor();
    await picture('menu');
    await pane.frame.locator('input[aria-label="Choose a file…"]').first().setInputFiles(fixture('parts/view.png'));
    await pane.text("Signet doesn't know this kind of file").waitFor();
    await picture('unknown');
    await leave();
    expect(await pane.button('More').evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
  });

  test('a dropped file is checked, wherever it falls; the pane never leaves its page', async () => {
    const dropped = readFileSync(fixture('inbox/alice/05-signed.eml'), 'latin1');
    const body = pane.frame.locator('body');
    const held = await body.evaluate((element) => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'x.eml'));
      const event = new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
      return event.defaultPrevented;
    });
    expect(held).toBe(true);
    await pane.text('Drop to check').waitFor();
    await picture('dragging');
    const taken = await body.evaluate((element, text) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], 'dropped.eml'));
      const event = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
      return event.defaultPrevented;
    }, dropped);
    expect(taken).toBe(true);
    await pane.heading('From a file: dropped.eml').waitFor();
    await pane.heading('Signed by bob@signet.example').waitFor();
    await leave();
  });

  test('a certificate goes on to the contacts, a digital ID to its import', async () => {
    await choose(fixture('identities/bob.pem'));
    await pane.text('bob@signet.example').waitFor();
    await picture('certificate');
    await pane.button('Add to contacts').click();
    await pane.heading('Import certificates').waitFor();
    await pane.text(/1 added/).waitFor();
    await picture('certificate-added');
    await pane.frame.getByRole('tab', { name: 'Message' }).click();
    await input('Choose a file…').setInputFiles(fixture('identities/alice-lind.p12'));
    await pane.heading('Import a digital ID').waitFor();
    await pane.text('alice-lind.p12').waitFor();
    await picture('digital-id');
    await pane.frame.getByRole('tab', { name: 'Message' }).click();
  });

  test("Outlook's info bar says what the pane says, and goes with the message", async () => {
    const bar = (text: string | RegExp): Locator => witness.page.getByText(text);
    await outlook.open(/Harbour Street/);
    await bar('Signet: signed by bob@signet.example, unchanged.').waitFor();
    await picture('info-bar-good');
    await outlook.open(/Invoice 2214/);
    await bar('Signet: this message was changed or forged after signing.').waitFor();
    expect(await bar(/^Signet: signed by/).count()).toBe(0);
    await outlook.open(/Quick favour/);
    await bar("Signet: don't rely on who sent this.").waitFor();
    await outlook.open(/Lunch on Thursday/);
    await pane.heading('Not signed').waitFor();
    expect(await bar(/^Signet:/).count()).toBe(0);
    await outlook.write({ to: 'bob@signet.example', subject: 'Bars', body: 'Text' });
    const compose = await outlook.ribbon('Protect');
    const encrypt = compose.frame.getByRole('switch', { name: 'Encrypt' });
    await encrypt.click();
    await bar("Outlook's Send button will be held back.").waitFor();
    await picture('info-bar-promise');
    await encrypt.click();
    await bar("Outlook's Send button will be held back.").waitFor({ state: 'detached' });
    await outlook.discard();
  });

  test('no page complained', () => {
    expect(witness.problems).toEqual([]);
  });
});
