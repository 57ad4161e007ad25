import type { Address } from '../mailbox/types';
import { sameAddress } from '../smime/index';
import type { NonEmpty, OpenedMessage, SignatureReport, TrustProblem } from '../smime/index';
import { isRejected } from './contacts/contact';
import type { Contact } from './contacts/contact';
import { isFor } from './own-digital-ids';

/**
 * The core compared the signer with the message's own From. What a person
 * believes is the From that Outlook shows: when that is another one, or the
 * signer's certificate does not name it, nothing here may count as theirs.
 * @param contact - what is known of the sender: a certificate that the person
 *   found to be somebody else's proves nothing, whoever vouches for it
 */
export function judgeSender(opened: OpenedMessage, shown: Address, contact: Contact | null): OpenedMessage {
  const { signature } = opened;
  if (signature.state !== 'valid' && signature.state !== 'not-trusted') return opened;
  const problem = senderProblem(opened, signature, shown) ?? rejection(signature, contact);
  return problem === null ? opened : { ...opened, signature: withProblem(signature, problem) };
}

type Fitting = Extract<SignatureReport, { state: 'valid' | 'not-trusted' }>;

function senderProblem({ headers }: OpenedMessage, { signer }: Fitting, shown: Address): TrustProblem | null {
  if (headers.from.length !== 1) return 'from-ambiguous';
  const fits = headers.from.some(({ address }) => sameAddress(address, shown.address));
  if (fits && isFor(signer.certificate, shown.address)) return null;
  return signer.certificate.emailAddresses.length === 0 ? 'address-missing' : 'address-mismatch';
}

function rejection({ signer }: Fitting, contact: Contact | null): TrustProblem | null {
  return contact !== null && isRejected(contact, signer.certificate) ? 'marked-not-theirs' : null;
}

function withProblem(signature: Fitting, problem: TrustProblem): SignatureReport {
  const known: readonly TrustProblem[] = signature.state === 'not-trusted' ? signature.problems : [];
  const problems: NonEmpty<TrustProblem> = [problem, ...known.filter((other) => other !== problem)];
  const { signer, signingTime } = signature;
  return { state: 'not-trusted', signer, problems, ...(signingTime === undefined ? {} : { signingTime }) };
}
