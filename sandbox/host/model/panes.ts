import type { RibbonControl, Surface } from '../../manifest';
import type { Observable } from './observable';
import type { OpenPane, State } from './state';

/**
 * The add-in's pane beside the message. One that is not pinned goes with its
 * item; a pinned one stays and is told. Reading and writing have a pin each.
 */
export class Panes {
  readonly #state: Observable<State>;
  #onItemChanged: (() => void) | undefined;

  constructor(state: Observable<State>) {
    this.#state = state;
  }

  get surface(): Surface {
    return this.#state.get().draft === undefined ? 'read' : 'compose';
  }

  /** The pane that is open hears here that another item is shown. Returns how to stop. */
  watchItem(listener: () => void): () => void {
    this.#onItemChanged = listener;
    return () => {
      if (this.#onItemChanged === listener) this.#onItemChanged = undefined;
    };
  }

  /** The same button again only brings the keyboard to the pane; another one starts it anew. */
  open(control: RibbonControl): void {
    if (control.action.kind !== 'pane') return;
    const { pane } = this.#state.get();
    const { url, canPin } = control.action;
    if (pane?.controlId === control.id && pane.surface === this.surface) {
      document.querySelector<HTMLIFrameElement>('iframe[data-pane]')?.focus();
      return;
    }
    const key = crypto.randomUUID();
    const isPinned = canPin && pane?.isPinned === true;
    this.#show({ key, surface: this.surface, controlId: control.id, url, canPin, isPinned });
  }

  close(): void {
    const { pane, pinned } = this.#state.get();
    if (pane === undefined) return;
    this.#state.change({ pane: undefined, pinned: { ...pinned, [pane.surface]: undefined } });
  }

  pin(isPinned: boolean): void {
    const { pane } = this.#state.get();
    if (pane?.canPin === true) this.#show({ ...pane, isPinned });
  }

  itemChanged(): void {
    const { pane } = this.#state.get();
    if (pane?.isPinned === true) this.#onItemChanged?.();
    else if (pane !== undefined) this.#state.change({ pane: undefined });
    else this.surfaceChanged();
  }

  /** From reading to writing or back: the pane that is pinned there, or none. */
  surfaceChanged(): void {
    const pinned = this.#state.get().pinned[this.surface];
    this.#state.change({ pane: pinned === undefined ? undefined : { ...pinned, key: crypto.randomUUID() } });
  }

  #show(pane: OpenPane): void {
    const { pinned } = this.#state.get();
    this.#state.change({ pane, pinned: { ...pinned, [pane.surface]: pane.isPinned ? pane : undefined } });
  }
}
