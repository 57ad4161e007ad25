import type { AttachedMessage, Folder, MessageDetail, MessageSummary, Person } from '../../mail/types';
import type { RibbonControl, Surface } from '../../manifest';
import type { World } from '../../server/host-api';
import type { Draft } from './draft';
import type { Notification } from './notifications';

export interface OpenPane {
  /** Changes when the frame has to start anew. */
  readonly key: string;
  readonly surface: Surface;
  readonly controlId: string;
  readonly url: string;
  readonly canPin: boolean;
  readonly isPinned: boolean;
}

/** What stands between pressing Send and the message leaving. */
export type SendDialog =
  | { readonly kind: 'slow'; readonly addInName: string; readonly canSendAnyway: boolean }
  | {
      readonly kind: 'blocked';
      readonly addInName: string;
      readonly message: string;
      /** The add-in's own button, which opens its pane. */
      readonly action?: { readonly label: string; readonly control: RibbonControl };
      readonly canSendAnyway: boolean;
      /** What an engineer should know; Outlook itself would say nothing. */
      readonly remark?: string;
    };

export type DialogAnswer = 'dont-send' | 'send-anyway' | 'take-action' | 'dismissed';

export interface State {
  readonly world: World;
  readonly me: Person;
  /** Whose folder is open: the person's own, or a shared one. */
  readonly mailbox: string;
  readonly folder: Folder;
  readonly messages: readonly MessageSummary[];
  /** What is searched for in the list. */
  readonly query: string;
  /** What is unread or unfinished, by mailbox. */
  readonly counts: Readonly<Record<string, Readonly<Record<Folder, number>>>>;
  readonly selectedId: string | undefined;
  readonly message: MessageDetail | undefined;
  readonly draft: Draft | undefined;
  readonly pane: OpenPane | undefined;
  /** A pinned pane comes back with the next item of its kind. */
  readonly pinned: Readonly<Partial<Record<Surface, OpenPane>>>;
  readonly dialog: SendDialog | undefined;
  /** A message in the message, opened in a window of its own. */
  readonly attached: { readonly message: AttachedMessage; readonly url: string } | undefined;
  /** One line at the bottom, read aloud. */
  readonly notice: string;
  /** By item. */
  readonly notifications: Readonly<Record<string, readonly Notification[]>>;
}
