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
const alice = 'alice@signet.example';
const bob = 'bob@signet.example';
const stranger = 'dora@signet.example';
const oldPassphrase = 'copper kettle walks at noon';
const newPassphrase = 'nine herons above the quay';

jest.setTimeout(120_000);

describeBrowser('what Settings change', () => {
  let sandbox: RunningSandbox;
  let browser: Browser;
  let witness: Witness;
  let outlook: OutlookPage;
  let pane: SignetPane;
  const folder = mkdtempSync(join(tmpdir(), 'signet-settings-'));

  beforeAll(async () => {
    sandbox = await startSandbox();
    browser = await launchBrowser();
    witness = await openWitnessedPage(browser);
    witness.page.setDefaultTimeout(20_000);
    outlook = new OutlookPage(witness.page, sandbox.url);
    await outlook.enter(alice);
    await outlook.open(/Welcome/);
    pane = await outlook.ribbon('Digital IDs');
    await pane.import(join(fixtures, 'identities/alice-lind.p12'), 'signet', oldPassphrase);
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const picture = (name: string): Promise<unknown> => witness.page.screenshot({ path: join(screenshots, `settings-${name}.png`) });
  const control = (role: 'switch' | 'radio', name: string): Locator => pane.frame.getByRole(role, { name });

  const lockButton = (): Locator => pane.frame.getByRole('button', { name: 'Digital IDs unlocked. Lock now' });
  /** The pane closes and locks when another message is opened; whether it did is on its lock button. */
  async function isUnlocked(): Promise<boolean> {
    await pane.frame.getByRole('button', { name: /^Digital IDs (un)?locked/ }).waitFor();
    return lockButton().isVisible();
  }
  async function unlock(passphrase: string): Promise<void> {
    await pane.unlock(passphrase);
    await lockButton().waitFor();
  }

  async function openSettings(passphrase: string | null = oldPassphrase): Promise<void> {
    await outlook.open(/Welcome/);
    pane = await outlook.ribbon('Digital IDs');
    await pane.button('More').click();
    await pane.frame.getByRole('menuitem', { name: 'Settings' }).click();
    await pane.heading('Settings').waitFor();
    if (passphrase !== null && !(await isUnlocked())) await unlock(passphrase);
  }

  /** One change, and that it was saved. */
  async function choose(what: Locator): Promise<void> {
    await what.click();
    await pane.text('Saved.').waitFor();
    await pane.text('Saved.').waitFor({ state: 'detached' });
  }

  /** The main button; locked, the passphrase goes before it. */
  async function press(label: string): Promise<void> {
    await pane.button(label).waitFor();
    if (await isUnlocked()) await pane.button(label).click();
    else await pane.unlock(oldPassphrase);
  }

  async function subjectsOfBob(): Promise<readonly { id: string; subject: string }[]> {
    const answer = await witness.context.request.get(`${sandbox.url}sandbox/messages?mailbox=${bob}&folder=inbox`);
    return (await answer.json()) as { id: string; subject: string }[];
  }

  /** Tries Outlook's own Send, and says whether it may be sent all the same. */
  async function sendByOutlook(text: RegExp): Promise<boolean> {
    await outlook.send();
    await outlook.alert.getByText(text).waitFor();
    const mayBeSent = await outlook.alert.getByRole('button', { name: 'Send Anyway' }).isVisible();
    await outlook.alert.getByRole('button', { name: "Don't Send" }).click();
    await outlook.alert.waitFor({ state: 'detached' });
    return mayBeSent;
  }

  test('senders are added by themselves where that is set, with a way back', async () => {
    await openSettings();
    await choose(control('switch', "Add senders' certificates by themselves"));
    await outlook.open(/Harbour Street/);
    pane = await outlook.ribbon('Check message');
    await pane.text(`Certificate of ${bob} added.`).waitFor();
    await picture('added-by-itself');
    await pane.button('Undo').click();
    await pane.text('Not in your contacts.').waitFor();
    await pane.button('Add to contacts').click();
    await pane.text(/is in your contacts/).waitFor();
  });

  test("a suggestion to encrypt: Outlook's own Send asks; switched off, the signature is opaque as chosen", async () => {
    await openSettings();
    await choose(control('switch', 'Send clear text signed message'));
    await picture('page');
    await outlook.write({ to: bob, subject: 'Berth 12', body: 'The gate code is 7781.' });
    pane = await outlook.ribbon('Protect');
    await pane.text('On because everyone can read it').waitFor();
    expect(await sendByOutlook(/because everyone can read it/)).toBe(true);
    await control('switch', 'Encrypt').click();
    await pane.text('Off: you chose it').waitFor();
    await control('switch', 'Sign').click();
    await press('Sign & Send');
    await pane.heading('Sent: signed').waitFor();
    await outlook.form.waitFor({ state: 'detached' });
    const sent = (await subjectsOfBob()).filter(({ subject }) => subject === 'Berth 12');
    expect(sent).toHaveLength(1);
    const wire = await witness.context.request.get(`${sandbox.url}sandbox/messages/${String(sent[0]?.id)}/raw`);
    const file = (name: string): string => join(folder, name);
    writeFileSync(file('wire.eml'), await wire.body());
    expect(readFileSync(file('wire.eml'), 'utf8')).toMatch(/^Content-Type: application\/pkcs7-mime;[^]*?smime-type=signed-data/im);
    const trust = ['-CAfile', join(fixtures, 'authority/signet-sandbox-ca.pem'), '-purpose', 'smimesign'];
    execFileSync('openssl', ['cms', '-verify', '-in', file('wire.eml'), ...trust, '-out', file('content.eml')], { stdio: 'pipe' });
    expect(readFileSync(file('content.eml'), 'utf8')).toContain('7781');
  });

  test('when a recipient ends the suggestion, the press that would send readable asks', async () => {
    await outlook.write({ to: bob, subject: 'Berth 13', body: 'The gate code is 7782.' });
    pane = await outlook.ribbon('Protect');
    await pane.text('On because everyone can read it').waitFor();
    await control('switch', 'Sign').click();
    await pane.button('Sign, Encrypt & Send').waitFor();
    const cc = outlook.form.getByRole('combobox', { name: 'Cc', exact: true });
    await cc.fill(stranger);
    await cc.press('Enter');
    await pane.text(`Off: ${stranger} can't read it`).waitFor();
    await press('Sign & Send');
    await pane.heading('Send without encryption?').waitFor();
    await picture('without-encryption');
    await pane.button('Keep encryption').click();
    await pane.button('Fix 1 recipient to send').waitFor();
    expect(await sendByOutlook(/Sign and Encrypt are on for this message/)).toBe(false);
    await outlook.discard();
    expect((await subjectsOfBob()).map(({ subject }) => subject)).not.toContain('Berth 13');
  });

  test('an answer to an encrypted message is promised to be encrypted; turning that off is a decision of its own', async () => {
    await outlook.open(/Board meeting/);
    pane = await outlook.ribbon('Check message');
    if (!(await isUnlocked())) await pane.unlock(oldPassphrase);
    await pane.heading(`Signed by ${bob} and encrypted`).waitFor();
    await witness.page.getByRole('button', { name: 'Reply', exact: true }).click();
    pane = await outlook.ribbon('Protect');
    await pane.text("On because the message you're answering was encrypted").waitFor();
    expect(await sendByOutlook(/Encrypt is on for this message, but/)).toBe(false);
    await control('switch', 'Encrypt').click();
    await pane.heading('Send this reply unencrypted?').waitFor();
    await picture('reply-unencrypted');
    await pane.button('Turn encryption off').click();
    await pane.text('Off: you chose it').waitFor();
    await outlook.discard();
  });

  test('"Always" holds back, without a way around', async () => {
    await openSettings();
    await choose(control('radio', 'Always'));
    await outlook.write({ to: bob, subject: 'Berth 14', body: 'The gate code is 7783.' });
    expect(await sendByOutlook(/You chose to encrypt all messages/)).toBe(false);
    await outlook.discard();
  });

  test('"Keep unlocked", "Hide the subject" and the new passphrase are there after a reload; the old one opens nothing', async () => {
    await openSettings();
    await choose(control('radio', '15 minutes'));
    await choose(control('switch', 'Hide the subject of encrypted messages'));
    await pane.button('Change passphrase').click();
    await pane.heading('Change passphrase').waitFor();
    const current = pane.passphraseFields('Current passphrase field').first();
    const next = pane.passphraseFields('New passphrase field');
    for (const field of [0, 1]) await next.nth(field).fill(newPassphrase);
    await current.fill('copper kettle walks at night');
    await pane.button('Change passphrase').click();
    const wrong = pane.frame.frameLocator('iframe[title="Current passphrase field"]').getByText("That's not the passphrase");
    await wrong.first().waitFor();
    await picture('wrong-current');
    await current.fill(oldPassphrase);
    await current.press('Enter');
    await pane.text('Passphrase changed').waitFor();
    await picture('changed');
    await pane.button('Back to Settings').click();
    expect(await pane.frame.locator(':focus').innerText()).toBe('Change passphrase');
    await witness.page.reload();
    await openSettings(null);
    expect(await control('radio', '15 minutes').isChecked()).toBe(true);
    expect(await control('switch', 'Hide the subject of encrypted messages').isChecked()).toBe(true);
    await pane.unlock(oldPassphrase);
    await pane.frame.frameLocator('iframe[title="Passphrase field"]').getByText("That's not the passphrase").first().waitFor();
    await pane.unlock(newPassphrase);
    await lockButton().waitFor();
  });

  test('no page complained', () => {
    expect(witness.problems).toEqual([]);
  });
});
