import { callLimit, callOutlook, offers, tellOutlook } from './call';
import { describeOutlook } from './client';
import { createComposeItem } from './compose-item';
import { MailboxError } from './errors';
import { createOfficeSettings } from './office-settings';
import { createReadItem } from './read-item';
import { isShared } from './shared-item';
import type { Mailbox, MailboxItem } from './types';

/** office.js loads files of its own before it is ready. */
const startLimit = 3 * callLimit;

/** Attachments, body and marks exist from this on. */
const leastSet = '1.3';

/** OnMessageSend exists from this on. */
const sendCheckSet = '1.12';

/**
 * The real mailbox. Throws ERR_OFFICE_UNSUPPORTED outside Outlook and
 * ERR_OFFICE_TIMEOUT when office.js never becomes ready. A pane that could not
 * hear of another item being shown would go on showing the verdict of the last
 * one: a refusal of that event is an error too.
 */
export async function createOfficeMailbox(): Promise<Mailbox> {
  await officeReady();
  const mailbox = (Office.context as Partial<Office.Context>).mailbox;
  if (mailbox === undefined) throw new MailboxError('ERR_OFFICE_UNSUPPORTED', { call: 'Office.context.mailbox' });
  if (!isAble()) throw new MailboxError('ERR_OFFICE_UNSUPPORTED', { call: `Mailbox ${leastSet}` });
  const items = createItems(mailbox);
  await items.listen();
  return {
    address: mailbox.userProfile.emailAddress,
    displayName: mailbox.userProfile.displayName,
    client: describeOutlook(),
    settings: createOfficeSettings(Office.context.roamingSettings),
    item: items.current,
    onItemChanged: items.onChanged,
    runsSendCheck: Office.context.requirements.isSetSupported('Mailbox', sendCheckSet),
  };
}

/** Outlook on phones offers parts of a newer set, but neither attachments nor a way to send. */
function isAble(): boolean {
  const { requirements, platform } = Office.context;
  return requirements.isSetSupported('Mailbox', leastSet) && !/^(iOS|Android)$/i.test(String(platform));
}

function officeReady(): Promise<unknown> {
  if (typeof Office === 'undefined' || !offers(Office, 'onReady')) {
    return Promise.reject(new MailboxError('ERR_OFFICE_UNSUPPORTED', { call: 'Office.onReady' }));
  }
  return new Promise((resolve, reject) => {
    const details = { call: 'Office.onReady', milliseconds: startLimit };
    const timer = setTimeout(() => reject(new MailboxError('ERR_OFFICE_TIMEOUT', details)), startLimit);
    void Office.onReady((host) => {
      clearTimeout(timer);
      resolve(host);
    });
  });
}

/** Which item is shown. One object a turn, so that its listeners and its key stay the same. */
function createItems(mailbox: Office.Mailbox) {
  const listeners = new Set<() => void>();
  let turn = 0;
  let shown: { readonly turn: number; readonly office: unknown; readonly item: MailboxItem } | undefined;
  const tell = () => listeners.forEach((listener) => listener());
  const changed = () => {
    turn += 1;
    tell();
    const asked = turn;
    void areSeveralSelected(mailbox).then((areSeveral) => {
      if (!areSeveral || asked !== turn) return;
      shown = { turn, office: undefined, item: { kind: 'several' } };
      tell();
    });
  };
  return {
    listen: async () => {
      if (!offers(mailbox, 'addHandlerAsync')) return; // Without pinning (before Mailbox 1.5) the item never changes.
      await tellOutlook(mailbox, 'mailbox.addHandlerAsync', (done) =>
        mailbox.addHandlerAsync(Office.EventType.ItemChanged, changed, done),
      );
    },
    current: (): MailboxItem => {
      const office: unknown = mailbox.item ?? undefined;
      if (shown?.turn !== turn || shown.office !== office) {
        if (shown?.turn === turn) turn += 1; // Another item that Outlook did not tell us of.
        shown = { turn, office, item: wrapItem(office, turn) };
      }
      return shown.item;
    },
    onChanged: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** No item is shown for none and for several alike; newer Outlooks say which. */
async function areSeveralSelected(mailbox: Office.Mailbox): Promise<boolean> {
  const item: unknown = mailbox.item;
  if ((item !== null && item !== undefined) || !offers(mailbox, 'getSelectedItemsAsync')) return false;
  const call = callOutlook<readonly unknown[]>(mailbox, 'mailbox.getSelectedItemsAsync', (done) =>
    mailbox.getSelectedItemsAsync(done),
  );
  // Refused, as where add-ins must ask for it: then nothing is shown, which is true as well.
  return call.then(
    (selected) => selected.length > 1,
    () => false,
  );
}

interface AnyOfficeItem {
  readonly itemType?: unknown;
  readonly itemClass?: unknown;
  readonly subject?: unknown;
}

/** A message that was received has its subject as a text, one being written as an object that is asked. */
function wrapItem(office: unknown, shownAs: number): MailboxItem {
  if (typeof office !== 'object' || office === null) return { kind: 'none' };
  const { itemType, itemClass, subject } = office as AnyOfficeItem;
  const isMeeting = typeof itemClass === 'string' && itemClass.startsWith('IPM.Schedule.');
  if (itemType !== 'message' || isMeeting) return { kind: 'other' };
  const isCompose = typeof subject === 'object' && subject !== null;
  if (isShared(office)) return { kind: 'shared', form: isCompose ? 'compose' : 'read', key: `shared|${shownAs}` };
  return isCompose
    ? createComposeItem(office as Office.MessageCompose, shownAs)
    : createReadItem(office as Office.MessageRead, shownAs);
}
