import { checkEncryptionCertificate, normalizeAddress, sameAddress, validatePath } from '../smime/index';
import type { Certificate } from '../smime/index';
import { findCertificate, withCertificates, withoutCertificates } from './contacts/contact';
import type { Contact, FoundCertificate } from './contacts/contact';
import { judgeContact } from './contacts/judge-contact';
import type { JudgedCertificate } from './contacts/judge-contact';
import { certificateInUse, issuersOf, keepCertificates, successorOf } from './contacts/keep-certificates';
import type { Succession } from './contacts/keep-certificates';
import type { Environment } from './environment';
import type { ItemReading, SmimeReading } from './open-message';
import { isFor } from './own-digital-ids';

/** What the sender card offers; `null` when there is nothing to offer. */
export type SenderCard =
  | { readonly state: 'new' | 'update' | 'same'; readonly address: string }
  /** Nothing of what the message carries is from the issuer of the one in use: the person looks at both. */
  | { readonly state: 'replace'; readonly address: string; readonly inUse: JudgedCertificate; /** The one that would be used. */ readonly offered: Certificate };

/** What was kept without being asked for, so that it can be taken back. */
export interface AddedSender {
  readonly address: string;
  readonly fingerprints: readonly string[];
  readonly chosenBefore?: string;
}

/**
 * Only for a signature that is valid, and not for the person's own messages.
 * A certificate that is known already is noted as seen.
 * @throws StoreError ERR_CONTACTS_UNAVAILABLE
 */
export async function senderCard(env: Environment, reading: ItemReading): Promise<SenderCard | null> {
  if (!isValid(reading)) return null;
  const { address } = reading.from;
  if (sameAddress(address, env.mailbox.address)) return null;
  const contact = await env.contacts.find(address);
  const carried = await certificatesToKeep(env, reading);
  const known = new Set(contact?.certificates.map(({ certificate }) => certificate.fingerprint));
  if (carried.every(({ certificate }) => known.has(certificate.fingerprint))) {
    if (contact !== null && carried.length > 0) await noteSeen(env, contact, carried);
    return { state: 'same', address };
  }
  if (contact === null) return { state: 'new', address };
  const inUse = await foreignInUse(env, contact, carried);
  const successor = inUse === undefined ? undefined : await successorOf(env, address, carried, 'replace');
  if (inUse === undefined || successor === undefined) return { state: 'update', address };
  return { state: 'replace', address, inUse, offered: successor.certificate };
}

/**
 * Keeps the signer's certificate for the sender's address, and the separate one
 * to encrypt to, when the message carries such a one.
 * @param succession - `replace` after the person has agreed to a change of issuer
 * @returns whether messages to them can now be encrypted
 * @throws TypeError for a signature that is not valid; StoreError ERR_CONTACTS_UNAVAILABLE
 */
export async function addToContacts(
  env: Environment,
  reading: ItemReading,
  succession: Succession = 'same-issuer',
): Promise<boolean> {
  if (!isValid(reading)) throw new TypeError('Only the certificate of a valid signature is kept.');
  const { address } = reading.from;
  await keepCertificates(env, address, await certificatesToKeep(env, reading), succession);
  return (await certificateInUse(env, address)) !== undefined;
}

/**
 * The same without a press, for who wants it so: only for a valid signature,
 * and never from another issuer than what is kept already.
 * @returns what was added, or `null`
 * @throws StoreError ERR_CONTACTS_UNAVAILABLE
 */
export async function addSenderAutomatically(env: Environment, reading: ItemReading): Promise<AddedSender | null> {
  const offer = await senderCard(env, reading);
  if (offer === null || !isValid(reading) || offer.state === 'same' || offer.state === 'replace') return null;
  const { address } = offer;
  const contact = await env.contacts.find(address);
  const known = contact?.certificates.map(({ certificate }) => certificate) ?? [];
  const carried = (await certificatesToKeep(env, reading)).map(({ certificate }) => certificate);
  const added = carried.filter(({ fingerprint }) => known.every((one) => one.fingerprint !== fingerprint));
  if (known.length > 0 && !added.every(({ issuer }) => known.some((one) => one.issuer === issuer))) return null;
  if (added.some(({ fingerprint }) => takenBackIn(env).has(takenBackKey(address, fingerprint)))) return null;
  await addToContacts(env, reading);
  const chosenBefore = contact?.chosen;
  return {
    address,
    fingerprints: added.map(({ fingerprint }) => fingerprint),
    ...(chosenBefore === undefined ? {} : { chosenBefore }),
  };
}

/**
 * What the person did with it meanwhile stays; in this pane it is not added by itself again.
 * @throws StoreError ERR_CONTACTS_UNAVAILABLE
 */
export async function undoAddedSender(env: Environment, { address, fingerprints, chosenBefore }: AddedSender): Promise<void> {
  for (const fingerprint of fingerprints) takenBackIn(env).add(takenBackKey(address, fingerprint));
  await env.contacts.change(address, (before) => {
    if (before === null) return null;
    const untouched = fingerprints.filter((fingerprint) => findCertificate(before, fingerprint)?.comparison === undefined);
    const left = withoutCertificates(before, untouched);
    return left === null || left.chosen !== undefined || chosenBefore === undefined ? left : { ...left, chosen: chosenBefore };
  });
}

/** As long as the pane lives. */
const takenBack = new WeakMap<Environment['contacts'], Set<string>>();

function takenBackIn({ contacts }: Environment): Set<string> {
  const there = takenBack.get(contacts) ?? new Set<string>();
  takenBack.set(contacts, there);
  return there;
}

function takenBackKey(address: string, fingerprint: string): string {
  return `${normalizeAddress(address)} ${fingerprint}`;
}

type ValidReading = SmimeReading & { readonly opened: { readonly signature: { readonly state: 'valid' } } };

function isValid(reading: ItemReading): reading is ValidReading {
  return reading.kind === 'smime' && reading.opened.signature.state === 'valid';
}

/** The one in use, when none of those carried is from its issuer. */
async function foreignInUse(
  env: Environment,
  contact: Contact,
  carried: readonly FoundCertificate[],
): Promise<JudgedCertificate | undefined> {
  const { best } = await judgeContact(env, contact);
  if (best?.state !== 'ready') return undefined;
  return carried.some(({ certificate }) => certificate.issuer === best.certificate.issuer) ? undefined : best;
}

const day = 24 * 60 * 60 * 1000;

/** Once a day is often enough; at once for those kept without their issuers. */
async function noteSeen(env: Environment, { address, certificates }: Contact, carried: readonly FoundCertificate[]): Promise<void> {
  const at = env.now();
  const isNoted = carried.every(({ certificate, issuers }) => {
    const kept = certificates.find((one) => one.certificate.fingerprint === certificate.fingerprint);
    const isRecent = kept?.lastSeen !== undefined && at.getTime() - kept.lastSeen.getTime() < day;
    return isRecent && kept.issuers.length >= issuers.length;
  });
  if (isNoted) return;
  await env.contacts.change(address, (before) => {
    if (before === null) return null;
    const seen = withCertificates(address, before, carried, at);
    const inOrder = before.certificates.map(
      ({ certificate }) => seen.certificates.find((one) => one.certificate.fingerprint === certificate.fingerprint),
    );
    return { ...before, certificates: inOrder.filter((one) => one !== undefined) };
  });
}

/** The signer's comes last: it counts as the newest. Before it the one that the same issuer made, if there is one. */
async function certificatesToKeep(env: Environment, { opened, from }: SmimeReading): Promise<readonly FoundCertificate[]> {
  const { signature, certificates } = opened;
  if (signature.state !== 'valid') return [];
  const source = 'signed-message';
  const signer = signature.signer.certificate;
  const separate: FoundCertificate[] = [];
  for (const certificate of certificates) {
    if (certificate.fingerprint === signer.fingerprint || !isFor(certificate, from.address)) continue;
    const issuers = await issuersForEncryption(env, certificate, certificates);
    if (issuers !== null) separate.push({ certificate, issuers, source });
  }
  const ofSigner = { certificate: signer, issuers: issuersOf(signature.path, env.trustAnchors), source } as const;
  const isSameIssuers = (one: FoundCertificate) => one.certificate.issuer === signer.issuer;
  const inOrder = [...separate.filter((one) => !isSameIssuers(one)), ...separate.filter(isSameIssuers)];
  return isFor(signer, from.address) ? [...inOrder, ofSigner] : inOrder;
}

/**
 * The certificates beside a signature are not signed: anybody on the way can
 * add one with this address. So it needs a path of its own. That it may not
 * sign is what such a certificate is for.
 * @returns `null` when there is no such path
 */
async function issuersForEncryption(
  { now, trustAnchors }: Environment,
  certificate: Certificate,
  intermediates: readonly Certificate[],
): Promise<readonly Certificate[] | null> {
  const at = now();
  if (checkEncryptionCertificate(certificate, { at }) !== 'ready') return null;
  const { path, problems } = await validatePath({ certificate, intermediates, trustAnchors, at });
  return problems.every((problem) => problem === 'key-usage') ? issuersOf(path, trustAnchors) : null;
}
