import type { MessageDetail, Person } from '../../mail/types';
import type { Draft } from '../model/draft';

/** What an add-in frame is about. */
export type Item =
  | { readonly kind: 'read'; readonly message: MessageDetail }
  | { readonly kind: 'compose'; readonly draft: Draft };

export function keyOf(item: Item): string {
  return item.kind === 'read' ? item.message.id : item.draft.key;
}

export function mailboxOf(item: Item): string {
  return item.kind === 'read' ? item.message.mailbox : item.draft.mailbox;
}

/** A new message of somebody's own is not, whatever its From says. */
export function isInSharedMailbox(item: Item, me: Person): boolean {
  return mailboxOf(item) !== me.address;
}
