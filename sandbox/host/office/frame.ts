/**
 * Outlook's side of one add-in frame: answers what the real office.js in it
 * asks, and fires the events it registered for.
 */
import type { AddIn } from '../../manifest';
import { execute } from './calls';
import type { CallContext } from './call';
import { initialData } from './initial-data';
import type { HostIdentity } from './initial-data';
import type { Item } from './item';
import { answerTo, eventText, readRequest } from './messages';
import type { FrameRequest } from './messages';

/** What a frame needs of the mail program around it. */
export interface FrameHost extends Omit<CallContext, 'item' | 'identity'> {
  identity(): HostIdentity;
  loadSettings(): Promise<Readonly<Record<string, string>>>;
  /** Tab or Esc at the border of the frame, Ctrl+F6. */
  leaveFrame(how: 'forward' | 'backward' | 'next-region'): void;
}

export interface CommandResult {
  /** 0, or 11101: no such function. */
  readonly status: number;
  /** JSON of the event with completedContext. */
  readonly text: string;
}

const claimed = { Mailbox: '1.14' };
const leave = { 5: 'next-region', 6: 'next-region', 13: 'forward', 14: 'backward', 15: 'backward' } as const;

export class AddInFrame {
  readonly #conversationId = crypto.randomUUID();
  readonly #registered = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  readonly #host: FrameHost;
  readonly #addIn: AddIn;
  readonly #item: () => Item | undefined;
  #window: Window | null = null;
  #onCommand: ((result: CommandResult) => void) | undefined;

  constructor(host: FrameHost, addIn: AddIn, item: () => Item | undefined) {
    this.#host = host;
    this.#addIn = addIn;
    this.#item = item;
  }

  /** For the iframe's name attribute: from here office.js learns who its host is. */
  readonly windowName = (): string =>
    JSON.stringify({
      baseFrameName: `_xdm_${this.#conversationId}`,
      hostInfo: `Outlook$Web$16.01$en-US$${crypto.randomUUID()}$$disableLogging$0`,
      xdmInfo: `${this.#conversationId}|${this.#addIn.id}|${window.location.origin}`,
      serializerVersion: 1,
      flights: '[]',
    });

  /** Returns how to stop listening. */
  listen(frameWindow: Window | null): () => void {
    this.#window = frameWindow;
    const listener = (event: MessageEvent): void => this.#receive(event);
    window.addEventListener('message', listener);
    return () => {
      window.removeEventListener('message', listener);
      this.#window = null;
    };
  }

  /** Does nothing when the add-in did not register for it. */
  fire(name: string, data: unknown): void {
    if (this.#registered.has(name)) this.#post(eventText(name, this.#conversationId, data));
  }

  fireItemChanged(): void {
    const item = this.#item();
    this.fire('olkItemSelectedChanged', item === undefined ? '' : initialData(this.#host.identity(), item));
  }

  /** Resolves when the add-in listens for that event. */
  async registered(name: string): Promise<void> {
    if (this.#registered.has(name)) return;
    await new Promise<void>((resolve) => this.#waiting.set(name, resolve));
  }

  /** Runs a function of the add-in once; the caller keeps the time. */
  async command(id: string, functionName: string, event: unknown): Promise<CommandResult> {
    await this.registered('appCommandInvoked');
    return new Promise((resolve) => {
      this.#onCommand = resolve;
      this.fire('appCommandInvoked', [id, functionName, JSON.stringify(event)]);
    });
  }

  #receive(event: MessageEvent): void {
    if (event.source !== this.#window || event.origin !== this.#addIn.origin) return;
    const request = readRequest(event.data);
    if (request?._conversationId !== this.#conversationId) return;
    void this.#answer(request).then((data) => this.#post(answerTo(request, data)));
  }

  #post(text: string): void {
    this.#window?.postMessage(text, this.#addIn.origin);
  }

  /** Never null: the library calls nobody back for a null answer. */
  async #answer(request: FrameRequest): Promise<unknown> {
    if (request._actionType === 1) return this.#register(request._actionName);
    if (request._actionType === 2) {
      this.#registered.delete(request._actionName);
      return { Error: 0 };
    }
    switch (request._actionName) {
      case 'ContextActivationManager_getAppContextAsync':
        // A reloaded frame starts anew.
        this.#registered.clear();
        return this.#appContext();
      case 'ContextActivationManager_notifyHost':
        return this.#notified(request._data);
      case 'GetInitialData':
        return initialData(this.#host.identity(), this.#item());
      case 'ExecuteMethod':
        return execute({ ...this.#host, identity: this.#host.identity(), item: this.#item() }, request._data);
      case 'executeMethod':
        return this.#smallMethod(request._data);
      default:
        return {};
    }
  }

  #register(name: string): unknown {
    this.#registered.add(name);
    this.#waiting.get(name)?.();
    this.#waiting.delete(name);
    return { Error: 0 };
  }

  async #appContext(): Promise<unknown> {
    return {
      _id: this.#addIn.id,
      _appName: 64,
      _appVersion: '16.01',
      _appUILocale: 'en-US',
      _dataLocale: 'en-US',
      _docUrl: '',
      _clientMode: 0,
      _settings: await this.#host.loadSettings(),
      _reason: 'documentOpened',
      _osfControlType: 1,
      _eToken: '',
      _correlationId: crypto.randomUUID(),
      _appInstanceId: this.#conversationId,
      _appMinorVersion: 1,
      _requirementMatrix: JSON.stringify(claimed),
      _hostFullVersion: '16.01',
      _clientWindowHeight: window.innerHeight,
      _clientWindowWidth: window.innerWidth,
      _addinName: this.#addIn.name,
      _appDomains: [this.#addIn.origin],
      _featureGates: {},
      _dialogRequirementMatrix: '{}',
      _initialDisplayMode: 0,
    };
  }

  #notified(data: unknown): unknown {
    const action = Array.isArray(data) ? Number(data[1]) : -1;
    if (action in leave) this.#host.leaveFrame(leave[action as keyof typeof leave]);
    return {};
  }

  /** The older form of call; a finished command (94) is the one that matters here. */
  #smallMethod(data: unknown): unknown {
    const call = data as Readonly<Record<string, unknown>> & { DdaMethod?: { DispatchId?: number } };
    if (call.DdaMethod?.DispatchId !== 94) return { Version: 1, Error: 5000 };
    const report = this.#onCommand;
    this.#onCommand = undefined;
    report?.({ status: Number(call['1']), text: typeof call['2'] === 'string' ? call['2'] : '' });
    return { Version: 1, Error: 0 };
  }
}
