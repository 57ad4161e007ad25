import type { Address } from '../mailbox/types';
import { readFileHeaders, readOuterStructure, recognizeFile } from '../smime/index';
import type { Certificate, DetachedResult, MessageHeaders, RecognizedFile } from '../smime/index';
import type { Contact } from './contacts/contact';
import type { Environment } from './environment';
import { FlowError } from './errors';
import { judgeSender } from './judge-sender';
import { asContradictory, certificatesOf, contactOf, honestAboutCopy } from './open-message';
import type { CheckedMessage, OpenItemOptions } from './open-message';

/** A file that somebody chose or dropped, or one that came with a message. */
export interface ChosenFile {
  readonly name: string;
  /** In octets. */
  readonly size: number;
  /** Whether signed bytes come as they were sent; Outlook makes attached messages anew. */
  readonly exact: boolean;
  /** A copy for whoever asks, every time. Rejects when the file is gone. */
  bytes(): Promise<Uint8Array>;
}

export type FileReading =
  | MessageFile
  | { readonly kind: 'certificates'; readonly certificates: readonly Certificate[] }
  /** To be compared with the file that it is for. */
  | { readonly kind: 'signature-alone' }
  | { readonly kind: 'pfx' }
  | { readonly kind: 'outlook-message' }
  | { readonly kind: 'unknown' };

export interface MessageFile extends CheckedMessage {
  readonly kind: 'message';
  readonly source: 'chosen';
}

/** A signature kept apart, and what it says about the other file. It names no sender to compare with. */
export interface DetachedReading extends CheckedMessage {
  readonly kind: 'detached';
  readonly source: 'chosen';
  readonly from: null;
  readonly lineEndsMended: DetachedResult['lineEndsMended'];
}

/** Exchange hands on 36 MB unless it was told otherwise; several copies must fit into a browser's memory. */
export const fileLimit = 40 * 1024 * 1024;

/**
 * Finds out what a file is by its content, and opens it when it is a message:
 * as far as it can be opened now; after unlocking, the same again.
 * @throws FlowError ERR_FILE_TOO_LARGE, before anything is read; ERR_FILE_UNREADABLE, ERR_CANCELLED;
 *   SmimeError for a message or certificates that cannot be read
 */
export async function openFile(env: Environment, file: ChosenFile, options: OpenItemOptions = {}): Promise<FileReading> {
  try {
    return await openAny(env, file, options);
  } catch (cause) {
    throw options.signal?.aborted === true ? new FlowError('ERR_CANCELLED', {}, { cause }) : cause;
  }
}

async function openAny(env: Environment, file: ChosenFile, { signal, onStep }: OpenItemOptions): Promise<FileReading> {
  onStep?.('reading');
  const bytes = await read(file);
  signal?.throwIfAborted();
  onStep?.('opening');
  const recognized = recognizeFile(bytes);
  switch (recognized.kind) {
    case 'mime':
    case 'cms':
      return openMessageFile(env, recognized, file.exact, signal);
    case 'certificates':
      return { kind: 'certificates', certificates: await env.keyring.readCertificates(recognized.bytes) };
    case 'detached-signature':
      return { kind: 'signature-alone' };
    case 'pfx':
    case 'outlook-message':
    case 'unknown':
      return { kind: recognized.kind };
  }
}

/**
 * Compares a detached signature with the file that it is said to be for.
 * @throws FlowError ERR_FILE_TOO_LARGE, ERR_FILE_UNREADABLE; SmimeError ERR_CMS_MALFORMED
 */
export async function openSignedFile(env: Environment, signature: ChosenFile, content: ChosenFile): Promise<DetachedReading> {
  const { bytes } = recognizeFile(await read(signature));
  const { opened, lineEndsMended } = await env.keyring.openDetached(bytes, await read(content), {
    trustAnchors: env.trustAnchors,
    knownCertificates: [],
    at: env.now(),
  });
  return { kind: 'detached', opened, lineEndsMended, source: 'chosen', from: null };
}

async function read(file: ChosenFile): Promise<Uint8Array> {
  if (file.size > fileLimit) throw tooLarge(file.size);
  const bytes = await file.bytes().catch((cause: unknown) => {
    throw new FlowError('ERR_FILE_UNREADABLE', { name: file.name }, { cause });
  });
  // What was said about the size need not be so.
  if (bytes.length > fileLimit) throw tooLarge(bytes.length);
  return bytes;
}

function tooLarge(size: number): FlowError {
  return new FlowError('ERR_FILE_TOO_LARGE', { size, limit: fileLimit });
}

/**
 * The same rules as for the message that Outlook shows, with the sender that the
 * file itself names in the place of the one that Outlook shows.
 */
async function openMessageFile(
  env: Environment,
  { kind, bytes }: RecognizedFile,
  exact: boolean,
  signal: AbortSignal | undefined,
): Promise<MessageFile> {
  const headers = kind === 'mime' ? readFileHeaders(bytes) : null;
  const outer = headers === null ? null : readOuterStructure(latin1(bytes.subarray(0, 64 * 1024)));
  const from = headers === null ? null : namedSender(headers);
  const contact = from === null ? null : await contactOf(env, from);
  const request = {
    trustAnchors: env.trustAnchors,
    knownCertificates: certificatesOf(contact),
    at: env.now(),
    exact,
  };
  const opened = await env.keyring.open(bytes, request, signal);
  const isSmime = outer !== null && outer.form !== 'none';
  if (!isSmime) return { kind: 'message', opened: judgedAs(opened, from, contact), source: 'chosen', from };
  const found = outer.ambiguous ? asContradictory(opened) : honestAboutCopy(opened, exact);
  return { kind: 'message', opened: judgedAs(found, from, contact), source: 'chosen', from };
}

/** Of several senders the first: which of them counts is nothing that is decided here. */
function namedSender({ from: [first] }: MessageHeaders): Address | null {
  return first === undefined ? null : { address: first.address, name: first.name ?? '' };
}

function judgedAs(opened: CheckedMessage['opened'], from: Address | null, contact: Contact | null): CheckedMessage['opened'] {
  return from === null ? opened : judgeSender(opened, from, contact);
}

/** Octets as code units. */
function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
