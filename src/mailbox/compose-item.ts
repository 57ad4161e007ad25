import { tellOutlook } from './call';
import { readBody, readDraft, readSummary } from './draft';
import { conversationOf } from './conversation';
import { createItemChanges } from './item-changes';
import { readMark, writeMark } from './item-mark';
import { createInfoBars } from './notifications';
import type { ComposeItem } from './types';

/** A message being written. A new one has no identifier yet: the turn in which it was shown tells it apart. */
export function createComposeItem(item: Office.MessageCompose, shownAs: number): ComposeItem {
  return {
    kind: 'compose',
    key: `compose|${shownAs}`,
    ...conversationOf(item),
    summary: () => readSummary(item),
    draft: (signal) => readDraft(item, signal),
    body: () => readBody(item.body),
    onChanged: createItemChanges(item),
    readMark: (name) => readMark(item, name),
    writeMark: (name, value) => writeMark(item, name, value),
    infoBars: createInfoBars(item),
    discard: () => tellOutlook(item, 'closeAsync', (done) => item.closeAsync({ discardItem: true }, done)),
  };
}
