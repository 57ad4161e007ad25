import type { ComposeItem } from '../mailbox/types';
import { formatPromise, parsePromise, promiseMark } from '../store/policy';
import type { SendPromise } from '../store/policy';

/** What was promised for this message; `null` when nothing was. @throws when it cannot be told. */
export async function readPromise(item: ComposeItem): Promise<SendPromise | null> {
  return parsePromise(await item.readMark(promiseMark));
}

/** Keeps the promise with the message, so that Outlook's own Send holds to it too. */
export async function promiseProtection(item: ComposeItem, promise: SendPromise | null): Promise<void> {
  await item.writeMark(promiseMark, promise === null ? null : formatPromise(promise));
}
