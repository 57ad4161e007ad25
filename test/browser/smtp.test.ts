import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Browser } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import { describeBrowser, launchBrowser, openWitnessedPage, screenshots } from './support/browser';
import type { Witness } from './support/browser';
import { OutlookPage } from './support/outlook';
import { startSandbox } from './support/sandbox';
import type { RunningSandbox } from './support/sandbox';

const identities = resolve('sandbox/fixtures/identities');
const authority = resolve('sandbox/fixtures/authority');
const alice = 'alice@signet.example';
const bob = 'bob@signet.example';
const dora = 'dora@outside.example';

jest.setTimeout(120_000);

describeBrowser('mail from and to other programs, by SMTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signet-smtp-'));
  const file = (name: string): string => join(folder, name);
  const arrived: { to: readonly string[]; raw: Buffer }[] = [];
  let outside: SMTPServer;
  let sandbox: RunningSandbox;
  let browser: Browser;
  let witness: Witness;
  let outlook: OutlookPage;

  beforeAll(async () => {
    outside = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, closeTimeout: 100 },
      onData: (stream, { envelope }, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          arrived.push({ to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) });
          callback();
        });
      },
    });
    const listener = outside.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    sandbox = await startSandbox(undefined, ['--smtp-out', `localhost:${String(port)}`]);
    browser = await launchBrowser();
    witness = await openWitnessedPage(browser);
    witness.page.setDefaultTimeout(20_000);
    outlook = new OutlookPage(witness.page, sandbox.url);
    await outlook.enter(alice);
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
    await new Promise<void>((closed) => outside.close(closed));
    rmSync(folder, { recursive: true, force: true });
  });

  const openssl = (...parameters: readonly string[]): string =>
    execFileSync('openssl', [...parameters], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  /** What a person without Signet would send: OpenSSL signs, a plain SMTP client carries. */
  async function sendSigned(subject: string, text: string): Promise<void> {
    writeFileSync(file('text.txt'), text);
    openssl(
      ...['cms', '-sign', '-text', '-in', file('text.txt'), '-out', file('signed.eml'), '-md', 'sha256'],
      ...['-signer', join(identities, 'bob.pem'), '-inkey', join(identities, 'bob.key')],
      ...['-certfile', join(authority, 'signet-sandbox-issuing-ca.pem')],
      ...['-from', `Bob Marsh <${bob}>`, '-to', alice, '-subject', subject],
    );
    const transport = createTransport({ host: '127.0.0.1', port: sandbox.smtpPort, tls: { rejectUnauthorized: false } });
    await transport.sendMail({ envelope: { from: bob, to: [alice] }, raw: { path: file('signed.eml') } });
    transport.close();
  }

  test('a message signed by OpenSSL and sent by SMTP is verified in the pane', async () => {
    await sendSigned('From my terminal', '.a line that begins with a dot\n\nThe parcel is at the harbour.\n');
    await outlook.open('From my terminal');
    const pane = await outlook.ribbon('Check message');
    await pane.heading(`Signed by ${bob}`).waitFor();
    await pane.text("It hasn't changed since it was signed").waitFor();
  });

  test('a message that is signed in the pane reaches a server outside, and OpenSSL verifies it', async () => {
    const ids = await outlook.ribbon('Digital IDs');
    const passphrase = 'copper kettle walks at noon';
    await ids.import(join(identities, 'alice-lind.p12'), 'signet', passphrase);
    await outlook.write({ to: dora, subject: 'The harbour lease', body: 'We accept: 18,400 krone.' });
    const pane = await outlook.ribbon('Sign & Send');
    await pane.unlock(passphrase);
    await pane.heading('Sent: signed').waitFor();
    await outlook.form.waitFor({ state: 'detached' });
    const until = Date.now() + 10_000;
    while (arrived.length === 0 && Date.now() < until) await new Promise((later) => setTimeout(later, 100));
    expect(arrived.map(({ to }) => to)).toEqual([[dora]]);
    writeFileSync(file('arrived.eml'), arrived[0]?.raw ?? '');
    const trust = ['-CAfile', join(authority, 'signet-sandbox-ca.pem'), '-purpose', 'smimesign'];
    const content = openssl('cms', '-verify', '-in', file('arrived.eml'), ...trust, '-signer', file('signer.pem'));
    expect(content).toContain('We accept: 18,400 krone.');
    expect(openssl('x509', '-in', file('signer.pem'), '-noout', '-email').trim()).toBe(alice);
    const list = await witness.context.request.get(`${sandbox.url}sandbox/messages?mailbox=${alice}`);
    const subjects = ((await list.json()) as { subject: string; folder: string }[]).map((one) => `${one.folder}: ${one.subject}`);
    expect(subjects).toContain('sent: The harbour lease');
    expect(subjects.filter((subject) => /^drafts|Undeliverable/.test(subject))).toEqual([]);
  });

  test("the stranger signs in Bob's name, and Alice is told that nobody vouches for it", async () => {
    const passphrase = 'nine grey geese in the fog';
    await outlook.switchTo('Mallory Quick');
    await outlook.open(/Welcome, stranger/);
    const ids = await outlook.ribbon('Digital IDs');
    await ids.button('Import a digital ID').click();
    await ids.openFile(join(identities, 'mallory-as-bob.p12'), 'signet');
    await ids.choosePassphrase(passphrase, 'Import anyway');
    await outlook.write({ to: alice, subject: 'New account number', body: 'Please pay there.' });
    const sending = await outlook.ribbon('Sign & Send');
    await sending.unlock(passphrase);
    await sending.heading('Sent: signed').waitFor();
    await outlook.form.waitFor({ state: 'detached' });
    await outlook.switchTo('Alice Lind');
    await outlook.open(/Bob Marsh.*New account number/);
    const pane = await outlook.ribbon('Check message');
    await pane.heading('Signed, but nobody you trust vouches for it').waitFor();
    await witness.page.screenshot({ path: join(screenshots, 'smtp-stranger.png') });
    expect(await pane.frame.locator('body').innerText()).not.toMatch(/Add to contacts/);
  });

  test('no page complained', () => expect(witness.problems).toEqual([]));
});
