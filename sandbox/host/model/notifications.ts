import { OfficeError } from '../office/error';

export type NotificationType = 'informationalMessage' | 'progressIndicator' | 'errorMessage' | 'insightMessage';

export interface Notification {
  readonly key: string;
  readonly type: NotificationType;
  readonly message: string;
  readonly icon?: string;
  readonly persistent?: boolean;
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
  const { key, message, type, icon, persistent } = parameters;
  const name = typeof type === 'number' ? byNumber[type] : undefined;
  if (typeof key !== 'string' || typeof message !== 'string' || name === undefined) throw new OfficeError(9031);
  if (key.length > limits.key || message.length > limits.message) throw new OfficeError(9031);
  return {
    key,
    message,
    type: name,
    ...(typeof icon === 'string' ? { icon } : {}),
    ...(typeof persistent === 'boolean' ? { persistent } : {}),
  };
}

/** @throws OfficeError 9023 for a key that is taken, 9025 for one too many */
export function added(all: readonly Notification[], notification: Notification): readonly Notification[] {
  if (all.some(({ key }) => key === notification.key)) throw new OfficeError(9023);
  if (all.length >= limits.perItem) throw new OfficeError(9025);
  return [...all, notification];
}

/** Replaces the one of that key, or adds it. */
export function replaced(all: readonly Notification[], notification: Notification): readonly Notification[] {
  return added(all.filter(({ key }) => key !== notification.key), notification);
}

/** @throws OfficeError 9024 when there is none of that key */
export function removed(all: readonly Notification[], key: unknown): readonly Notification[] {
  const left = all.filter((notification) => notification.key !== key);
  if (left.length === all.length) throw new OfficeError(9024);
  return left;
}
