import { offers } from './call';

/**
 * Whether an item lies in another mailbox than that of the person who is signed
 * in. office.js gives an item this method only then. It says nothing about a
 * shared mailbox that was added as an account of its own, where Outlook itself
 * names that mailbox as the person's. Part of the send check.
 */
export function isShared(item: object | null | undefined): boolean {
  return offers(item, 'getSharedPropertiesAsync');
}
