import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { describeBrowser, launchBrowser, openWitnessedPage, screenshots } from './support/browser';
import type { Witness } from './support/browser';
import { OutlookPage } from './support/outlook';
import { startSandbox } from './support/sandbox';
import type { RunningSandbox } from './support/sandbox';
import { dumpStorages, keyForms, textForms } from './support/secrets';

const fixtures = resolve('sandbox/fixtures');
const alice = { address: 'alice@signet.example', passphrase: 'copper kettle walks at noon' };
const bob = { address: 'bob@signet.example', passphrase: 'seven herons above the quay' };
const message = {
  to: bob.address,
  subject: 'The boat shed',
  body: 'Our offer is 18,400 – and not a krone more. “Grüße”, Alice',
};
const hiddenSubject = 'Signing on Friday at the notary';
const attachment = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Walls of larch, roof of slate.\n') };

jest.setTimeout(120_000);

describeBrowser('one real message, from Alice to Bob', () => {
  let sandbox: RunningSandbox;
  let browser: Browser;
  let witness: Witness;
  let outlook: OutlookPage;
  const folder = mkdtempSync(join(tmpdir(), 'signet-story-'));
  const file = (name: string): string => join(folder, name);

  beforeAll(async () => {
    sandbox = await startSandbox();
    browser = await launchBrowser();
    witness = await openWitnessedPage(browser);
    witness.page.setDefaultTimeout(20_000);
    outlook = new OutlookPage(witness.page, sandbox.url);
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  let pictures = 0;
  const picture = (name: string): Promise<unknown> =>
    witness.page.screenshot({ path: join(screenshots, `story-${String(++pictures).padStart(2, '0')}-${name}.png`) });

  /** Saves the .p12 of the welcome message as a person would. */
  async function saveDigitalId(name: string): Promise<string> {
    await outlook.open(/Welcome to the sandbox/);
    const download = witness.page.waitForEvent('download');
    await witness.page.getByRole('link', { name: `Download ${name}` }).click();
    await (await download).saveAs(file(name));
    return file(name);
  }

  async function inbox(mailbox: string): Promise<readonly { id: string; subject: string }[]> {
    const answer = await witness.context.request.get(`${sandbox.url}sandbox/messages?mailbox=${mailbox}&folder=inbox`);
    return (await answer.json()) as { id: string; subject: string }[];
  }

  test('Alice imports her digital ID; a wrong password says what to do', async () => {
    await outlook.enter(alice.address);
    const digitalId = await saveDigitalId('alice-lind.p12');
    const pane = await outlook.ribbon('Digital IDs');
    await pane.heading('Sign and encrypt your email').waitFor();
    await picture('first-run');
    await pane.button('Import a digital ID').click();
    await pane.openFile(digitalId, 'sygnet');
    const error = pane.frame.frameLocator('iframe[title="Password field"]').getByText(/That password doesn't open this file/);
    await error.first().waitFor();
    await picture('wrong-file-password');
    await pane.passphraseFields('Password field').first().fill('signet');
    await pane.button('Open file').click();
    await pane.choosePassphrase(alice.passphrase);
    await pane.text(alice.address).waitFor();
    await picture('digital-ids');
  });

  test('she checks a signed message and keeps its certificate', async () => {
    await outlook.open(/Harbour Street/);
    const pane = await outlook.ribbon('Check message');
    await pane.heading(`Signed by ${bob.address}`).waitFor();
    await pane.text("It hasn't changed since it was signed on").waitFor();
    await picture('signed');
    await pane.button('Add to contacts').click();
    await pane.frame.getByRole('group', { name: 'Sender' }).and(pane.frame.locator(':focus')).waitFor();
    await pane.text(/is in your contacts/).waitFor();
    await pane.button('Signature').click();
    await pane.heading('Signature details').waitFor();
    await picture('signature-details');
  });

  test('a tampered copy is never shown as signed', async () => {
    await outlook.open(/Invoice 2214/);
    const pane = await outlook.ribbon('Check message');
    await pane.heading('Changed after it was signed').waitFor();
    expect(await pane.frame.locator('body').innerText()).not.toMatch(/Signed by|Add to contacts/);
    await picture('tampered');
  });

  test('a stranger with a known address is not trusted', async () => {
    await outlook.open(/Quick favour/);
    const pane = await outlook.ribbon('Check message');
    await pane.heading('Signed, but nobody you trust vouches for it').waitFor();
    expect(await pane.frame.locator('body').innerText()).not.toMatch(/Add to contacts|Update contact/);
    await picture('unknown-issuer');
  });

  test('a wrong passphrase opens nothing, the right one opens the message', async () => {
    await outlook.open(/Board meeting/);
    const pane = await outlook.ribbon('Check message');
    await pane.heading('Encrypted. Unlock to read it').waitFor();
    await picture('locked');
    await pane.unlock('copper kettle walks at night');
    await pane.frame.frameLocator('iframe[title="Passphrase field"]').getByText("That's not the passphrase").first().waitFor();
    expect(await pane.frame.locator('body').innerText()).not.toMatch(/Decrypted by Signet/);
    await picture('wrong-passphrase');
    await pane.unlock(alice.passphrase);
    await pane.heading(`Signed by ${bob.address} and encrypted`).waitFor();
    await pane.text('Decrypted by Signet · shown only here').waitFor();
    await picture('decrypted');
  });

  test('what was encrypted in an old way is opened, and said to be weak', async () => {
    const pane = outlook.pane();
    await pane.frame.locator('input[aria-label="Choose a file…"]').last().setInputFiles(encryptedInAnOldWay());
    await pane.heading('Encrypted in an old, weak way').waitFor();
    await pane.text('The fax machine is in the attic.').waitFor();
    const told = await pane.frame.locator('body').innerText();
    expect(told).toMatch(/The method \(TripleDES\) no longer protects well\.[^]*Signed by bob@signet\.example\./);
    expect(told).not.toMatch(/and encrypted/);
    await picture('weak');
    await pane.button('Encryption').click();
    await pane.text('In an old, weak way').waitFor();
    await picture('weak-details');
  });

  /** As an old Outlook sent it: signed by Bob, then encrypted to Alice with triple DES. */
  function encryptedInAnOldWay(): { name: string; mimeType: string; buffer: Buffer } {
    const openssl = (...args: string[]): string => execFileSync('openssl', ['cms', ...args], { encoding: 'latin1', stdio: ['ignore', 'pipe', 'pipe'] });
    const person = (name: string): string => join(fixtures, 'identities', name);
    writeFileSync(file('old.txt'), 'Content-Type: text/plain\r\n\r\nThe fax machine is in the attic.\r\n');
    const signer = ['-signer', person('bob.pem'), '-inkey', person('bob.key'), '-certfile', join(fixtures, 'authority/signet-sandbox-issuing-ca.pem')];
    openssl('-sign', '-in', file('old.txt'), ...signer, '-out', file('old-signed.eml'));
    const message = openssl('-encrypt', '-des3', '-in', file('old-signed.eml'), person('alice.pem'));
    const headers = `From: ${bob.address}\nTo: ${alice.address}\nSubject: Old machines\n`;
    return { name: 'old.eml', mimeType: 'message/rfc822', buffer: Buffer.from(headers + message, 'latin1') };
  }

  test('without a certificate for a recipient nothing can be sent encrypted', async () => {
    await outlook.write({ ...message, to: 'carol@signet.example', subject: 'For Carol' });
    const pane = await outlook.ribbon('Protect');
    await pane.frame.getByRole('switch', { name: 'Encrypt' }).click();
    await pane.text('No certificate').waitFor();
    await picture('no-certificate');
    await pane.button(/^Fix 1 recipient to send/).click();
    await pane.heading('Nobody can read an encrypted message yet').waitFor();
    await picture('cannot-read');
    await pane.button('Back to my message').click();
    await outlook.send();
    await outlook.alert.getByText(/Encrypt is on for this message/).waitFor();
    await picture('send-held-back');
    await witness.page.keyboard.press('Escape');
    await outlook.discard();
    expect((await inbox('carol@signet.example')).map(({ subject }) => subject)).not.toContain('For Carol');
  });

  test('Alice signs, encrypts and sends', async () => {
    await outlook.write(message);
    await outlook.attach(attachment);
    const pane = await outlook.ribbon('Protect');
    await pane.text('On because everyone can read it').waitFor();
    await pane.frame.getByRole('switch', { name: 'Sign' }).click();
    await pane.button('Sign, Encrypt & Send').waitFor();
    await picture('ready-to-send');
    await pane.unlock(alice.passphrase);
    await pane.heading('Sent: signed and encrypted').waitFor();
    await picture('sent');
    await outlook.form.waitFor({ state: 'detached' });
  });

  test('openssl opens what went over the wire', async () => {
    const sent = (await inbox(bob.address)).find(({ subject }) => subject === message.subject);
    const wire = await witness.context.request.get(`${sandbox.url}sandbox/messages/${String(sent?.id)}/raw`);
    writeFileSync(file('wire.eml'), await wire.body());
    const openssl = (...args: string[]): string => execFileSync('openssl', ['cms', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    const key = ['-recip', join(fixtures, 'identities/bob.pem'), '-inkey', join(fixtures, 'identities/bob.key')];
    openssl('-decrypt', '-in', file('wire.eml'), ...key, '-out', file('signed.eml'));
    const trust = ['-CAfile', join(fixtures, 'authority/signet-sandbox-ca.pem'), '-purpose', 'smimesign'];
    openssl('-verify', '-in', file('signed.eml'), ...trust, '-signer', file('signer.pem'), '-out', file('content.eml'));
    const signer = execFileSync('openssl', ['x509', '-in', file('signer.pem'), '-noout', '-email'], { encoding: 'utf8' });
    expect(signer.trim()).toBe(alice.address);
    const content = readFileSync(file('content.eml'), 'latin1');
    expect(content).toContain(attachment.buffer.toString('base64'));
    const onTheWire = readFileSync(file('wire.eml'), 'utf8');
    expect(onTheWire).toMatch(/^Content-Type: application\/pkcs7-mime;.*enveloped-data/ims);
    expect(onTheWire).not.toContain('krone');
  });

  test('Bob imports his digital ID and reads what was verified', async () => {
    await outlook.switchTo('Bob Marsh');
    const digitalId = await saveDigitalId('bob-marsh.p12');
    const ids = await outlook.ribbon('Digital IDs');
    await ids.import(digitalId, 'signet', bob.passphrase);
    await outlook.open(/The boat shed/);
    const pane = await outlook.ribbon('Check message');
    await pane.unlock(bob.passphrase);
    await pane.heading(`Signed by ${alice.address} and encrypted`).waitFor();
    await pane.button('Signature').waitFor();
    const text = pane.frame.frameLocator('iframe[title="Message text"]').locator('body');
    expect(await text.innerText()).toContain(message.body);
    await picture('bob-reads');
    const download = witness.page.waitForEvent('download');
    await pane.button(`Save ${attachment.name}`).click();
    await (await download).saveAs(file('saved.txt'));
    expect(readFileSync(file('saved.txt'))).toEqual(attachment.buffer);
    await pane.button('Encryption').click();
    await pane.heading('Encryption details').waitFor();
    await picture('encryption-details');
  });

  test('"sign all" holds back what Outlook would send unsigned', async () => {
    const settings = await outlook.ribbon('Digital IDs');
    await settings.button('More').click();
    await settings.frame.getByRole('menuitem', { name: 'Settings' }).click();
    if (await settings.text(/Unlock your digital IDs to change/).isVisible()) await settings.unlock(bob.passphrase);
    const signAll = settings.frame.getByRole('switch', { name: 'Add digital signature to outgoing messages' });
    await signAll.click();
    await expectSoon(() => signAll.isChecked(), true);
    await picture('settings');
    await outlook.write({ to: alice.address, subject: 'Unsigned', body: 'Nobody signed this.' });
    await outlook.send();
    await outlook.alert.getByText(/You chose to sign all messages/).waitFor();
    await picture('policy-block');
    await outlook.alert.getByRole('button', { name: 'Protect with Signet' }).click();
    const pane = outlook.pane();
    await pane.heading('Protect this message').waitFor();
    await expectSoon(() => pane.frame.getByRole('switch', { name: 'Sign' }).isChecked(), true);
    await picture('policy-mended');
    expect((await inbox(alice.address)).map(({ subject }) => subject)).not.toContain('Unsigned');
    await outlook.discard();
  });

  test('"Sign & Send" in the ribbon stops only for the passphrase', async () => {
    await outlook.write({ to: alice.address, subject: 'Re: The boat shed', body: 'Agreed.' });
    const pane = await outlook.ribbon('Sign & Send');
    await pane.button('Sign & Send').waitFor();
    expect(await pane.frame.getByRole('switch', { name: 'Sign' }).isChecked()).toBe(true);
    await picture('sign-and-send');
    await pane.unlock(bob.passphrase);
    await pane.heading('Sent: signed').waitFor();
    await outlook.form.waitFor({ state: 'detached' });
    await outlook.switchTo('Alice Lind');
    await outlook.open(/Re: The boat shed/);
    await (await outlook.ribbon('Check message')).heading(`Signed by ${bob.address}`).waitFor();
  });

  test('a hidden subject is read by who opens the message; on the way and in the list stands "[...]"', async () => {
    const settings = await outlook.ribbon('Digital IDs');
    await settings.button('More').click();
    await settings.frame.getByRole('menuitem', { name: 'Settings' }).click();
    if (await settings.text(/Unlock your digital IDs to change/).isVisible()) await settings.unlock(alice.passphrase);
    const hide = settings.frame.getByRole('switch', { name: 'Hide the subject of encrypted messages' });
    await hide.click();
    await expectSoon(() => hide.isChecked(), true);
    await settings.text('Saved.').waitFor();
    await outlook.write({ to: bob.address, subject: hiddenSubject, body: 'Bring the papers.' });
    const compose = await outlook.ribbon('Protect');
    await compose.text('Subject hidden. Outside, people see [...] instead.').waitFor();
    await compose.frame.getByRole('switch', { name: 'Sign' }).click();
    await compose.button('Sign, Encrypt & Send').waitFor();
    await picture('subject-hidden');
    if (await compose.button('Digital IDs unlocked. Lock now').isVisible()) await compose.button('Sign, Encrypt & Send').click();
    else await compose.unlock(alice.passphrase);
    await outlook.form.waitFor({ state: 'detached' });
    const [sent] = (await inbox(bob.address)).filter(({ subject }) => subject === '[...]');
    const wire = await witness.context.request.get(`${sandbox.url}sandbox/messages/${String(sent?.id)}/raw`);
    const onTheWire = await wire.text();
    expect(onTheWire).toMatch(/^Subject: \[\.\.\.\]\r$/m);
    expect(textForms(hiddenSubject).filter((form) => onTheWire.includes(form))).toEqual([]);
    await outlook.switchTo('Bob Marsh');
    await outlook.open('[...]');
    const pane = await outlook.ribbon('Check message');
    await pane.unlock(bob.passphrase);
    await pane.heading(`Signed by ${alice.address} and encrypted`).waitFor();
    await pane.text(hiddenSubject).waitFor();
    await pane.text('The subject was hidden on the way.').waitFor();
    await picture('subject-read');
  });

  test('nothing that is kept or said holds a key, a passphrase or a plaintext', async () => {
    const settings = await Promise.all(
      [alice, bob].map(async ({ address }) =>
        (await witness.context.request.get(`${sandbox.url}sandbox/settings?mailbox=${address}`)).text(),
      ),
    );
    // That the search finds what is there: the store, and the certificate that was kept.
    expect(settings.join()).toContain('signet.store');
    const kept = [...settings, await dumpStorages(witness.page), ...witness.console, ...witness.requests].join('\n');
    expect(textForms('Signet Sandbox Issuing CA').some((form) => kept.includes(form))).toBe(true);
    const secrets = [
      ...keyForms(join(fixtures, 'identities/alice.key')),
      ...keyForms(join(fixtures, 'identities/bob.key')),
      ...[alice.passphrase, bob.passphrase, 'Our offer is 18,400', 'Walls of larch', hiddenSubject].flatMap(textForms),
    ];
    expect(secrets.filter((secret) => kept.includes(secret))).toEqual([]);
  });

  test('nothing was asked of another machine, and no page complained', () => {
    const origins = new Set(witness.requests.filter((url) => url.startsWith('http')).map((url) => new URL(url).hostname));
    expect([...origins]).toEqual(['localhost']);
    expect(witness.problems).toEqual([]);
  });
});

async function expectSoon<T>(look: () => Promise<T>, wanted: T): Promise<void> {
  const until = Date.now() + 10_000;
  while ((await look()) !== wanted && Date.now() < until) await new Promise((later) => setTimeout(later, 100));
  expect(await look()).toBe(wanted);
}
