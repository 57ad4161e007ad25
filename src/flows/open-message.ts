import { MailboxError } from '../mailbox/errors';
import type { Address, ReadItem } from '../mailbox/types';
import { readOuterStructure } from '../smime/index';
import type { Certificate, OpenedMessage } from '../smime/index';
import { isStoreError } from '../store/errors';
import { rememberEncrypted } from './answers-encrypted';
import { isRejected } from './contacts/contact';
import type { Contact } from './contacts/contact';
import type { Environment } from './environment';
import { FlowError } from './errors';
import { judgeSender } from './judge-sender';
import { receivedSources } from './received-sources';
import type { ReceivedBytes, ReceivedSource } from './received-sources';

export type ItemReading = { readonly kind: 'plain' } | SmimeReading;

/** A message that was opened, and with whom its signer was compared. */
export interface CheckedMessage {
  readonly opened: OpenedMessage;
  readonly source: ReceivedSource['name'] | 'chosen';
  /** As Outlook shows the sender, or as a chosen file names it; `null`: it names nobody. */
  readonly from: Address | null;
}

export interface SmimeReading extends CheckedMessage {
  readonly kind: 'smime';
  /** The signature is judged against the From that Outlook shows, too. */
  readonly opened: OpenedMessage;
  readonly source: ReceivedSource['name'];
  /** As Outlook shows it. */
  readonly from: Address;
}

/** Waiting for Outlook, or working on what it gave. */
export type OpenStep = 'reading' | 'opening';

export interface OpenItemOptions {
  /** Ends the waiting and the worker's work. */
  readonly signal?: AbortSignal;
  readonly onStep?: (step: OpenStep) => void;
}

/**
 * Opens the message that is shown, as far as it can be opened now; after
 * unlocking, the same again. A source that Outlook does not hand over is passed
 * by; the first that answers decides, so that a bad finding in the exact bytes
 * is never replaced by a better one in a copy.
 * @throws SmimeError when the message cannot be read at all; FlowError
 *   ERR_MESSAGE_UNAVAILABLE, ERR_CANCELLED; MailboxError when not even the headers are to be had
 */
export async function openItem(env: Environment, item: ReadItem, options: OpenItemOptions = {}): Promise<ItemReading> {
  try {
    return await read(env, item, options);
  } catch (cause) {
    throw options.signal?.aborted === true ? new FlowError('ERR_CANCELLED', {}, { cause }) : cause;
  }
}

async function read(env: Environment, item: ReadItem, { signal, onStep }: OpenItemOptions): Promise<ItemReading> {
  onStep?.('reading');
  const headers = await item.headers(signal);
  const outer = readOuterStructure(headers);
  if (outer.form === 'none') return { kind: 'plain' };
  const { source, bytes, contradictory } = await firstAvailable(receivedSources(item, headers, outer), signal);
  onStep?.('opening');
  const contact = await contactOf(env, item.from);
  const request = {
    trustAnchors: env.trustAnchors,
    knownCertificates: certificatesOf(contact),
    at: env.now(),
    exact: source.exact,
  };
  const opened = await env.keyring.open(bytes, request, signal);
  const found = outer.ambiguous || contradictory ? asContradictory(opened) : honestAboutCopy(opened, source.exact);
  const judged = judgeSender(found, item.from, contact);
  await rememberEncrypted(env, item, judged);
  return { kind: 'smime', opened: judged, source: source.name, from: item.from };
}

/**
 * What Outlook or another program shows by these headers need not be what is
 * signed, however good the signature; no source makes that better.
 */
export function asContradictory(opened: OpenedMessage): OpenedMessage {
  return { ...opened, signature: { state: 'broken', problems: ['ambiguous-structure'] } };
}

/**
 * The headers say S/MIME, and the copy that Outlook made shows none of it: then
 * Outlook opened it itself. That is not the same as "not signed".
 */
export function honestAboutCopy(opened: OpenedMessage, exact: boolean): OpenedMessage {
  if (exact || opened.layers.length > 0 || opened.signature.state === 'broken') return opened;
  return { ...opened, signature: { state: 'cannot-check', problems: ['not-exact-bytes'] } };
}

interface Received extends ReceivedBytes {
  readonly source: ReceivedSource;
}

async function firstAvailable(sources: readonly ReceivedSource[], signal: AbortSignal | undefined): Promise<Received> {
  let refusal: MailboxError | undefined;
  for (const source of sources) {
    try {
      const received = await source.read(signal);
      if (received !== null && received.bytes.length > 0) return { source, ...received };
    } catch (error) {
      refusal = requireMailboxError(error);
    }
  }
  throw new FlowError('ERR_MESSAGE_UNAVAILABLE', {}, { cause: refusal });
}

function requireMailboxError(error: unknown): MailboxError {
  if (error instanceof MailboxError) return error as MailboxError;
  throw error;
}

/** What is known of the sender. Reading works where the browser keeps nothing. */
export async function contactOf(env: Environment, { address }: Address): Promise<Contact | null> {
  try {
    return await env.contacts.find(address);
  } catch (error) {
    if (isStoreError(error) && error.code === 'ERR_CONTACTS_UNAVAILABLE') return null;
    throw error;
  }
}

/** Whether the person has found out something else about the signer since this was opened. */
export async function isOutdated(env: Environment, { opened: { signature }, from }: SmimeReading): Promise<boolean> {
  if (signature.state !== 'valid' && signature.state !== 'not-trusted') return false;
  const contact = await contactOf(env, from);
  const isNotTheirs = contact !== null && isRejected(contact, signature.signer.certificate);
  return signature.state === 'valid' ? isNotTheirs : signature.problems.includes('marked-not-theirs') && !isNotTheirs;
}

/** For signatures that carry no certificate. */
export function certificatesOf(contact: Contact | null): readonly Certificate[] {
  const certificates = contact?.certificates.map(({ certificate }) => certificate) ?? [];
  return certificates.filter((certificate) => contact !== null && !isRejected(contact, certificate));
}
