import type { MessageDetail } from '../../mail/types';
import type { Draft } from '../model/draft';

/** What an add-in frame is about. */
export type Item =
  | { readonly kind: 'read'; readonly message: MessageDetail }
  | { readonly kind: 'compose'; readonly draft: Draft };

export function keyOf(item: Item): string {
  return item.kind === 'read' ? item.message.id : item.draft.key;
}
