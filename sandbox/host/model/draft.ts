import type { Address, OutgoingMessage, Person } from '../../mail/types';
import { api } from '../api';
import { htmlToText, sizeOfBase64, toBase64 } from '../text';
import { Observable } from './observable';

export interface Recipient extends Address {
  /** A name that is nobody's address: Outlook neither sends to it nor tells add-ins of it. */
  readonly isResolved: boolean;
}

export type RecipientField = 'to' | 'cc' | 'bcc';

export interface DraftAttachment {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly base64: string;
  readonly size: number;
  readonly isInline: boolean;
  readonly contentId?: string;
}

export interface DraftState {
  /** The writer, or a shared mailbox that the writer may send as. */
  readonly from: Address;
  readonly to: readonly Recipient[];
  readonly cc: readonly Recipient[];
  readonly bcc: readonly Recipient[];
  readonly subject: string;
  readonly html: string;
  readonly attachments: readonly DraftAttachment[];
  readonly savedId: string | undefined;
  /** Being sent: the form is closed to changes. */
  readonly isSending: boolean;
}

export type ComposeType = 'newMail' | 'reply' | 'forward';

export type DraftEvent =
  | { readonly type: 'recipients'; readonly field: RecipientField }
  | { readonly type: 'attachments'; readonly status: 'added' | 'removed'; readonly attachment: DraftAttachment };

/** Who writes, and in whose name. */
export interface Sender {
  readonly owner: Person;
  readonly from?: Address;
}

export interface DraftStart extends Sender {
  /** Where it is kept; the writer's own mailbox, when absent. */
  readonly mailbox?: string;
  readonly composeType: ComposeType;
  readonly state?: Partial<DraftState>;
  readonly conversationId?: string;
  readonly inReplyTo?: string;
  /** Of the thread, as in MessageDetail. */
  readonly references?: string;
  readonly internetHeaders?: ReadonlyMap<string, string>;
  readonly customProperties?: Readonly<Record<string, unknown>>;
}

const autosaveDelay = 3000;

/** A message that is being written. */
export class Draft {
  readonly key = crypto.randomUUID();
  readonly owner: Person;
  readonly mailbox: string;
  readonly composeType: ComposeType;
  readonly conversationId: string;
  readonly inReplyTo: string | undefined;
  readonly references: string | undefined;
  readonly state: Observable<DraftState>;
  /** Lives as long as the form, for the add-in. */
  readonly sessionData = new Map<string, string>();
  readonly internetHeaders = new Map<string, string>();
  /** What an add-in's event handler left for the pane that is opened next. */
  initializationContext = '';

  #customProperties: Readonly<Record<string, unknown>>;
  readonly #listeners = new Set<(event: DraftEvent) => void>();
  #autosave: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(start: DraftStart) {
    this.owner = start.owner;
    this.mailbox = start.mailbox ?? start.owner.address;
    this.composeType = start.composeType;
    this.conversationId = start.conversationId ?? crypto.randomUUID();
    this.inReplyTo = start.inReplyTo;
    this.references = start.references;
    for (const [name, value] of start.internetHeaders ?? []) this.internetHeaders.set(name, value);
    this.#customProperties = start.customProperties ?? {};
    this.state = new Observable<DraftState>({ ...empty, from: start.from ?? start.owner.writesAs ?? start.owner, ...start.state });
  }

  /** Recipients or attachments changed. Returns how to stop. */
  onEvent(listener: (event: DraftEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setRecipients(field: RecipientField, recipients: readonly Recipient[]): void {
    this.#edit({ [field]: recipients });
    this.#emit({ type: 'recipients', field });
  }

  setFrom({ address, name }: Address): void {
    this.#edit({ from: { address, name } });
  }

  setSubject(subject: string): void {
    this.#edit({ subject });
  }

  setHtml(html: string): void {
    this.#edit({ html });
  }

  addAttachment(attachment: Omit<DraftAttachment, 'id' | 'size'>): string {
    const added = { ...attachment, id: crypto.randomUUID(), size: sizeOfBase64(attachment.base64) };
    this.#edit({ attachments: [...this.state.get().attachments, added] });
    this.#emit({ type: 'attachments', status: 'added', attachment: added });
    return added.id;
  }

  async addFile(file: File): Promise<void> {
    const base64 = toBase64(new Uint8Array(await file.arrayBuffer()));
    this.addAttachment({ name: file.name, contentType: file.type || 'application/octet-stream', base64, isInline: false });
  }

  /** @returns whether there was one */
  removeAttachment(id: string): boolean {
    const { attachments } = this.state.get();
    const attachment = attachments.find((candidate) => candidate.id === id);
    if (attachment === undefined) return false;
    this.#edit({ attachments: attachments.filter((candidate) => candidate !== attachment) });
    this.#emit({ type: 'attachments', status: 'removed', attachment });
    return true;
  }

  get customProperties(): Readonly<Record<string, unknown>> {
    return this.#customProperties;
  }

  setCustomProperties(properties: Readonly<Record<string, unknown>>): void {
    this.#customProperties = properties;
    this.#edit({});
  }

  setSending(isSending: boolean): void {
    this.state.change({ isSending });
  }

  get recipients(): readonly Recipient[] {
    const { to, cc, bcc } = this.state.get();
    return [...to, ...cc, ...bcc];
  }

  outgoing(): OutgoingMessage {
    const { from, to, cc, bcc, subject, html, attachments } = this.state.get();
    return {
      from: { address: from.address, name: from.name },
      to: resolved(to),
      cc: resolved(cc),
      bcc: resolved(bcc),
      subject,
      html: `<html><head><meta charset="utf-8"></head><body>${html}</body></html>`,
      text: htmlToText(html),
      attachments: attachments.map(({ name, contentType, base64, isInline, contentId }) => ({
        ...{ name, contentType, base64, isInline },
        ...(contentId === undefined ? {} : { contentId }),
      })),
      internetHeaders: Object.fromEntries(this.internetHeaders),
      customProperties: this.#customProperties,
      ...(this.inReplyTo === undefined ? {} : { inReplyTo: this.inReplyTo }),
      ...(this.references === undefined ? {} : { references: this.references }),
    };
  }

  /** One after another, so that a draft never becomes two. */
  async save(): Promise<string> {
    clearTimeout(this.#autosave);
    this.#saving = this.#saving.then(async () => {
      if (this.#isClosed) return;
      const { id } = await api.saveDraft(this.mailbox, this.outgoing(), this.state.get().savedId);
      this.state.change({ savedId: id });
    });
    await this.#saving;
    return this.state.get().savedId ?? '';
  }

  /** No more saving, neither by the clock nor by the add-in; a save under way is waited for. */
  async close(): Promise<string | undefined> {
    clearTimeout(this.#autosave);
    this.#isClosed = true;
    await this.#saving;
    return this.state.get().savedId;
  }

  /** After a failed send the form lives on. */
  reopen(): void {
    this.#isClosed = false;
  }

  #edit(change: Partial<DraftState>): void {
    this.state.change(change);
    clearTimeout(this.#autosave);
    if (!this.#isClosed) this.#autosave = setTimeout(() => void this.save(), autosaveDelay);
  }

  #emit(event: DraftEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

const empty: Omit<DraftState, 'from'> = {
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  html: '<div><br></div>',
  attachments: [],
  savedId: undefined,
  isSending: false,
};

function resolved(recipients: readonly Recipient[]): readonly Address[] {
  return recipients.filter(({ isResolved }) => isResolved).map(({ address, name }) => ({ address, name }));
}
