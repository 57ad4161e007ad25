import { withCertificates } from '../../src/flows/contacts/contact';
import type { Contact, ContactCertificate } from '../../src/flows/contacts/contact';
import type { ContactCertificates, EncryptedConversations, Environment } from '../../src/flows/environment';
import type { Certificate } from '../../src/smime/index';
import { normalizeAddress } from '../../src/smime/index';
import { StoreError } from '../../src/store/errors';
import type { Keyring } from '../../src/worker/keyring';
import type { Failures, FakeMailbox } from './fake-mailbox';

/** Contacts in memory, as they are given; `contacts` in `failures` makes them unavailable. */
export function createFakeContacts(failures: Failures = new Map()): ContactCertificates {
  const kept = new Map<string, Contact>();
  const listeners = new Set<() => void>();
  const available = <T>(value: () => T): Promise<T> =>
    failures.has('contacts') ? Promise.reject(new StoreError('ERR_CONTACTS_UNAVAILABLE', {})) : Promise.resolve(value());
  const put = (address: string, contact: Contact | null) => {
    if (contact === null) kept.delete(normalizeAddress(address));
    else kept.set(normalizeAddress(address), contact);
    for (const listener of listeners) listener();
  };
  return {
    find: (address) => available(() => kept.get(normalizeAddress(address)) ?? null),
    list: () => available(() => [...kept.values()]),
    change: (address, make) => available(() => put(address, make(kept.get(normalizeAddress(address)) ?? null))),
    remove: (address) => available(() => put(address, null)),
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** As kept from a message with a valid signature, its issuers known. */
export async function keepFor(
  { contacts }: Pick<Environment, 'contacts'>,
  address: string,
  certificate: Certificate,
  known: Partial<ContactCertificate> = {},
): Promise<void> {
  const found = { certificate, issuers: [], source: 'signed-message' as const };
  await contacts.change(address, (before) => {
    const contact = withCertificates(normalizeAddress(address), before, [found], new Date());
    const [first, ...others] = contact.certificates;
    return { ...contact, certificates: [{ ...first!, ...known }, ...others] };
  });
}

export function createFakeConversations(): EncryptedConversations {
  const known = new Set<string>();
  return { remember: (id) => Promise.resolve(void known.add(id)), has: (id) => Promise.resolve(known.has(id)) };
}

export function createEnvironment(
  mailbox: FakeMailbox,
  keyring: Keyring,
  trustAnchor: Certificate,
  overrides: Partial<Environment> = {},
): Environment {
  let ids = 0;
  return {
    mailbox,
    keyring,
    contacts: createFakeContacts(mailbox.failures),
    encryptedConversations: createFakeConversations(),
    hiddenSubjects: createFakeConversations(),
    transport: mailbox.transport,
    trustAnchors: [{ certificate: trustAnchor }],
    alone: (act) => act(),
    now: () => new Date(),
    randomId: () => `id-${String((ids += 1))}`,
    ...overrides,
  };
}
