import type { Browser, Frame } from 'playwright-core';
import { pageProblems } from './support/accessible';
import { describeBrowser, launchBrowser, openWitnessedPage } from './support/browser';
import type { Witness } from './support/browser';
import { OutlookPage } from './support/outlook';
import { becomesTrue, ask, probeFrame, replaceAddIn } from './support/probe';
import { startSandbox } from './support/sandbox';
import type { RunningSandbox } from './support/sandbox';

jest.setTimeout(120_000);

const alice = 'alice@signet.example';
const forwarded = [
  'From: Carol Novak <carol@signet.example>',
  'To: bob@signet.example',
  'Subject: The keys',
  'Date: Mon, 23 Nov 2026 08:00:00 +0000',
  '',
  'They hang beside the door.',
  '',
].join('\r\n');
const withMessage = {
  from: { address: 'bob@signet.example', name: 'Bob Marsh' },
  to: [{ address: alice, name: 'Alice Lind' }, { address: 'carol@signet.example', name: 'Carol Novak' }],
  cc: [],
  bcc: [],
  subject: 'Passed on',
  html: '<p>See below.</p>',
  text: 'See below.',
  attachments: [{ name: 'The keys', contentType: 'message/rfc822', base64: Buffer.from(forwarded).toString('base64'), isInline: false }],
  internetHeaders: {},
  customProperties: {},
  inReplyTo: '<second@x.example>',
  references: '<first@x.example> <second@x.example>',
};

describeBrowser('Outlook, as the real office.js and a person meet it', () => {
  let sandbox: RunningSandbox;
  let browser: Browser;
  let witness: Witness;
  let outlook: OutlookPage;

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
  });

  const inbox = async (mailbox: string): Promise<readonly { id: string; subject: string }[]> => {
    const answer = await witness.context.request.get(`${sandbox.url}sandbox/messages?mailbox=${mailbox}&folder=inbox`);
    return (await answer.json()) as { id: string; subject: string }[];
  };

  async function probe(subject: RegExp, control = 'Check message'): Promise<Frame> {
    await outlook.open(subject);
    await witness.page.getByRole('button', { name: control, exact: true }).click();
    return probeFrame(witness.page);
  }

  test('a mail is shown to its end when the pane beside it makes it narrower', async () => {
    const { page } = witness;
    await outlook.enter(alice);
    await outlook.open(/Welcome to the sandbox/);
    const content = page.frameLocator('iframe[title="Message body"]').locator('html');
    const hidden = () => content.evaluate((root) => root.scrollHeight - root.clientHeight);
    const width = () => content.evaluate((root) => root.clientWidth);
    await content.getByText('It is a test ID').waitFor();
    const before = await width();
    await outlook.ribbon('Digital IDs');
    await witness.page.getByTitle('Signet', { exact: true }).waitFor();
    const deadline = Date.now() + 5_000;
    while (Date.now() < deadline && ((await width()) >= before || (await hidden()) > 0)) await page.waitForTimeout(50);
    expect(await width()).toBeLessThan(before);
    expect(await hidden()).toBe(0);
  });

  test('a pinned pane follows the message, and never has the verdict of the one before beside it', async () => {
    const { page } = witness;
    await outlook.enter(alice);
    await outlook.open(/Harbour Street/);
    const pane = await outlook.ribbon('Check message');
    await pane.heading(/^Signed by/).waitFor();
    await page.getByRole('button', { name: 'Pin' }).press('Enter');
    const frame = await probeFrame(page);
    await frame.evaluate(`new Promise((ready) => Office.context.mailbox.addHandlerAsync(Office.EventType.ItemChanged, () => {
      globalThis.seen = [];
      const start = performance.now();
      const look = () => { seen.push([performance.now() - start, document.body.innerText]); if (seen.length < 2000) requestAnimationFrame(look); };
      look();
    }, ready))`);
    await outlook.open(/Invoice 2214/);
    await pane.heading('Changed after it was signed').waitFor();
    const seen = await frame.evaluate<readonly (readonly [number, string])[]>('seen');
    expect(seen.filter(([after, text]) => after > 300 && text.includes('Signed by'))).toEqual([]);
    await page.getByRole('button', { name: 'Drafts' }).first().click();
    await becomesTrue(frame, '!Office.context.mailbox.item');
    await page.getByRole('button', { name: 'Inbox' }).first().click();
    await outlook.open(/Harbour Street/);
    await pane.heading(/^Signed by/).waitFor();
    await page.getByRole('button', { name: 'Pin' }).press('Enter');
    await outlook.open(/Lunch on Thursday/);
    await page.locator('iframe[data-pane]').waitFor({ state: 'detached' });
  });

  test('dialogs: messages both ways, one at a time, Esc tells 12006 and gives the keyboard back', async () => {
    const { page } = witness;
    await replaceAddIn(witness.context);
    const frame = await probe(/Lunch on Thursday/);
    await frame.getByRole('button', { name: 'Probe' }).focus();
    const open = (url: string) =>
      ask(frame, `Office.context.ui.displayDialogAsync(${url}, { displayInIframe: true, width: 40, height: 40 }, (r) => {
        if (r.status === 'succeeded') {
          globalThis.dialog = r.value;
          globalThis.heard = [];
          for (const type of ['dialogMessageReceived', 'dialogEventReceived']) r.value.addEventHandler(type, (e) => heard.push(e.message ?? e.error));
        }
        done({ status: r.status, error: r.error });
      })`);
    expect(await open(`'http://localhost/probe.html'`)).toMatchObject({ code: 12005 });
    expect(await open(`'${sandbox.url}probe.html'`)).toMatchObject({ code: 12004 });
    expect(await open(`location.origin + '/probe.html'`)).toMatchObject({ status: 'succeeded' });
    expect(await open(`location.origin + '/probe.html'`)).toMatchObject({ code: 12007 });
    const child = await (await page.waitForSelector('iframe[title="Signet dialog"]')).contentFrame();
    await becomesTrue(child, 'globalThis.Office?.context?.ui?.messageParent');
    await child?.evaluate(`new Promise((ready) => Office.context.ui.addHandlerAsync(Office.EventType.DialogParentMessageReceived, (e) => { globalThis.heard = e.message; }, ready))`);
    await frame.evaluate(`dialog.messageChild('to the dialog')`);
    await becomesTrue(child, `globalThis.heard === 'to the dialog'`);
    await child?.evaluate(`Office.context.ui.messageParent('from the dialog')`);
    await becomesTrue(frame, `heard.includes('from the dialog')`);
    await child?.getByRole('button').focus();
    await page.keyboard.press('Escape');
    await becomesTrue(frame, 'heard.includes(12006)');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await becomesTrue(page, `document.activeElement?.hasAttribute('data-pane')`);
    expect(await open(`location.origin + '/probe.html'`)).toMatchObject({ status: 'succeeded' });
    const second = await (await page.waitForSelector('iframe[title="Signet dialog"]')).contentFrame();
    await becomesTrue(second, 'globalThis.Office?.context?.ui?.messageParent');
    await frame.evaluate('dialog.close()');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('notifications, dark mode, and a message in a message', async () => {
    const { page, context } = witness;
    await context.request.post(`${sandbox.url}sandbox/send?mailbox=bob@signet.example`, { data: withMessage });
    const frame = await probe(/Passed on/);
    const notify = (key: string) =>
      ask(frame, `Office.context.mailbox.item.notificationMessages.addAsync('${key}', { type: 'errorMessage', message: 'No. ${key}' }, done)`);
    for (const key of ['1', '2', '3', '4', '5']) expect(await notify(key)).toMatchObject({ status: 'succeeded' });
    expect(await notify('6')).toMatchObject({ code: 9025 });
    await page.getByRole('button', { name: 'Dismiss: No. 5' }).press('Enter');
    await page.getByRole('alert').filter({ hasText: 'No. 5' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('alert').count()).toBe(4);

    await ask(frame, `Office.context.mailbox.addHandlerAsync(Office.EventType.OfficeThemeChanged, (e) => { globalThis.theme = e.officeTheme.bodyBackgroundColor; }, done)`);
    await page.getByRole('button', { name: 'Dark mode' }).click();
    await becomesTrue(frame, `globalThis.theme === '#292929' && Office.context.officeTheme.bodyBackgroundColor === '#292929'`);
    expect(await pageProblems(page)).toEqual([]);

    const attached = await ask(frame, `Office.context.mailbox.item.getAttachmentContentAsync(Office.context.mailbox.item.attachments[0].id, done)`);
    // The line end before the boundary may be counted to the message.
    expect(attached.value).toEqual({ format: 'eml', content: expect.stringMatching(/^From: Carol[^]*beside the door\.\s*$/) });
    expect(await frame.evaluate('Office.context.mailbox.item.attachments[0].attachmentType')).toBe('item');
    await page.getByRole('button', { name: 'Open message The keys' }).click();
    await page.getByRole('dialog', { name: 'The keys' }).getByText('They hang beside the door.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await frame.evaluate('typeof Office.context.mailbox.item.getSharedPropertiesAsync')).toBe('undefined');
  });

  test('reply to all: the thread, the quoted text, everybody once; found again in Sent Items', async () => {
    const { page, context } = witness;
    await page.getByRole('button', { name: 'Reply all' }).click();
    await page.getByRole('button', { name: 'Remove Bob Marsh' }).waitFor();
    expect(await page.getByRole('button', { name: 'Remove Carol Novak' }).count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Remove Alice Lind' }).count()).toBe(0);
    await page.getByRole('textbox', { name: 'Message body' }).getByText('See below.').waitFor();
    expect(await pageProblems(page)).toEqual([]);
    await outlook.send();
    await outlook.form.waitFor({ state: 'detached' });
    const [answer] = (await inbox('bob@signet.example')).filter(({ subject }) => subject === 'Re: Passed on');
    const [original] = (await inbox(alice)).filter(({ subject }) => subject === 'Passed on');
    const get = async (id = '') => (await (await context.request.get(`${sandbox.url}sandbox/messages/${id}`)).json()) as Record<string, string>;
    const [before, after] = [await get(original?.id), await get(answer?.id)];
    expect(after['inReplyTo']).toBe(before['internetMessageId']);
    expect(after['references']).toBe(`<first@x.example> <second@x.example> ${String(before['internetMessageId'])}`);
    expect(after['conversationId']).toBe(before['conversationId']);
    await page.getByRole('button', { name: 'Sent Items' }).click();
    await page.getByRole('searchbox').fill('bob passed');
    await page.getByRole('option', { name: /^Bob Marsh.*Re: Passed on/ }).waitFor();
    await page.getByText('1 message found').waitFor();
    await page.getByRole('searchbox').fill('nothing like this');
    await page.getByText('No message has all these words.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('option').first().waitFor();
  });
});
