import { offers, tellOutlook } from './call';
import { readFrom } from './draft';

/** Outlook has no event for another From that a pane could hear: it is asked for. */
const fromInterval = 3_000;

/**
 * Recipients, attachments or From of a compose item changed. Outlook keeps one
 * handler an event, so that all listeners share this one. Listening begins with
 * the first listener and ends with the last.
 */
export function createItemChanges(item: Office.MessageCompose): (listener: () => void) => () => void {
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  let isRegistered = false;
  let stopFrom: (() => void) | undefined;
  return (listener) => {
    listeners.add(listener);
    if (!isRegistered) registerEvents(item, tell);
    isRegistered = true;
    stopFrom ??= watchFrom(item, tell);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      stopFrom?.();
      stopFrom = undefined;
    };
  };
}

function registerEvents(item: Office.MessageCompose, tell: () => void): void {
  const { RecipientsChanged, AttachmentsChanged } = Office.EventType as Partial<typeof Office.EventType>;
  for (const type of [RecipientsChanged, AttachmentsChanged]) {
    if (type === undefined) continue;
    // An older Outlook without the event, or one that refuses: whoever acts reads the draft again anyway.
    tellOutlook(item, 'addHandlerAsync', (done) => item.addHandlerAsync(type, tell, done)).catch(() => undefined);
  }
}

function watchFrom(item: Office.MessageCompose, tell: () => void): () => void {
  if (!offers(item.from, 'getAsync')) return () => undefined;
  let known: string | undefined;
  let isAsking = false;
  const ask = () => {
    if (isAsking) return;
    isAsking = true;
    readFrom(item)
      .then(({ address }) => {
        const isNew = known !== undefined && known !== address;
        known = address;
        if (isNew) tell();
      })
      // Not answered now: the next turn asks again, and reading the draft reports it.
      .catch(() => undefined)
      .finally(() => {
        isAsking = false;
      });
  };
  ask();
  const timer = setInterval(ask, fromInterval);
  return () => clearInterval(timer);
}
