/**
 * Outlook's side of one add-in frame: answers what the real office.js in it
 * asks, and fires the events it registered for.
 */
import type { AddIn } from '../../manifest';
import { appContextOf, windowNameOf } from './app-context';
import type { FrameIdentity } from './app-context';
import { execute } from './calls';
import type { CallContext } from './call';
import { dialogEvent, readDialogRequest } from './dialog';
import type { DialogRequest } from './dialog';
import { initialData } from './initial-data';
import type { HostIdentity } from './initial-data';
import type { Item } from './item';
import { answerTo, eventText, readRequest } from './messages';
import type { FrameRequest } from './messages';
import { themeEvent, themeEventData, themeMessage } from './theme-event';

export type LeaveFrame = 'forward' | 'backward' | 'next-region' | 'escape';

/** What a frame needs of the mail program around it. */
export interface FrameHost extends Omit<CallContext, 'item' | 'identity'> {
  identity(): HostIdentity;
  loadSettings(): Promise<Readonly<Record<string, string>>>;
  /** Tab or Esc at the border of the frame, Ctrl+F6. */
  leaveFrame(how: LeaveFrame): void;
  readonly dialogs: FrameDialogs;
}

export interface FrameDialogs {
  /** @returns 0, or why it stays closed (12002 and above) */
  open(owner: AddInFrame, request: DialogRequest): number;
  /** By its owner, or because the owner is gone. */
  close(owner: AddInFrame): void;
  messageToOwner(dialog: AddInFrame, message: unknown): void;
  messageToDialog(owner: AddInFrame, message: unknown): void;
}

export interface CommandResult {
  /** 0, or 11101: no such function. */
  readonly status: number;
  /** JSON of the event with completedContext. */
  readonly text: string;
}

const leave: Readonly<Record<number, LeaveFrame>> = {
  5: 'next-region',
  6: 'next-region',
  13: 'forward',
  14: 'backward',
  15: 'escape',
};
const method = { commandCompleted: 94, messageParent: 144, messageChild: 145 };

export class AddInFrame {
  readonly addIn: AddIn;
  readonly #me: FrameIdentity;
  readonly #registered = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  readonly #host: FrameHost;
  readonly #item: () => Item | undefined;
  #window: Window | null = null;
  #onCommand: ((result: CommandResult) => void) | undefined;

  constructor(host: FrameHost, addIn: AddIn, item: () => Item | undefined, isDialog = false) {
    this.#host = host;
    this.addIn = addIn;
    this.#item = item;
    this.#me = { addIn, conversationId: crypto.randomUUID(), isDialog };
  }

  readonly windowName = (): string => windowNameOf(this.#me);

  /** Returns how to stop listening. */
  listen(frameWindow: Window | null): () => void {
    this.#window = frameWindow;
    const listener = (event: MessageEvent): void => this.#receive(event);
    window.addEventListener('message', listener);
    return () => {
      window.removeEventListener('message', listener);
      this.#host.dialogs.close(this);
      this.#window = null;
    };
  }

  /** Does nothing when the add-in did not register for it. */
  fire(name: string, data: unknown): void {
    if (this.#registered.has(name)) this.#post(eventText(name, this.#me.conversationId, data));
  }

  fireItemChanged(): void {
    const item = this.#item();
    this.fire('olkItemSelectedChanged', item === undefined ? '' : initialData(this.#host.identity(), item));
  }

  fireThemeChanged(): void {
    const { officeTheme } = this.#host.identity();
    this.#post(themeMessage(officeTheme));
    this.fire(themeEvent, themeEventData(officeTheme));
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
    if (event.source !== this.#window || event.origin !== this.addIn.origin) return;
    const request = readRequest(event.data);
    if (request?._conversationId !== this.#me.conversationId) return;
    void this.#answer(request).then((data) => this.#post(answerTo(request, data)));
  }

  #post(text: string): void {
    this.#window?.postMessage(text, this.addIn.origin);
  }

  /** Never null: the library calls nobody back for a null answer. */
  async #answer(request: FrameRequest): Promise<unknown> {
    if (request._actionType === 1) return this.#register(request);
    if (request._actionType === 2) return this.#unregister(request);
    switch (request._actionName) {
      case 'ContextActivationManager_getAppContextAsync':
        // A reloaded frame starts anew.
        this.#registered.clear();
        return appContextOf(this.#me, await this.#host.loadSettings());
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

  /** Listening to a dialog is what opens it. */
  #register({ _actionName: name, _data: data }: FrameRequest): unknown {
    if (name === dialogEvent.toOwner) {
      const code = this.#host.dialogs.open(this, readDialogRequest(data));
      if (code !== 0) return { Error: code };
    }
    this.#registered.add(name);
    this.#waiting.get(name)?.();
    this.#waiting.delete(name);
    return { Error: 0 };
  }

  #unregister({ _actionName: name }: FrameRequest): unknown {
    this.#registered.delete(name);
    if (name === dialogEvent.toOwner) this.#host.dialogs.close(this);
    return { Error: 0 };
  }

  #notified(data: unknown): unknown {
    const how = leave[Array.isArray(data) ? Number(data[1]) : -1];
    if (how !== undefined) this.#host.leaveFrame(how);
    return {};
  }

  /** The older form of call. */
  #smallMethod(data: unknown): unknown {
    const call = data as Readonly<Record<string, unknown>> & { DdaMethod?: { DispatchId?: number } };
    switch (call.DdaMethod?.DispatchId ?? 0) {
      case method.commandCompleted:
        this.#commandCompleted({ status: Number(call['1']), text: typeof call['2'] === 'string' ? call['2'] : '' });
        break;
      case method.messageParent:
        this.#host.dialogs.messageToOwner(this, call['messageToParent']);
        break;
      case method.messageChild:
        this.#host.dialogs.messageToDialog(this, call['messageContent']);
        break;
      default:
        return { Version: 1, Error: 5000 };
    }
    return { Version: 1, Error: 0 };
  }

  #commandCompleted(result: CommandResult): void {
    const report = this.#onCommand;
    this.#onCommand = undefined;
    report?.(result);
  }
}
