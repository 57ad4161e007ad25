import type { ContactCertificates, Environment } from '../../src/flows/environment';
import type { Certificate } from '../../src/smime/index';
import { sameAddress } from '../../src/smime/index';
import { StoreError } from '../../src/store/errors';
import type { Keyring } from '../../src/worker/keyring';
import type { Failures, FakeMailbox } from './fake-mailbox';

/** Contacts' certificates in memory; `contacts` in `failures` makes them unavailable. */
export function createFakeContacts(failures: Failures = new Map()): ContactCertificates {
  const kept: { address: string; certificate: Certificate }[] = [];
  const available = <T>(value: () => T): Promise<T> =>
    failures.has('contacts') ? Promise.reject(new StoreError('ERR_CONTACTS_UNAVAILABLE', {})) : Promise.resolve(value());
  const of = (address: string) =>
    kept.filter((entry) => sameAddress(entry.address, address)).map(({ certificate }) => certificate);
  return {
    find: (address) => available(() => of(address)),
    list: () => available(() => kept.map(({ address }) => ({ address, certificates: of(address) }))),
    add: (address, certificate) => available(() => void kept.unshift({ address, certificate })),
    remove: () => Promise.reject(new Error('not needed')),
  };
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
    transport: mailbox.transport,
    trustAnchors: [{ certificate: trustAnchor }],
    alone: (act) => act(),
    now: () => new Date(),
    randomId: () => `id-${String((ids += 1))}`,
    ...overrides,
  };
}
