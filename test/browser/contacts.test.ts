import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
const alice = { address: 'alice@signet.example', passphrase: 'copper kettle walks at noon' };
const bob = 'bob@signet.example';
const carol = 'carol@signet.example';

jest.setTimeout(120_000);

describeBrowser("contacts' certificates", () => {
  let sandbox: RunningSandbox;
  let browser: Browser;
  let witness: Witness;
  let outlook: OutlookPage;
  let pane: SignetPane;
  const folder = mkdtempSync(join(tmpdir(), 'signet-contacts-'));
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): string => execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(async () => {
    // Bob's with his issuer, as an authority hands it out; Carol's made by herself: nobody vouches for it.
    const chain = ['-certfile', join(fixtures, 'identities/bob.pem'), '-certfile', join(fixtures, 'authority/signet-sandbox-issuing-ca.pem')];
    openssl('crl2pkcs7', '-nocrl', ...chain, '-outform', 'DER', '-out', file('bob.p7b'));
    openssl(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', file('carol.key'), '-out', file('carol.crt'), '-days', '365'],
      ...['-subj', '/CN=Carol Self', '-addext', `subjectAltName=email:${carol}`, '-addext', 'basicConstraints=critical,CA:false'],
      ...['-addext', 'keyUsage=critical,digitalSignature,keyEncipherment', '-addext', 'extendedKeyUsage=emailProtection'],
    );
    writeFileSync(file('holiday.cer'), 'Wish you were here');
    sandbox = await startSandbox();
    browser = await launchBrowser();
    witness = await openWitnessedPage(browser);
    witness.page.setDefaultTimeout(20_000);
    outlook = new OutlookPage(witness.page, sandbox.url);
    await outlook.enter(alice.address);
    await outlook.open(/Welcome/);
    pane = await outlook.ribbon('Digital IDs');
    await pane.import(join(fixtures, 'identities/alice-lind.p12'), 'signet', alice.passphrase);
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  let pictures = 0;
  const picture = (name: string): Promise<unknown> =>
    witness.page.screenshot({ path: join(screenshots, `contacts-${String(++pictures).padStart(2, '0')}-${name}.png`) });
  const tab = (name: string) => pane.frame.getByRole('tab', { name, exact: true });
  const row = (address: string) => pane.button(new RegExp(`^${address}`));

  /** As a person without a mouse gets there. */
  async function walkTo(place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const isThere = () => place.evaluate((element) => element === element.ownerDocument.activeElement);
    for (let step = 0; step < 20 && !(await isThere()); step += 1) await witness.page.keyboard.press(key);
    await expect(isThere()).resolves.toBe(true);
  }

  test('files: what is in each of them, and what became of it', async () => {
    await tab('Contacts').click();
    await pane.text('No certificates yet. Open a signed message and select Add to contacts.').waitFor();
    await picture('empty');
    await pane.button('Import certificates').click();
    const chooser = pane.frame.locator('input[type=file][multiple]');
    await chooser.setInputFiles([file('bob.p7b'), file('carol.crt'), file('holiday.cer')]);
    await pane.text('2 added, 1 needs you.').waitFor();
    const rows = await pane.frame.getByRole('list', { name: 'What was in the files' }).getByRole('listitem').allInnerTexts();
    const said = rows.map((text) => text.split('\n').filter((line) => line.trim() !== '').slice(0, 2).join(' | '));
    expect(said).toEqual([
      `Added | ${bob}`,
      "An issuer's certificate: nobody to write to | Signet Sandbox Issuing CA",
      `Added. Nobody you trust vouches for it: compare it before you use it | ${carol}`,
      'Not a certificate | holiday.cer',
    ]);
    await picture('imported');
    await pane.button('Done').click();
    await row(bob).getByText('Ready').waitFor();
    await row(carol).getByText('Issuer not trusted').waitFor();
    await picture('list');
  });

  test('nothing is encrypted to a certificate that nobody vouches for', async () => {
    await outlook.write({ to: bob, cc: carol, subject: 'Berth 12', body: 'The code is 7781.' });
    pane = await outlook.ribbon('Protect');
    await pane.frame.getByRole('switch', { name: 'Encrypt' }).click();
    await pane.button(`Issuer not trusted: ${carol}`).waitFor();
    await pane.button(/^Fix 1 recipient to send/).waitFor();
    await picture('not-trusted');
  });

  test('by keyboard: the fingerprint is compared, and then it is used', async () => {
    const press = (key: string) => witness.page.keyboard.press(key);
    await tab('Message').focus();
    await press('ArrowRight');
    await press('ArrowRight');
    await press('Enter');
    await walkTo(row(carol));
    await press('Enter');
    await pane.heading(carol).waitFor();
    expect(await pane.frame.locator(':focus').innerText()).toBe(carol);
    await picture('contact');
    await walkTo(pane.button(/^Compare the certificate from/));
    await press('Enter');
    await pane.heading('Compare').waitFor();
    await picture('compare');
    const shown = await pane.frame.locator('[data-fingerprint]').innerText();
    const [, real] = openssl('x509', '-in', file('carol.crt'), '-noout', '-fingerprint', '-sha256').split('=');
    expect(shown.replace(/\s/g, '')).toBe(real?.trim().replaceAll(':', ''));
    await walkTo(pane.button('They match'));
    await press('Enter');
    await pane.text(/^Confirmed by you on/).waitFor();
    await pane.text('Used for encryption').waitFor();
    expect(await pane.frame.locator(':focus').innerText()).toBe(carol);
    await walkTo(tab('Contacts'), 'Shift+Tab');
    await press('ArrowLeft');
    await press('ArrowLeft');
    await press('Enter');
    await pane.button(`Ready: ${carol}`).waitFor();
  });

  test('what is sent then opens with her key', async () => {
    await pane.unlock(alice.passphrase);
    await pane.heading('Sent: encrypted, not signed').waitFor();
    await outlook.form.waitFor({ state: 'detached' });
    const inbox = await witness.context.request.get(`${sandbox.url}sandbox/messages?mailbox=${carol}&folder=inbox`);
    const sent = ((await inbox.json()) as { id: string; subject: string }[]).find(({ subject }) => subject === 'Berth 12');
    const wire = await witness.context.request.get(`${sandbox.url}sandbox/messages/${String(sent?.id)}/raw`);
    writeFileSync(file('wire.eml'), await wire.body());
    openssl('cms', '-decrypt', '-in', file('wire.eml'), '-recip', file('carol.crt'), '-inkey', file('carol.key'), '-out', file('plain.eml'));
    expect(readFileSync(file('plain.eml'), 'utf8')).toContain('7781');
  });

  test('the details of a certificate; it is saved as it came', async () => {
    await outlook.open(/Welcome/);
    pane = await outlook.ribbon('Digital IDs');
    await tab('Contacts').click();
    await row(bob).click();
    await pane.button(/^Details of the certificate from/).click();
    await pane.heading('Certificate details').waitFor();
    await picture('certificate');
    await pane.button('Copy').click();
    await pane.text('Fingerprint copied.').waitFor();
    const download = witness.page.waitForEvent('download');
    await pane.button('Save').click();
    await (await download).saveAs(file('saved.cer'));
    const fingerprint = (...args: string[]) => openssl('x509', ...args, '-noout', '-fingerprint', '-sha256');
    expect(fingerprint('-in', file('saved.cer'), '-inform', 'DER')).toBe(fingerprint('-in', join(fixtures, 'identities/bob.pem')));
    await pane.button('Back').click();
    await pane.heading(bob).waitFor();
    expect(await pane.frame.locator(':focus').getAttribute('aria-label')).toMatch(/^Details/);
  });

  test('removing asks first, with the harmless button in front', async () => {
    await pane.button('Remove').click();
    await pane.frame.getByRole('menuitem', { name: 'The whole contact…' }).click();
    const dialog = pane.frame.getByRole('alertdialog');
    await dialog.getByText(`Remove ${bob}?`).waitFor();
    await picture('remove');
    expect(await pane.frame.locator(':focus').innerText()).toBe('Keep it');
    await witness.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await pane.frame.locator(':focus').innerText()).toBe('Remove');
    await witness.page.keyboard.press('Enter');
    await pane.frame.getByRole('menuitem', { name: 'The whole contact…' }).click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await row(carol).waitFor();
    await expect(row(bob).count()).resolves.toBe(0);
    expect(await pane.frame.locator(':focus').innerText()).toBe('Contacts');
    expect(witness.problems).toEqual([]);
  });
});
