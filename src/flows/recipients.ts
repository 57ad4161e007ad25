import type { Address } from '../mailbox/types';
import { sameAddress } from '../smime/index';
import type { Certificate } from '../smime/index';
import { judgeContact } from './contacts/judge-contact';
import type { CertificateState } from './contacts/judge-contact';
import type { Environment } from './environment';

export type RecipientRole = 'to' | 'cc' | 'bcc';

export type RecipientState =
  | CertificateState
  | 'self'
  | 'none'
  /** What is kept for them is damaged, or from a newer Signet. */
  | 'unreadable'
  | 'unresolved'
  | 'list';

export interface RecipientReadiness {
  readonly address: string;
  readonly name: string;
  readonly role: RecipientRole;
  readonly state: RecipientState;
  /** The one to encrypt to, or the one the state speaks of. */
  readonly certificate?: Certificate;
}

/** The parts of a draft, or of its summary, that name people. */
export interface Addressees {
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
}

export function isResolved({ address }: Address): boolean {
  return /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(address);
}

/**
 * Whether and how each recipient can be encrypted to, in the order of the draft.
 * @throws StoreError ERR_CONTACTS_UNAVAILABLE
 */
export async function judgeRecipients(
  env: Environment,
  people: Addressees,
  ownCertificate: Certificate | undefined,
): Promise<readonly RecipientReadiness[]> {
  const roles: readonly RecipientRole[] = ['to', 'cc', 'bcc'];
  const judged = roles.flatMap((role) =>
    people[role].map(async (person) => {
      const { address, name } = person;
      const isSelf = [people.from.address, env.mailbox.address].some((own) => sameAddress(own, address));
      const found = isSelf && ownCertificate !== undefined ? self(ownCertificate) : await judge(env, person);
      return { address, name, role, ...found };
    }),
  );
  return Promise.all(judged);
}

type Judgement = Pick<RecipientReadiness, 'state' | 'certificate'>;

function self(certificate: Certificate): Judgement {
  return { state: 'self', certificate };
}

async function judge(env: Environment, person: Address): Promise<Judgement> {
  if (person.isList === true) return { state: 'list' };
  if (!isResolved(person)) return { state: 'unresolved' };
  const contact = await env.contacts.find(person.address);
  if (contact === null) return { state: 'none' };
  if (contact.isUnreadable === true) return { state: 'unreadable' };
  const { best } = await judgeContact(env, contact);
  return best === undefined ? { state: 'none' } : { state: best.state, certificate: best.certificate };
}
