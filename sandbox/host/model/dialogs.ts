import { AddInFrame } from '../office/frame';
import type { FrameDialogs, FrameHost, LeaveFrame } from '../office/frame';
import { dialogCode, dialogEvent, dialogMessage, refusalOf } from '../office/dialog';
import type { DialogRequest } from '../office/dialog';
import { Observable } from './observable';

export interface OfficeDialog extends DialogRequest {
  readonly owner: AddInFrame;
  readonly frame: AddInFrame;
}

/** The one dialog of an add-in that can be open, shown inside the page. */
export class Dialogs implements FrameDialogs {
  readonly state = new Observable<{ readonly dialog: OfficeDialog | undefined }>({ dialog: undefined });
  readonly #frameHost: () => FrameHost;

  constructor(frameHost: () => FrameHost) {
    this.#frameHost = frameHost;
  }

  open(owner: AddInFrame, request: DialogRequest): number {
    if (this.#dialog !== undefined) return dialogCode.alreadyOpen;
    const refusal = refusalOf(request, owner.addIn.origin);
    if (refusal !== dialogCode.opened) return refusal;
    const host: FrameHost = { ...this.#frameHost(), leaveFrame: (how) => this.#leave(how) };
    const frame = new AddInFrame(host, owner.addIn, () => undefined, true);
    this.state.change({ dialog: { ...request, owner, frame } });
    return dialogCode.opened;
  }

  close(owner: AddInFrame): void {
    if (this.#dialog?.owner === owner) this.state.change({ dialog: undefined });
  }

  /** The owner is told, and finds out by itself that there was no answer. */
  closeByUser(): void {
    const { owner } = this.#dialog ?? {};
    this.state.change({ dialog: undefined });
    owner?.fire(dialogEvent.toOwner, { messageType: dialogCode.closedByUser });
  }

  messageToOwner(dialog: AddInFrame, message: unknown): void {
    if (this.#dialog?.frame !== dialog) return;
    this.#dialog.owner.fire(dialogEvent.toOwner, dialogMessage(message, dialog.addIn.origin));
  }

  messageToDialog(owner: AddInFrame, message: unknown): void {
    if (this.#dialog?.owner !== owner) return;
    this.#dialog.frame.fire(dialogEvent.toDialog, dialogMessage(message, owner.addIn.origin));
  }

  /** office.js goes round inside its page with Tab; Ctrl+F6 leads to the window's own button. */
  #leave(how: LeaveFrame): void {
    if (how === 'escape') this.closeByUser();
    else document.querySelector<HTMLElement>('[data-dialog-close]')?.focus();
  }

  get #dialog(): OfficeDialog | undefined {
    return this.state.get().dialog;
  }
}
