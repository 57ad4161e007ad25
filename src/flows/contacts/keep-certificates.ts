import type { Certificate, CertificatePath, TrustAnchor } from '../../smime/index';
import type { Environment } from '../environment';
import { findCertificate, withCertificates } from './contact';
import type { Contact, FoundCertificate } from './contact';
import { judgeContact } from './judge-contact';
import type { JudgedCertificate } from './judge-contact';

/** What a newly kept certificate does to the one in use. */
export type Succession =
  /** Takes its place. */
  | 'replace'
  /** Takes its place when the same issuer made it; else the one in use stays. */
  | 'same-issuer'
  /** The one in use stays, if there is one. */
  | 'keep';

/**
 * Keeps certificates for an address. Those from before stay for old messages.
 * What was in use stays in use, unless `succession` says otherwise: a newer
 * certificate alone never changes to whom a message is encrypted.
 * @throws StoreError ERR_CONTACTS_UNAVAILABLE
 */
export async function keepCertificates(
  env: Environment,
  address: string,
  found: readonly FoundCertificate[],
  succession: Succession,
): Promise<void> {
  const at = env.now();
  const inUse = await certificateInUse(env, address);
  const successor = await successorOf(env, address, found, succession);
  await env.contacts.change(address, (before) => {
    const after = withCertificates(address, before === null ? null : choosing(before, inUse), found, at);
    return choosing(after, successor);
  });
}

/** The new one that messages are encrypted to from then on; `undefined`: as before. */
export async function successorOf(
  env: Environment,
  address: string,
  found: readonly FoundCertificate[],
  succession: Succession,
): Promise<JudgedCertificate | undefined> {
  const inUse = await certificateInUse(env, address);
  const after = withCertificates(address, await env.contacts.find(address), found, env.now());
  const { certificates } = await judgeContact(env, after);
  const isNew = ({ certificate }: JudgedCertificate) => found.some((one) => one.certificate.fingerprint === certificate.fingerprint);
  return certificates.find((kept) => isNew(kept) && kept.state === 'ready' && mayFollow(kept, inUse, succession));
}

function choosing(contact: Contact, kept: JudgedCertificate | undefined): Contact {
  return kept === undefined ? contact : withChosen(contact, kept.certificate.fingerprint);
}

/** The one that a message to this address is encrypted to now. */
export async function certificateInUse(env: Environment, address: string): Promise<JudgedCertificate | undefined> {
  const contact = await env.contacts.find(address);
  if (contact === null) return undefined;
  const { best } = await judgeContact(env, contact);
  return best?.state === 'ready' ? best : undefined;
}

export function withChosen(contact: Contact, fingerprint: string): Contact {
  return findCertificate(contact, fingerprint) === undefined ? contact : { ...contact, chosen: fingerprint };
}

function mayFollow({ certificate }: JudgedCertificate, inUse: JudgedCertificate | undefined, succession: Succession): boolean {
  if (inUse === undefined || succession === 'replace') return true;
  return succession === 'same-issuer' && certificate.issuer === inUse.certificate.issuer && isNewer(certificate, inUse.certificate);
}

function isNewer(a: Certificate, b: Certificate): boolean {
  return a.notBefore >= b.notBefore;
}

/** What is kept of a path: neither the leaf nor the anchor, which must be trusted at each use anew. */
export function issuersOf(path: CertificatePath, trustAnchors: readonly TrustAnchor[]): readonly Certificate[] {
  const anchors = new Set(trustAnchors.map(({ certificate }) => certificate.fingerprint));
  return path.slice(1).filter(({ fingerprint }) => !anchors.has(fingerprint));
}
