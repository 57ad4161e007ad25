/**
 * What Signet needs of a mailbox program, without a word of Office.js. The
 * real one is office-mailbox.ts; tests use an in-memory one.
 */
export interface Address {
  readonly address: string;
  readonly name: string;
  /** A distribution list, whose members cannot be seen. */
  readonly isList?: boolean;
}

export interface Mailbox {
  /** The address of the mailbox the add-in runs in. */
  readonly address: string;
  readonly displayName: string;
  /** Which program and version this is, for reports; names and numbers only. */
  readonly client: string;
  readonly settings: SettingsStore;
  /** What is selected or being written now. */
  item(): MailboxItem;
  /** Fires when another item (or none) is shown in a pinned pane. Returns how to stop. */
  onItemChanged(listener: () => void): () => void;
  /** Whether Outlook is known to run our check when Send is pressed. */
  readonly runsSendCheck: boolean;
}

export type MailboxItem =
  | ReadItem
  | ComposeItem
  | SharedItem
  | { readonly kind: 'none' }
  | { readonly kind: 'several' }
  /** An appointment, a meeting request, … */
  | { readonly kind: 'other' };

/**
 * A message in somebody else's mailbox, or in one that several people share.
 * Settings and digital IDs are those of the person who is signed in, so nothing
 * is read from it, written to it or sent from it.
 */
export interface SharedItem {
  readonly kind: 'shared';
  readonly form: 'read' | 'compose';
  readonly key: string;
}

export interface AttachmentSummary {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  /** In octets, as Outlook says. */
  readonly size: number;
  readonly kind: 'file' | 'item' | 'cloud';
  readonly isInline: boolean;
}

/** One line that Outlook shows above an item. */
export interface InfoBar {
  /** At most 32 characters; a second one of the same key takes the place of the first. */
  readonly key: string;
  readonly kind: 'information' | 'error';
  /** At most 150 characters. */
  readonly message: string;
  readonly icon: 'check' | 'protect';
  /** Stays when another item is shown; never for `error`. */
  readonly isPersistent?: boolean;
}

/** The bars above one item. Outlook acts on the item that is shown when it hears of it. @throws MailboxError */
export interface InfoBars {
  keys(): Promise<readonly string[]>;
  show(bar: InfoBar): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Its calls reject with the signal's reason as soon as it is aborted. */
export interface ReadItem {
  readonly kind: 'read';
  /** The same for a message and its answers, where Outlook tells. */
  readonly conversationId?: string;
  /** Tells one shown item from another; not an address of the message. */
  readonly key: string;
  readonly subject: string;
  /** As Outlook shows it. */
  readonly from: Address;
  readonly attachments: readonly AttachmentSummary[];
  /** The header section as it arrived, for telling what kind of message it is. */
  headers(signal?: AbortSignal): Promise<string>;
  attachmentBytes(id: string, signal?: AbortSignal): Promise<Uint8Array>;
  /** The message as MIME; Outlook does not promise the original octets. */
  file(signal?: AbortSignal): Promise<Uint8Array>;
  readonly infoBars: InfoBars;
}

export interface DraftBody {
  readonly text: string;
  /** Absent for a plain-text message. */
  readonly html?: string;
}

/** Everything somebody wrote. An unreadable part is an error, never left out. */
export interface Draft extends DraftBody {
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly subject: string;
  readonly attachments: readonly DraftFile[];
  readonly inReplyTo?: string;
}

export interface DraftFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly isInline: boolean;
  readonly contentId?: string;
}

/** What is cheap to ask for again and again while somebody writes. */
export interface DraftSummary {
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly subject: string;
  readonly attachments: readonly AttachmentSummary[];
}

export interface ComposeItem {
  readonly kind: 'compose';
  /** That of the message being answered or forwarded; a new message has none, or one of its own. */
  readonly conversationId?: string;
  readonly key: string;
  summary(): Promise<DraftSummary>;
  /** Rejects with the signal's reason as soon as it is aborted. */
  draft(signal?: AbortSignal): Promise<Draft>;
  /** Only what was typed, to see whether somebody typed on. */
  body(): Promise<DraftBody>;
  /** Recipients, From or attachments changed. Returns how to stop. */
  onChanged(listener: () => void): () => void;
  /**
   * A small text kept with the item: in the session and, where Outlook can, with
   * the draft. Reading gives `null` when nothing was kept; when one of the two
   * places cannot be read, it throws.
   */
  readMark(name: string): Promise<string | null>;
  writeMark(name: string, value: string | null): Promise<void>;
  readonly infoBars: InfoBars;
  /** Closes the form and discards the draft. Only after the message was sent. */
  discard(): Promise<void>;
}

/**
 * The mailbox's roaming settings: a small bag of texts that is loaded once and
 * saved as a whole.
 */
export interface SettingsStore {
  readonly limitCharacters: number;
  get(key: string): string | undefined;
  keys(): readonly string[];
  /** How many characters the bag would take with these changes (`null` removes). */
  measure(changes: Readonly<Record<string, string | null>>): number;
  /** All changes in one save; on failure nothing is changed, also not in memory. */
  save(changes: Readonly<Record<string, string | null>>): Promise<void>;
  /**
   * Takes over what another pane saved: in memory only, after the saves under
   * way. The next save writes the whole bag, and would undo it otherwise.
   */
  adopt(changes: Readonly<Record<string, string | null>>): Promise<void>;
}

/** A way to send a finished MIME message. */
export interface Transport {
  readonly name: 'graph-mime';
  /** Largest message in octets that this way takes. */
  readonly limitBytes: number;
  /** Resolves only when the server took responsibility for the message. */
  send(mime: Uint8Array): Promise<void>;
}
