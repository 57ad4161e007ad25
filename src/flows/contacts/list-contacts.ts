import type { Environment } from '../environment';
import { judgeContact } from './judge-contact';
import type { JudgedContact } from './judge-contact';

/**
 * Everybody whose certificates are kept, by address, judged for now.
 * @throws StoreError ERR_CONTACTS_UNAVAILABLE
 */
export async function listContacts(env: Environment): Promise<readonly JudgedContact[]> {
  const judged = await Promise.all((await env.contacts.list()).map((contact) => judgeContact(env, contact)));
  return judged.sort((a, b) => (a.contact.address < b.contact.address ? -1 : 1));
}
