import { normalizeAddress } from '../../smime/index';
import type { Environment } from '../environment';
import { withComparison, withoutCertificates } from './contact';
import type { ContactCertificate } from './contact';
import { keepCertificates, withChosen } from './keep-certificates';

/** What a person does with a contact. Each rejects with StoreError ERR_CONTACTS_UNAVAILABLE. */

/** From now on messages to this address are encrypted to this certificate, as long as it can be used. */
export async function encryptWith(env: Environment, address: string, fingerprint: string): Promise<void> {
  await env.contacts.change(address, (before) => (before === null ? null : withChosen(before, fingerprint)));
}

/** The person heard the same fingerprint from the owner: the certificate is theirs, whoever made it, and is used. */
export async function confirmCertificate(env: Environment, address: string, fingerprint: string): Promise<void> {
  const on = env.now();
  await env.contacts.change(address, (before) =>
    before === null ? null : withChosen(withComparison(before, fingerprint, { result: 'match', on }), fingerprint),
  );
}

/** The owner has another one: this certificate is never used. It is kept, so that it is known when it comes again. */
export async function rejectCertificate(env: Environment, address: string, fingerprint: string): Promise<void> {
  const on = env.now();
  await env.contacts.change(address, (before) => {
    if (before === null) return null;
    const { chosen, ...rest } = withComparison(before, fingerprint, { result: 'mismatch', on });
    return chosen === undefined || chosen === fingerprint ? rest : { ...rest, chosen };
  });
}

/** The contact goes with its last certificate. */
export async function removeCertificate(env: Environment, address: string, fingerprint: string): Promise<void> {
  await env.contacts.change(address, (before) => (before === null ? null : withoutCertificates(before, [fingerprint])));
}

export async function removeContact(env: Environment, address: string): Promise<void> {
  await env.contacts.remove(address);
}

/** Another address that the certificate names becomes a contact too. Being compared does not come along. */
export async function addOtherAddress(env: Environment, kept: ContactCertificate, address: string): Promise<void> {
  const { certificate, issuers, source } = kept;
  await keepCertificates(env, normalizeAddress(address), [{ certificate, issuers, source }], 'same-issuer');
}
