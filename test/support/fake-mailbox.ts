import type {
  Address,
  ComposeItem,
  Draft,
  DraftSummary,
  InfoBar,
  InfoBars,
  Mailbox,
  MailboxItem,
  ReadItem,
  SettingsStore,
  Transport,
} from '../../src/mailbox/types';

/** Calls that shall fail, by name: `settings.save`, `compose.draft`, `read.file`, `transport.send`, … */
export type Failures = Map<string, Error>;

export interface FakeMailbox extends Mailbox {
  readonly failures: Failures;
  /** Names of all calls in order. */
  readonly calls: string[];
  readonly settings: SettingsStore;
  /** What is kept, as a dump. */
  dump(): Record<string, string>;
  /** As something outside Signet would: past `save`. */
  tamper(changes: Readonly<Record<string, string | null>>): void;
  show(item: MailboxItem): void;
  readonly transport: FakeTransport;
}

export interface FakeTransport extends Transport {
  limitBytes: number;
  readonly sent: Uint8Array[];
}

export const person = (address: string, name = ''): Address => ({ address, name });

/** A whole mailbox in memory, which keeps what is kept and fails where it is told to. */
export function createFakeMailbox(address: string, kept: Readonly<Record<string, string>> = {}): FakeMailbox {
  const failures: Failures = new Map();
  const calls: string[] = [];
  const bag = new Map(Object.entries(kept));
  const listeners = new Set<() => void>();
  const fails = failing(failures, calls);
  let shown: MailboxItem = { kind: 'none' };
  return {
    address,
    displayName: address,
    client: 'Test 1.0',
    runsSendCheck: true,
    failures,
    calls,
    settings: fakeSettings(bag, fails),
    item: () => shown,
    onItemChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dump: () => Object.fromEntries(bag),
    tamper: (changes) => apply(bag, changes),
    show: (item) => {
      shown = item;
      for (const listener of listeners) listener();
    },
    transport: fakeTransport(fails),
  };
}

type Fails = (call: string, signal?: AbortSignal) => Promise<void>;

function failing(failures: Failures, calls: string[]): Fails {
  return (call, signal) => {
    calls.push(call);
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    const failure = failures.get(call);
    return failure === undefined ? Promise.resolve() : Promise.reject(failure);
  };
}

function apply(bag: Map<string, string>, changes: Readonly<Record<string, string | null>>): void {
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) bag.delete(key);
    else bag.set(key, value);
  }
}

function fakeSettings(bag: Map<string, string>, fails: Fails): SettingsStore {
  return {
    limitCharacters: 32 * 1024,
    get: (key) => bag.get(key),
    keys: () => [...bag.keys()],
    measure: (changes) => {
      const after = new Map(bag);
      apply(after, changes);
      return JSON.stringify(Object.fromEntries([...after].map(([key, value]) => [key, JSON.stringify(value)]))).length;
    },
    save: async (changes) => {
      await fails('settings.save');
      apply(bag, changes);
    },
    adopt: (changes) => {
      apply(bag, changes);
      return Promise.resolve();
    },
  };
}

/** What Exchange keeps: the bag of the last save, whole. */
export interface SettingsServer {
  bag: Readonly<Record<string, unknown>>;
  /** When it is set, saves begun now reach the server only then, with what the copy held when they began. */
  hold?: Promise<unknown>;
  /** How many wait. */
  held: number;
}

/** One pane's roaming settings as Outlook has them: copied once, never renewed, saved whole. */
export function outlookCopy(server: SettingsServer): Office.RoamingSettings {
  const values = new Map(Object.entries(server.bag));
  return {
    get: (key: string) => values.get(key),
    set: (key: string, value: unknown) => void values.set(key, value),
    remove: (key: string) => void values.delete(key),
    saveAsync: (done: (result: unknown) => void) => {
      server.bag = Object.fromEntries(values);
      done({ status: 'succeeded' });
    },
  };
}

/** Saves that wait for `server.hold`; outside of the bag, because all calls of one real pane wait for each other. */
export function slowly(settings: SettingsStore, server: SettingsServer): SettingsStore {
  const save: SettingsStore['save'] = async (changes) => {
    const { bag: before, hold } = server;
    await settings.save(changes);
    if (hold === undefined) return;
    const written = server.bag;
    server.bag = before;
    server.held += 1;
    await hold;
    server.held -= 1;
    server.bag = written;
  };
  return { ...settings, save };
}

function fakeTransport(fails: Fails): FakeTransport {
  const sent: Uint8Array[] = [];
  return {
    name: 'graph-mime',
    limitBytes: 3 * 1024 * 1024,
    sent,
    send: async (mime) => {
      await fails('transport.send');
      sent.push(mime);
    },
  };
}

export interface FakeComposeItem extends ComposeItem {
  /** What somebody has written so far; replace it as typing on would. */
  written: Draft;
  readonly marks: Map<string, string>;
  discarded: boolean;
}

export function createComposeItem(mailbox: FakeMailbox, draft: Partial<Draft> = {}): FakeComposeItem {
  const fails = failing(mailbox.failures, mailbox.calls);
  const marks = new Map<string, string>();
  const item: FakeComposeItem = {
    kind: 'compose',
    key: `compose ${Math.random()}`,
    written: {
      from: person(mailbox.address),
      to: [],
      cc: [],
      bcc: [],
      subject: 'Offer',
      text: 'The price is 4711.\r\n',
      html: '<p>The price is <b>4711</b>.</p>',
      attachments: [],
      ...draft,
    },
    marks,
    discarded: false,
    summary: () => fails('compose.summary').then(() => summarize(item.written)),
    draft: () => fails('compose.draft').then(() => ({ ...item.written })),
    body: () =>
      fails('compose.body').then(() => {
        const { text, html } = item.written;
        return html === undefined ? { text } : { text, html };
      }),
    onChanged: () => () => undefined,
    readMark: (name) => fails('compose.readMark').then(() => marks.get(name) ?? null),
    writeMark: (name, value) =>
      fails('compose.writeMark').then(() => {
        if (value === null) marks.delete(name);
        else marks.set(name, value);
      }),
    infoBars: fakeInfoBars(fails),
    discard: () =>
      fails('compose.discard').then(() => {
        item.discarded = true;
      }),
  };
  return item;
}

export interface FakeInfoBars extends InfoBars {
  readonly shown: Map<string, InfoBar>;
}

function fakeInfoBars(fails: Fails): FakeInfoBars {
  const shown = new Map<string, InfoBar>();
  return {
    shown,
    keys: () => fails('infoBars.keys').then(() => [...shown.keys()]),
    show: (bar) => fails('infoBars.show').then(() => void shown.set(bar.key, bar)),
    remove: (key) => fails('infoBars.remove').then(() => void shown.delete(key)),
  };
}

function summarize({ from, to, cc, bcc, subject, attachments }: Draft): DraftSummary {
  const listed = attachments.map(({ name, contentType, bytes, isInline }, at) => ({
    id: String(at),
    name,
    contentType,
    size: bytes.length,
    kind: 'file' as const,
    isInline,
  }));
  return { from, to, cc, bcc, subject, attachments: listed };
}

export interface ReceivedMessage {
  readonly from: Address;
  readonly headers: string;
  /** The only attachment, as Exchange keeps S/MIME messages. */
  readonly attachment?: { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array };
  readonly file?: Uint8Array;
}

export function createReadItem(mailbox: FakeMailbox, { from, headers, attachment, file }: ReceivedMessage): ReadItem {
  const fails = failing(mailbox.failures, mailbox.calls);
  const listed = attachment === undefined ? [] : [attachment];
  return {
    kind: 'read',
    key: `read ${Math.random()}`,
    subject: '',
    from,
    attachments: listed.map(({ name, contentType, bytes }, at) => ({
      id: String(at),
      name,
      contentType,
      size: bytes.length,
      kind: 'file',
      isInline: false,
    })),
    headers: (signal) => fails('read.headers', signal).then(() => headers),
    attachmentBytes: () => fails('read.attachmentBytes').then(() => attachment?.bytes.slice() ?? new Uint8Array()),
    file: () => fails('read.file').then(() => file?.slice() ?? new Uint8Array()),
    infoBars: fakeInfoBars(fails),
  };
}
