import type { Draft } from '../model/draft';
import type { Notification } from '../model/notifications';
import type { HostIdentity } from './initial-data';
import type { Item } from './item';

export interface CallContext {
  readonly identity: HostIdentity;
  readonly item: Item | undefined;
  saveSettings(settings: Readonly<Record<string, string>>): Promise<void>;
  notifications(item: Item): readonly Notification[];
  setNotifications(item: Item, all: readonly Notification[]): void;
  closeDraft(draft: Draft, discard: boolean): Promise<void>;
  /** Opens a compose form with what an add-in put in. */
  newMessage(start: { to: readonly string[]; cc: readonly string[]; subject: string; html: string }): void;
  reply(toAll: boolean, html: string): void;
}

export type Parameters = Readonly<Record<string, unknown>>;

/** What a call answers: data, or a whole reply where the library wants another form. */
export type Call = (context: CallContext, parameters: Parameters) => unknown;

export class WholeReply {
  readonly reply: unknown;

  constructor(reply: unknown) {
    this.reply = reply;
  }
}
