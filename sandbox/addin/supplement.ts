/**
 * Runs in the add-in's frame right after office.js. The copy of office.js on
 * npm is older than the one Microsoft serves: this adds the newer members that
 * an S/MIME add-in uses, over the library's own channel, under dispatch ids of
 * the sandbox's own. It must not call Office.onReady: that would say the add-in
 * is ready before its code is.
 */
interface Result {
  readonly status: 'succeeded' | 'failed';
  readonly value?: unknown;
  readonly error?: { readonly code: number; readonly name: string; readonly message: string };
  readonly asyncContext: unknown;
}

type Callback = (result: Result) => void;
type Options = Readonly<Record<string, unknown>>;

interface Reply {
  readonly error?: boolean;
  readonly errorCode?: number;
  readonly data?: unknown;
}

interface Library {
  readonly OSF: {
    readonly _OfficeAppFactory: {
      getId(): string;
      getClientEndPoint(): { invoke(name: string, callback: (code: number, reply: Reply | null) => void, data: unknown): void };
    };
  };
  readonly Office: {
    readonly context: { readonly mailbox?: Mailbox; readonly officeTheme?: unknown };
    onReadyInternal(callback: () => void): void;
  };
}

interface Mailbox {
  item?: Record<string, unknown> | null;
  readonly initialData?: Readonly<Record<string, unknown>> | null;
}

const library = window as unknown as Library;
const getAsFile = 90001;
const closeItem = 90003;

library.Office.onReadyInternal(() => {
  const { mailbox } = library.Office.context;
  if (mailbox === undefined) return;
  hook(mailbox);
  hookTheme(mailbox.initialData?.['officeTheme']);
});

/** Outlook tells a new theme to every add-in, whether it listens to the event or not. */
function hookTheme(first: unknown): void {
  let theme = first;
  window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    if (source !== window.parent || typeof data !== 'string' || !data.startsWith('{"sandboxOfficeTheme"')) return;
    theme = (JSON.parse(data) as { sandboxOfficeTheme: unknown }).sandboxOfficeTheme;
  });
  Object.defineProperty(library.Office.context, 'officeTheme', { enumerable: true, get: () => theme });
}

/** The library replaces the item whenever another message is shown. */
function hook(mailbox: Mailbox): void {
  let item = supplemented(mailbox, mailbox.item);
  Object.defineProperty(mailbox, 'item', {
    configurable: true,
    enumerable: true,
    get: () => item,
    set: (next: Mailbox['item']) => {
      item = supplemented(mailbox, next);
    },
  });
}

function supplemented(mailbox: Mailbox, item: Mailbox['item']): Mailbox['item'] {
  if (item === undefined || item === null) return item;
  const isCompose = typeof item['saveAsync'] === 'function';
  if (isCompose) {
    define(item, 'closeAsync', (...args: unknown[]) => call(closeItem, args, ['discardItem']));
    define(item, 'inReplyTo', mailbox.initialData?.['inReplyTo']);
  } else {
    define(item, 'getAsFileAsync', (...args: unknown[]) => call(getAsFile, args, []));
  }
  return item;
}

function define(item: Record<string, unknown>, name: string, value: unknown): void {
  if (!(name in item)) Object.defineProperty(item, name, { value, enumerable: true });
}

/** (options?, callback?) like every call of Office.js. */
function call(dispatchId: number, args: readonly unknown[], optionNames: readonly string[]): void {
  const options = (args.find((arg) => typeof arg === 'object' && arg !== null) ?? {}) as Options;
  const callback = args.find((arg) => typeof arg === 'function') as Callback | undefined;
  const factory = library.OSF._OfficeAppFactory;
  const request = {
    ApiParams: Object.fromEntries(optionNames.map((name) => [name, options[name]])),
    MethodData: { ControlId: factory.getId(), DispatchId: dispatchId },
  };
  factory.getClientEndPoint().invoke(
    'ExecuteMethod',
    (_code, reply) => callback?.(resultOf(reply, options['asyncContext'])),
    request,
  );
}

function resultOf(reply: Reply | null, asyncContext: unknown): Result {
  if (reply !== null && reply.error !== true) return { status: 'succeeded', value: reply.data, asyncContext };
  const code = reply?.errorCode ?? 9002;
  return { status: 'failed', error: { code, name: 'SandboxError', message: `Outlook answered ${code}.` }, asyncContext };
}

// Makes this file a module of its own; it is loaded as a plain script.
export {};
