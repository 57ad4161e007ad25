import { OfficeError } from '../office/error';

export type NotificationType = 'informationalMessage' | 'progressIndicator' | 'errorMessage' | 'insightMessage';

export interface Notification {
  readonly key: string;
  readonly type: NotificationType;
  readonly message: string;
  readonly icon?: string;
  readonly persistent?: boolean;
  /** Of an insight: its one button, which opens the add-in's pane. */
  readonly action?: { readonly text: string; readonly commandId: string };
}

const byNumber: readonly NotificationType[] = [
  'informationalMessage',
  'progressIndicator',
  'errorMessage',
  'insightMessage',
];

const limits = { perItem: 5, message: 150, key: 32 };

/** What an add-in hands over, checked as Outlook checks it. @throws OfficeError */
export function readNotification(parameters: Readonly<Record<string, unknown>>): Notification {
  const { key, message, type, icon, persistent, actions } = parameters;
  const name = typeof type === 'number' ? byNumber[type] : undefined;
  if (typeof key !== 'string' || typeof message !== 'string' || name === undefined) throw new OfficeError(9031);
  if (key.length > limits.key || message.length > limits.message) throw new OfficeError(9031);
  return {
    key,
    message,
    type: name,
    ...(typeof icon === 'string' ? { icon } : {}),
    ...(typeof persistent === 'boolean' ? { persistent } : {}),
    ...actionOf(actions),
  };
}

/** office.js has seen to it that there is at most one, with a text and a command. */
function actionOf(actions: unknown): Pick<Notification, 'action'> {
  const [first] = (Array.isArray(actions) ? actions : []) as readonly { actionText?: unknown; commandId?: unknown }[];
  if (typeof first?.actionText !== 'string' || typeof first.commandId !== 'string') return {};
  return { action: { text: first.actionText, commandId: first.commandId } };
}

/** @throws OfficeError 9023 for a key that is taken, 9025 for one too many */
export function added(all: readonly Notification[], notification: Notification): readonly Notification[] {
  if (all.some(({ key }) => key === notification.key)) throw new OfficeError(9023);
  if (all.length >= limits.perItem) throw new OfficeError(9025);
  const isSecondInsight = notification.type === 'insightMessage' && all.some(({ type }) => type === 'insightMessage');
  if (isSecondInsight) throw new OfficeError(9025);
  return [...all, notification];
}

/** Replaces the one of that key, or adds it. */
export function replaced(all: readonly Notification[], notification: Notification): readonly Notification[] {
  return added(all.filter(({ key }) => key !== notification.key), notification);
}

/** What is left when another item is shown: what the add-in asked to keep. */
export function keptOnLeaving(all: readonly Notification[]): readonly Notification[] {
  return all.filter(({ persistent }) => persistent === true);
}

/** As getAllAsync answers, without what only Outlook needs. */
export function toldToAddIn({ key, type, message, icon, persistent }: Notification): unknown {
  return { key, type, message, ...(icon === undefined ? {} : { icon }), ...(persistent === undefined ? {} : { persistent }) };
}

/** @throws OfficeError 9024 when there is none of that key */
export function removed(all: readonly Notification[], key: unknown): readonly Notification[] {
  const left = all.filter((notification) => notification.key !== key);
  if (left.length === all.length) throw new OfficeError(9024);
  return left;
}
