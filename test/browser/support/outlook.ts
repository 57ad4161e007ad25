import type { FrameLocator, Locator, Page } from 'playwright-core';

/** Outlook as a person sees it: by roles and names only. */
export class OutlookPage {
  readonly page: Page;
  private readonly url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
  }

  async enter(mailbox: string): Promise<void> {
    await this.page.goto(`${this.url}?mailbox=${mailbox}`);
    await this.page.getByRole('listbox', { name: 'Message list' }).waitFor();
  }

  async switchTo(person: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Switch mailbox' }).click();
    await this.page.getByRole('menuitem', { name: person }).click();
    await this.page.getByTestId('me').filter({ hasText: person }).waitFor();
  }

  async open(subject: string | RegExp): Promise<void> {
    await this.page.getByRole('option', { name: subject }).first().click();
    await this.page.getByRole('article', { name: 'Reading pane' }).waitFor();
  }

  /** A button of the add-in in the ribbon. */
  async ribbon(label: string): Promise<SignetPane> {
    await this.page.getByRole('toolbar', { name: 'Signet' }).getByRole('button', { name: label, exact: true }).click();
    return this.pane();
  }

  pane(): SignetPane {
    return new SignetPane(this.page.frameLocator('iframe[title="Signet"]'), this.page);
  }

  async write(message: { to: string; cc?: string; bcc?: string; subject: string; body: string }): Promise<void> {
    await this.page.getByRole('button', { name: 'New mail' }).click();
    const form = this.page.getByRole('form', { name: 'Message' });
    for (const [label, value] of [['To', message.to], ['Cc', message.cc], ['Bcc', message.bcc]] as const) {
      if (value === undefined) continue;
      await form.getByRole('combobox', { name: label, exact: true }).fill(value);
      await form.getByRole('combobox', { name: label, exact: true }).press('Enter');
    }
    await form.getByRole('textbox', { name: 'Subject' }).fill(message.subject);
    await form.getByRole('textbox', { name: 'Message body' }).fill(message.body);
  }

  async attach(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.page.getByLabel('Choose files to attach').setInputFiles(file);
    await this.page.getByRole('button', { name: `Remove ${file.name}` }).waitFor();
  }

  /** Outlook's own Send. */
  async send(): Promise<void> {
    await this.page.getByRole('button', { name: 'Send', exact: true }).click();
  }

  async discard(): Promise<void> {
    await this.page.getByRole('button', { name: 'Discard' }).click();
    await this.page.getByRole('form', { name: 'Message' }).waitFor({ state: 'detached' });
  }

  get alert(): Locator {
    return this.page.getByRole('dialog');
  }

  get form(): Locator {
    return this.page.getByRole('form', { name: 'Message' });
  }
}

/** The add-in's pane. */
export class SignetPane {
  readonly frame: FrameLocator;
  readonly page: Page;

  constructor(frame: FrameLocator, page: Page) {
    this.frame = frame;
    this.page = page;
  }

  heading(name: string | RegExp): Locator {
    return this.frame.getByRole('heading', { name });
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name, exact: typeof name === 'string' });
  }

  text(text: string | RegExp): Locator {
    return this.frame.getByText(text).first();
  }

  /** The fields in the small frame without office.js. */
  passphraseFields(title = 'Passphrase field'): Locator {
    return this.frame.frameLocator(`iframe[title="${title}"]`).locator('input');
  }

  async unlock(passphrase: string): Promise<void> {
    const field = this.passphraseFields().first();
    await field.fill(passphrase);
    await field.press('Enter');
  }

  /** From the empty page to an imported digital ID. */
  async import(file: string, filePassword: string, passphrase: string): Promise<void> {
    await this.button('Import a digital ID').click();
    await this.openFile(file, filePassword);
    await this.choosePassphrase(passphrase);
  }

  async openFile(file: string, filePassword: string): Promise<void> {
    await this.frame.locator('input[type=file]').setInputFiles(file);
    await this.passphraseFields('Password field').first().fill(filePassword);
    await this.button('Open file').click();
  }

  /** @param importing what the button says; another word where Signet has doubts */
  async choosePassphrase(passphrase: string, importing = 'Import'): Promise<void> {
    await this.heading("What's in this file").waitFor();
    await this.button(importing).click();
    await this.heading('Choose a passphrase').waitFor();
    await this.passphraseFields().nth(0).fill(passphrase);
    await this.passphraseFields().nth(1).fill(passphrase);
    await this.button('Import').click();
    await this.heading(/^Your digital ID for .* is ready/).waitFor();
    await this.button(/^(Skip for now|Done)$/).click();
  }
}
