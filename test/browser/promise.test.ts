import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { describeBrowser, launchBrowser, openWitnessedPage } from './support/browser';
import { OutlookPage } from './support/outlook';
import { seeded } from './support/random';
import { startSandbox } from './support/sandbox';
import type { RunningSandbox } from './support/sandbox';

const alice = 'alice@signet.example';
const passphrase = 'copper kettle walks at noon';
const digitalId = resolve('sandbox/fixtures/identities/alice-lind.p12');
const seed = Number(process.env['SIGNET_SEED'] ?? 20261125);
const clicks = Number(process.env['SIGNET_CLICKS'] ?? 200);

jest.setTimeout(120_000 + clicks * 2_000);

type Action = readonly [string, number, () => Locator, ((at: Locator) => Promise<unknown>)?];

/** Short: what chance chooses may be covered by something else. */
const glance = { timeout: 250 };

describeBrowser('what was shown as encrypted', () => {
  let browser: Browser;
  let sandbox: RunningSandbox;
  const data = mkdtempSync(join(tmpdir(), 'signet-promise-'));
  beforeAll(async () => {
    browser = await launchBrowser();
    sandbox = await startSandbox(data);
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
    rmSync(data, { recursive: true, force: true });
  });

  /** Messages that left Alice's mailbox, whichever way. */
  const outbox = (): readonly string[] => {
    const folder = join(data, 'mailboxes', alice, 'sent');
    return readdirSync(folder).filter((name) => name.endsWith('.eml')).map((name) => join(folder, name));
  };

  test(`never leaves readable, through ${clicks} clicks and failures (seed ${seed})`, async () => {
    const { page, context, problems } = await openWitnessedPage(browser);
    page.setDefaultTimeout(20_000);
    const outlook = new OutlookPage(page, sandbox.url);
    const choose = seeded(seed);
    await outlook.enter(alice);
    await outlook.open(/Welcome/);
    await (await outlook.ribbon('Digital IDs')).import(digitalId, 'signet', passphrase);
    await outlook.open(/Harbour Street/);
    const reading = await outlook.ribbon('Check message');
    await reading.button('Add to contacts').click();
    await reading.button('Add to contacts').waitFor({ state: 'detached' });

    const pane = outlook.pane();
    const encrypt = pane.frame.getByRole('switch', { name: 'Encrypt' });
    const fault = (sendMail: string) => context.request.post(`${sandbox.url}sandbox/faults`, { data: { sendMail } });
    const to = () => outlook.form.getByRole('combobox', { name: 'To', exact: true });
    let drafts = 0;
    const start = async (): Promise<void> => {
      drafts += 1;
      const people = choose(['bob@signet.example', 'bob@signet.example; alice@signet.example', 'carol@signet.example']);
      await outlook.write({ to: people, subject: `Draft ${drafts}`, body: `zebra-${drafts}-quartz` });
      await outlook.ribbon(choose(['Protect', 'Protect', 'Sign & Send']));
    };
    const body = () => outlook.form.getByRole('textbox', { name: 'Message body' });
    const click = (what: Locator) => what.first().click(glance);
    /** Name, how often it is chosen, where, and what is done there (pressed, when nothing else is said). */
    const actions: readonly Action[] = [
      ['sign', 4, () => pane.frame.getByRole('switch', { name: 'Sign' })],
      ['encrypt', 8, () => encrypt],
      ['keep encryption', 4, () => pane.button('Keep encryption')],
      ['turn encryption off', 2, () => pane.button('Turn encryption off')],
      ['main button', 14, () => pane.frame.locator('#main-button')],
      ['unlock', 14, () => pane.passphraseFields(), (field) => field.first().fill(passphrase, glance).then(() => page.keyboard.press('Enter'))],
      ['lock', 1, () => pane.frame.getByRole('button', { name: /Lock now/ })],
      ["Outlook's Send", 2, () => page.getByRole('button', { name: 'Send', exact: true })],
      ['answer the alert', 6, () => outlook.alert.getByRole('button', { name: choose([/Protect|Open/, "Don't Send"]) })],
      ['send anyway', 1, () => outlook.alert.getByRole('button', { name: 'Send Anyway' })],
      ['add somebody', 1, to, (field) => field.fill(choose(['bob@signet.example', 'carol@signet.example']), glance).then(() => field.press('Enter'))],
      ['remove somebody', 4, () => outlook.form.getByRole('button', { name: /^Remove (Carol|carol@)/ })],
      ['type on', 1, body, (field) => field.fill(`zebra-${drafts}-quartz ${choose(['a', 'b'])}`, glance)],
      ['the server fails', 1, () => page.locator('body'), () => fault(choose(['ok', 'ok', 'ok', '503', '401', '400', 'drop', 'drop-after-sending']))],
      ['reopen the pane', 2, () => outlook.form, () => outlook.ribbon(choose(['Protect', 'Sign & Send']))],
      ['go back', 4, () => pane.button(/^Back/)],
      ['cancel', 1, () => pane.button('Cancel')],
    ];
    /** One of the things that can be done now. */
    const next = async (): Promise<Action> => {
      const possible: Action[] = [];
      for (const action of actions) if (await action[2]().first().isVisible()) possible.push(...Array<Action>(action[1]).fill(action));
      return choose(possible);
    };

    const history: string[] = [];
    let seen = new Set<string>();
    let shownOn = false;
    const counts = { readable: 0, encrypted: 0 };
    /** What left since the last look, by what was shown and done before: Outlook's own check may have taken its time. */
    const inspect = (name: string | undefined): void => {
      const now = outbox();
      for (const file of now.filter((one) => !seen.has(one))) {
        const isReadable = /zebra-\d+-quartz/.test(plainText(readFileSync(file, 'latin1')));
        counts[isReadable ? 'readable' : 'encrypted'] += 1;
        const wasDecided = name === 'send anyway';
        expect({ isReadable: isReadable && shownOn && !wasDecided, history: history.slice(-12) }).toMatchObject({ isReadable: false });
      }
      seen = new Set(now);
    };
    let last: string | undefined;
    await start();
    for (let count = 0; count < clicks; count += 1) {
      // By its element: behind a dialog it has no role.
      if ((await page.locator('form, [role=form]').count()) === 0) {
        inspect(last);
        shownOn = false;
        await start();
      }
      if (await encrypt.isVisible()) shownOn = await encrypt.isChecked(glance).catch(() => shownOn);
      const [name, , where, act = click] = await next();
      last = name;
      history.push(`${name}${shownOn ? ' (on)' : ''}`);
      // Chance is allowed to come too late: a button may be gone or covered by then.
      await Promise.allSettled([act(where())]);
      await page.waitForTimeout(80);
      inspect(name);
    }
    // The walk was worth something: both kinds were sent.
    expect(counts.encrypted).toBeGreaterThan(0);
    expect(counts.readable).toBeGreaterThan(0);
    console.log(`${clicks} clicks, ${drafts} drafts, sent ${JSON.stringify(counts)}`);
    await context.close();
    expect(problems.filter((problem) => !/the server responded|Failed to load resource|ERR_/.test(problem))).toEqual([]);
  });
});

/** A message with its base64 parts undone, roughly: enough to find a word. */
function plainText(raw: string): string {
  const undone = raw.replace(/(?:^[A-Za-z0-9+/=]{2,78}\r?\n?)+/gm, (block) => Buffer.from(block, 'base64').toString('latin1'));
  return `${raw}\n${undone}`.replace(/=\r?\n/g, '');
}
