import { checkEncryptionCertificate } from '../../smime/index';
import type { EncryptionReadiness } from '../../smime/index';
import type { Environment } from '../environment';
import { isFor } from '../own-digital-ids';
import type { Contact, ContactCertificate } from './contact';
import { isVouchedFor } from './vouching';

/** Whether a certificate can be encrypted to, or what stands in the way. */
export type CertificateState =
  | 'ready'
  | 'expired'
  | 'notYet'
  | 'signOnly'
  | 'otherAddress'
  | 'weak'
  /** Nobody trusted vouches for it, and the person has not compared it. */
  | 'untrusted'
  /** The person compared it, and it is somebody else's. */
  | 'notTheirs';

export interface JudgedCertificate extends ContactCertificate {
  readonly state: CertificateState;
  /** Whether somebody trusted stands behind its names, whatever it can be used for. */
  readonly isVouchedFor: boolean;
}

export interface JudgedContact {
  readonly contact: Contact;
  readonly certificates: readonly JudgedCertificate[];
  /** The one to encrypt to when its state is `ready`; else the one that says most about what to do. */
  readonly best: JudgedCertificate | undefined;
}

/** Judged for now, with the issuers that are trusted now. */
export async function judgeContact(env: Environment, contact: Contact): Promise<JudgedContact> {
  const certificates = await Promise.all(
    contact.certificates.map(async (kept) => ({
      ...kept,
      state: await judgeCertificate(env, contact.address, kept),
      isVouchedFor: await isVouchedFor(env, kept),
    })),
  );
  return { contact, certificates, best: choose(certificates, contact.chosen) };
}

/**
 * A certificate is used when somebody trusted vouches for it, or when the
 * person compared its fingerprint with the owner; that says more than any
 * issuer, so it stands for the address too.
 */
export async function judgeCertificate(
  env: Environment,
  address: string,
  kept: Pick<ContactCertificate, 'certificate' | 'issuers' | 'comparison'>,
): Promise<CertificateState> {
  const { certificate, comparison } = kept;
  if (comparison?.result === 'mismatch') return 'notTheirs';
  const isCompared = comparison?.result === 'match';
  if (!isCompared && !isFor(certificate, address)) return 'otherAddress';
  const state = states[checkEncryptionCertificate(certificate, { at: env.now() })];
  if (state !== 'ready' || isCompared) return state;
  return (await isVouchedFor(env, kept)) ? 'ready' : 'untrusted';
}

const states: Readonly<Record<EncryptionReadiness, CertificateState>> = {
  ready: 'ready',
  expired: 'expired',
  'not-yet-valid': 'notYet',
  'sign-only': 'signOnly',
  'other-address': 'otherAddress',
  weak: 'weak',
  // A kind of key or purpose that cannot be encrypted to: for the sender it comes to the same.
  unsupported: 'signOnly',
};

/**
 * The chosen one. When it can no longer be used, another takes its place only
 * if the same issuer made it or the person compared it: a new certificate from
 * elsewhere is how a stranger would come in.
 */
function choose(
  certificates: readonly JudgedCertificate[],
  chosenFingerprint: string | undefined,
): JudgedCertificate | undefined {
  const ready = certificates.filter(({ state }) => state === 'ready');
  const chosen = certificates.find(({ certificate }) => certificate.fingerprint === chosenFingerprint);
  if (chosen === undefined) return ready[0] ?? mostTelling(certificates);
  if (chosen.state === 'ready') return chosen;
  const successor = ready.find(
    ({ certificate, comparison }) => comparison?.result === 'match' || certificate.issuer === chosen.certificate.issuer,
  );
  return successor ?? chosen;
}

/** One that a comparison would make usable says more than one that ran out. */
function mostTelling(certificates: readonly JudgedCertificate[]): JudgedCertificate | undefined {
  return certificates.find(({ state }) => state === 'untrusted') ?? certificates.find(({ state }) => state !== 'notTheirs') ?? certificates[0];
}
