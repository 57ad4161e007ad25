import type { Contact, ContactCertificate } from '../flows/contacts/contact';
import { parseCertificate } from '../smime/index';
import type { Certificate } from '../smime/index';

/**
 * What is kept for one address. Of certificates only the DER encodings; all
 * else about them is derived again at each reading.
 *
 * A comparison is kept as it is, without a seal: contacts are read while the
 * digital IDs are locked. It protects against certificates planted by mail or by
 * file, because only the person's own press in the pane writes it. It does not
 * protect against whoever can write into this browser profile; who can do that
 * can as well exchange Signet's pages or read what is typed.
 */
export interface ContactRecord {
  readonly version: typeof version;
  /** Grows by one with each change: so that two panes do not overwrite each other. */
  readonly revision: number;
  readonly chosen?: string;
  readonly certificates: readonly KeptCertificate[];
}

interface KeptCertificate {
  readonly der: Uint8Array;
  readonly issuers: readonly Uint8Array[];
  readonly source: ContactCertificate['source'];
  /** Times in milliseconds. */
  readonly firstSeen?: number;
  readonly lastSeen?: number;
  readonly comparison?: { readonly result: 'match' | 'mismatch'; readonly on: number };
}

const version = 1;
type Fields = Readonly<Record<string, unknown>>;

export function toRecord({ chosen, certificates }: Contact, revision: number): ContactRecord {
  return {
    version,
    revision,
    ...(chosen === undefined ? {} : { chosen }),
    certificates: certificates.map(({ certificate, issuers, source, firstSeen, lastSeen, comparison }) => ({
      der: certificate.der,
      issuers: issuers.map(({ der }) => der),
      source,
      ...(firstSeen === undefined ? {} : { firstSeen: firstSeen.getTime() }),
      ...(lastSeen === undefined ? {} : { lastSeen: lastSeen.getTime() }),
      ...(comparison === undefined ? {} : { comparison: { result: comparison.result, on: comparison.on.getTime() } }),
    })),
  };
}

/** `-1` when nothing is kept, `0` for the first form. */
export function revisionOf(kept: unknown): number {
  if (kept === undefined) return -1;
  if (Array.isArray(kept)) return 0;
  const { revision } = fieldsOf(kept);
  if (typeof revision !== 'number') throw new TypeError('Not a revision.');
  return revision;
}

/**
 * Reads every form there has been. The first one was a list of encodings, each
 * out of a message with a valid signature; its issuers were not kept.
 * @throws TypeError, SmimeError
 */
export async function readRecord(address: string, kept: unknown): Promise<Contact> {
  if (Array.isArray(kept)) {
    const certificates = await readAll(kept);
    return { address, certificates: certificates.map((certificate) => ({ certificate, issuers: [], source: 'signed-message' })) };
  }
  const record = fieldsOf(kept);
  if (record['version'] !== version) throw new TypeError('Not a version that is known here.');
  const { chosen, certificates } = record;
  return {
    address,
    certificates: await Promise.all(requireList(certificates).map(readKept)),
    ...(typeof chosen === 'string' ? { chosen } : {}),
  };
}

async function readKept(kept: unknown): Promise<ContactCertificate> {
  const { der, issuers, source, firstSeen, lastSeen, comparison } = fieldsOf(kept);
  if (source !== 'signed-message' && source !== 'file') throw new TypeError('Not a source.');
  return {
    certificate: await parseCertificate(requireBytes(der)),
    issuers: await readAll(requireList(issuers)),
    source,
    ...(firstSeen === undefined ? {} : { firstSeen: requireDate(firstSeen) }),
    ...(lastSeen === undefined ? {} : { lastSeen: requireDate(lastSeen) }),
    ...(comparison === undefined ? {} : { comparison: readComparison(comparison) }),
  };
}

function readComparison(kept: unknown): NonNullable<ContactCertificate['comparison']> {
  const { result, on } = fieldsOf(kept);
  if (result !== 'match' && result !== 'mismatch') throw new TypeError('Not a result.');
  return { result, on: requireDate(on) };
}

async function readAll(encodings: readonly unknown[]): Promise<readonly Certificate[]> {
  return Promise.all(encodings.map((der) => parseCertificate(requireBytes(der))));
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('Not a record.');
  return value as Fields;
}

function requireList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('Not a list.');
  return value;
}

function requireBytes(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  throw new TypeError('Not the octets of a certificate.');
}

function requireDate(value: unknown): Date {
  if (typeof value !== 'number' || Number.isNaN(new Date(value).getTime())) throw new TypeError('Not a time.');
  return new Date(value);
}
