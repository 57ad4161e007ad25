import { api } from '../api';
import { added, readNotification, removed, replaced, toldToAddIn } from '../model/notifications';
import type { Notification } from '../model/notifications';
import { sanitize } from '../text';
import type { Call, CallContext } from './call';
import { WholeReply } from './call';
import { OfficeError } from './error';
import { isInSharedMailbox, mailboxOf } from './item';
import type { Item } from './item';

const settingsLimit = 32 * 1024;
const customPropertiesLimit = 2500;

/** Calls that are the same for a message that is read and one that is written. */
export const sharedCalls: Readonly<Record<number, Call>> = {
  // Legacy identity tokens have been switched off in Exchange Online.
  2: () => {
    throw new OfficeError(9018);
  },
  12: () => {
    throw new OfficeError(9018);
  },
  3: (context) => {
    const item = itemOf(context);
    const properties = item.kind === 'read' ? item.message.customProperties : item.draft.customProperties;
    return new WholeReply({ wasSuccessful: true, customProperties: JSON.stringify(properties) });
  },
  4: async (context, { customProperties }) => {
    const properties = customProperties as Readonly<Record<string, unknown>>;
    if (JSON.stringify(properties).length > customPropertiesLimit) throw new OfficeError(9020);
    await saveCustomProperties(itemOf(context), properties);
  },
  33: (context, parameters) => {
    const item = itemOf(context);
    context.setNotifications(item, added(context.notifications(item), notificationFor(item, parameters)));
  },
  34: (context) => context.notifications(itemOf(context)).map(toldToAddIn),
  35: (context, parameters) => {
    const item = itemOf(context);
    context.setNotifications(item, replaced(context.notifications(item), notificationFor(item, parameters)));
  },
  36: (context, { key }) => {
    const item = itemOf(context);
    context.setNotifications(item, removed(context.notifications(item), key));
  },
  44: (context, parameters) => newMessage(context, parameters),
  178: (context, parameters) => newMessage(context, parameters),
  10: replyWith(false),
  11: replyWith(true),
  30: replyWith(false),
  31: replyWith(true),
  181: replyWith(false),
  182: replyWith(true),
  183: replyWith(false),
  184: replyWith(true),
  108: sharedProperties,
  404: async (context, parameters) => {
    // ApiParams is an array of one here.
    const settings = (parameters as unknown as readonly Readonly<Record<string, string>>[])[0] ?? {};
    if (JSON.stringify(settings).length > settingsLimit) throw new OfficeError(9019);
    await context.saveSettings(settings);
  },
};

const fullAccess = 1 + 2 + 4 + 8 + 16 + 32;

/** Of an item in a shared mailbox; office.js offers the call for no other. */
function sharedProperties(context: CallContext): unknown {
  const item = itemOf(context);
  if (!isInSharedMailbox(item, context.identity.me)) throw new OfficeError(9030);
  const owner = mailboxOf(item);
  return { owner, targetMailbox: owner, targetRestUrl: 'https://outlook.office.com/api', delegatePermissions: fullAccess };
}

/** Outlook on the web has insights only where a message is written. */
function notificationFor(item: Item, parameters: Readonly<Record<string, unknown>>): Notification {
  const notification = readNotification(parameters);
  if (notification.type === 'insightMessage' && item.kind === 'read') throw new OfficeError(9031);
  return notification;
}

export function itemOf({ item }: CallContext): Item {
  if (item === undefined) throw new OfficeError(9049);
  return item;
}

async function saveCustomProperties(item: Item, properties: Readonly<Record<string, unknown>>): Promise<void> {
  if (item.kind === 'compose') {
    item.draft.setCustomProperties(properties);
    return;
  }
  Object.assign(item.message, { customProperties: properties });
  await api.change(item.message.id, { customProperties: properties });
}

function replyWith(toAll: boolean): Call {
  return (context, { htmlBody }) => context.reply(toAll, sanitize(textOf(htmlBody)));
}

function newMessage(context: CallContext, parameters: Readonly<Record<string, unknown>>): void {
  const strings = (value: unknown): readonly string[] =>
    Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  context.newMessage({
    to: strings(parameters['toRecipients']),
    cc: strings(parameters['ccRecipients']),
    subject: textOf(parameters['subject']),
    html: sanitize(textOf(parameters['htmlBody'])),
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
