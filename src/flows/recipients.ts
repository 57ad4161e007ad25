import type { Address } from '../mailbox/types';
import { checkEncryptionCertificate, sameAddress } from '../smime/index';
import type { Certificate } from '../smime/index';
import type { Environment } from './environment';

export type RecipientRole = 'to' | 'cc' | 'bcc';

export type RecipientState =
  | 'ready'
  | 'self'
  | 'none'
  | 'expired'
  | 'notYet'
  | 'signOnly'
  | 'otherAddress'
  | 'weak'
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
  const at = env.now();
  const roles: readonly RecipientRole[] = ['to', 'cc', 'bcc'];
  const judged = roles.flatMap((role) =>
    people[role].map(async (person) => {
      const { address, name } = person;
      const isSelf = [people.from.address, env.mailbox.address].some((own) => sameAddress(own, address));
      const found = isSelf && ownCertificate !== undefined ? self(ownCertificate) : await judge(env, person, at);
      return { address, name, role, ...found };
    }),
  );
  return Promise.all(judged);
}

type Judgement = Pick<RecipientReadiness, 'state' | 'certificate'>;

function self(certificate: Certificate): Judgement {
  return { state: 'self', certificate };
}

async function judge(env: Environment, person: Address, at: Date): Promise<Judgement> {
  if (person.isList === true) return { state: 'list' };
  if (!isResolved(person)) return { state: 'unresolved' };
  const { address } = person;
  const known = (await env.contacts.find(address)).map((certificate) => ({
    certificate,
    state: states[checkEncryptionCertificate(certificate, { address, at })],
  }));
  return known.find(({ state }) => state === 'ready') ?? known[0] ?? { state: 'none' };
}

const states: Readonly<Record<ReturnType<typeof checkEncryptionCertificate>, RecipientState>> = {
  ready: 'ready',
  expired: 'expired',
  'not-yet-valid': 'notYet',
  'sign-only': 'signOnly',
  'other-address': 'otherAddress',
  weak: 'weak',
  // A kind of key or purpose that cannot be encrypted to: for the sender it comes to the same.
  unsupported: 'signOnly',
};
