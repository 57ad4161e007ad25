import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMessage } from './read-message';
import type { MessageContent, MessageFile } from './read-message';
import type { Folder, MessageDetail, MessageSummary } from './types';

const folders: readonly Folder[] = ['inbox', 'drafts', 'sent'];

interface StoredRecord {
  readonly receivedAt: string;
  readonly isRead: boolean;
  readonly customProperties: Readonly<Record<string, unknown>>;
  /** Shown for a message without a subject. */
  readonly titleWithoutSubject?: string;
}

interface StoredMessage extends StoredRecord {
  readonly id: string;
  readonly mailbox: string;
  readonly folder: Folder;
}

export interface NewMessage {
  readonly mailbox: string;
  readonly folder: Folder;
  readonly raw: Buffer;
  /** Now, when absent. */
  readonly receivedAt?: Date;
  readonly isRead?: boolean;
  readonly customProperties?: Readonly<Record<string, unknown>>;
  /** Shown for a message without a subject: the name of its file. */
  readonly titleWithoutSubject?: string;
}

/**
 * Mailboxes on disk: DIR/<mailbox>/<folder>/<id>.eml holds the message as it
 * came, <id>.json what was done with it, DIR/<mailbox>/roaming-settings.json
 * what the add-in keeps there.
 */
export class MailStore {
  readonly #directory: string;
  readonly #messages = new Map<string, StoredMessage>();
  readonly #contents = new Map<string, MessageContent>();
  readonly #listeners = new Set<(mailbox: string) => void>();

  private constructor(directory: string) {
    this.#directory = directory;
  }

  static async open(directory: string, mailboxes: readonly string[]): Promise<MailStore> {
    const store = new MailStore(directory);
    for (const mailbox of mailboxes) {
      for (const folder of folders) await store.#load(mailbox, folder);
    }
    return store;
  }

  /** Called with the mailbox whose messages changed. Returns how to stop. */
  onChange(listener: (mailbox: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Newest first. */
  async list(mailbox: string, folder?: Folder): Promise<readonly MessageSummary[]> {
    const found = [...this.#messages.values()].filter(
      (message) => message.mailbox === mailbox && (folder === undefined || message.folder === folder),
    );
    const details = await Promise.all(found.map(({ id }) => this.#detail(id)));
    const present = details.filter((detail) => detail !== undefined);
    return present.map(summaryOf).sort((a, b) => b.receivedAt.localeCompare(a.receivedAt));
  }

  async get(id: string): Promise<MessageDetail | undefined> {
    return this.#detail(id);
  }

  async raw(id: string): Promise<Buffer | undefined> {
    const message = this.#messages.get(id);
    return message === undefined ? undefined : readFile(this.#path(message, 'eml'));
  }

  async file(id: string, attachmentId: string): Promise<MessageFile | undefined> {
    const content = await this.#content(id);
    return content?.files.find((file) => file.id === attachmentId);
  }

  async add(message: NewMessage): Promise<string> {
    const stored: StoredMessage = {
      id: randomUUID(),
      mailbox: message.mailbox,
      folder: message.folder,
      receivedAt: (message.receivedAt ?? new Date()).toISOString(),
      isRead: message.isRead ?? false,
      customProperties: message.customProperties ?? {},
      ...(message.titleWithoutSubject === undefined ? {} : { titleWithoutSubject: message.titleWithoutSubject }),
    };
    await mkdir(join(this.#directory, stored.mailbox, stored.folder), { recursive: true });
    await this.#write(this.#path(stored, 'eml'), message.raw);
    await this.#keep(stored);
    return stored.id;
  }

  /** A draft that is saved again keeps its id. */
  async replace(id: string, raw: Buffer, customProperties: Readonly<Record<string, unknown>>): Promise<boolean> {
    const message = this.#messages.get(id);
    if (message === undefined) return false;
    await this.#write(this.#path(message, 'eml'), raw);
    this.#contents.delete(id);
    await this.#keep({ ...message, customProperties, receivedAt: new Date().toISOString() });
    return true;
  }

  async update(id: string, change: Partial<Pick<StoredRecord, 'isRead' | 'customProperties'>>): Promise<boolean> {
    const message = this.#messages.get(id);
    if (message === undefined) return false;
    await this.#keep({ ...message, ...change });
    return true;
  }

  async remove(id: string): Promise<boolean> {
    const message = this.#messages.get(id);
    if (message === undefined) return false;
    this.#messages.delete(id);
    this.#contents.delete(id);
    await rm(this.#path(message, 'json'), { force: true });
    await rm(this.#path(message, 'eml'), { force: true });
    this.#changed(message.mailbox);
    return true;
  }

  async clear(mailbox: string, folder: Folder): Promise<void> {
    const found = [...this.#messages.values()].filter((one) => one.mailbox === mailbox && one.folder === folder);
    for (const { id } of found) await this.remove(id);
  }

  async readSettings(mailbox: string): Promise<Readonly<Record<string, string>>> {
    const text = await readIfPresent(join(this.#directory, mailbox, 'roaming-settings.json'));
    return text === undefined ? {} : (JSON.parse(text) as Record<string, string>);
  }

  async writeSettings(mailbox: string, settings: Readonly<Record<string, string>>): Promise<void> {
    await mkdir(join(this.#directory, mailbox), { recursive: true });
    await this.#write(join(this.#directory, mailbox, 'roaming-settings.json'), JSON.stringify(settings));
  }

  async #load(mailbox: string, folder: Folder): Promise<void> {
    const directory = join(this.#directory, mailbox, folder);
    await mkdir(directory, { recursive: true });
    for (const name of await readdir(directory)) {
      if (!name.endsWith('.json')) continue;
      const record = JSON.parse(await readFile(join(directory, name), 'utf8')) as StoredRecord;
      const id = name.slice(0, -'.json'.length);
      this.#messages.set(id, { ...record, id, mailbox, folder });
    }
  }

  async #keep(message: StoredMessage): Promise<void> {
    const { receivedAt, isRead, customProperties, titleWithoutSubject } = message;
    const title = titleWithoutSubject === undefined ? {} : { titleWithoutSubject };
    const record: StoredRecord = { receivedAt, isRead, customProperties, ...title };
    await this.#write(this.#path(message, 'json'), JSON.stringify(record));
    this.#messages.set(message.id, message);
    this.#changed(message.mailbox);
  }

  async #content(id: string): Promise<MessageContent | undefined> {
    const known = this.#contents.get(id);
    if (known !== undefined) return known;
    const raw = await this.raw(id);
    if (raw === undefined) return undefined;
    const content = await readMessage(raw);
    this.#contents.set(id, content);
    return content;
  }

  async #detail(id: string): Promise<MessageDetail | undefined> {
    const message = this.#messages.get(id);
    const content = await this.#content(id);
    if (message === undefined || content === undefined) return undefined;
    const { titleWithoutSubject, ...rest } = message;
    const { subject } = content.message;
    return { ...content.message, ...rest, subject: subject === '' ? (titleWithoutSubject ?? '') : subject };
  }

  #path(message: Pick<StoredMessage, 'mailbox' | 'folder' | 'id'>, extension: 'eml' | 'json'): string {
    return join(this.#directory, message.mailbox, message.folder, `${message.id}.${extension}`);
  }

  /** Whole or not at all: a crash must not leave half a message. */
  async #write(path: string, content: Buffer | string): Promise<void> {
    const temporary = `${path}.${randomUUID()}.tmp`;
    await writeFile(temporary, content);
    await rename(temporary, path);
  }

  #changed(mailbox: string): void {
    for (const listener of this.#listeners) listener(mailbox);
  }
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function summaryOf(detail: MessageDetail): MessageSummary {
  const { id, mailbox, folder, subject, from, to, cc, bcc, receivedAt, isRead, preview, hasAttachments } = detail;
  return {
    ...{ id, mailbox, folder, subject, from, to, cc, bcc, receivedAt, isRead, preview, hasAttachments },
    protection: detail.protection,
    ...(detail.smimeType === undefined ? {} : { smimeType: detail.smimeType }),
  };
}
