import { equal } from '../bytes';
import type { Certificate } from '../certificate/certificate';
import { chainAbove } from '../certificate/issuing-chain';
import { parseCertificate } from '../certificate/parse';
import { readCertificateStructure } from '../certificate/structure';
import { SmimeError, isSmimeError } from '../errors';
import type { PrivateKey } from '../message/digital-id';
import { isKeyPair } from '../private-key/use';
import type { Bags } from './open-safes';

/** One digital ID of a file. */
export interface PfxEntry {
  readonly privateKey: PrivateKey;
  readonly certificate: Certificate;
  /** Issuer of the certificate first, without the root; as far as the file has it. */
  readonly chain: readonly Certificate[];
  readonly friendlyName?: string;
}

type KeyBag = Bags['keys'][number] & { readonly key: PrivateKey };

interface CertificateBag {
  readonly certificate: Certificate;
  /** SubjectPublicKeyInfo. */
  readonly spkiDer: Uint8Array;
  readonly friendlyName?: string;
  readonly localKeyId?: string;
}

export interface JoinedEntries {
  /** At least one. */
  readonly entries: readonly PfxEntry[];
  /** Kinds of the keys that we cannot use. */
  readonly unsupportedKeys: readonly string[];
}

/** More than any person's file has; each key is compared with each certificate, and each pair has a chain built. */
export const entryLimits = { keys: 20, certificates: 200 };

/**
 * Puts each key together with its certificate and the certificates above it. A
 * key that we cannot use is told beside the others.
 * @throws SmimeError ERR_PFX_NO_KEY, ERR_KEY_UNSUPPORTED, ERR_PFX_KEY_MISMATCH, ERR_PFX_MALFORMED,
 *   ERR_PFX_ALGORITHM_UNSUPPORTED where nothing is left but what we cannot read
 */
export async function joinEntries(bags: Bags): Promise<JoinedEntries> {
  requireFew('keys', bags.keys.length);
  requireFew('certificates', bags.certificates.length);
  const { certificates, unreadable } = await parseCertificates(bags.certificates);
  const entries: PfxEntry[] = [];
  const unsupportedKeys: string[] = [];
  for (const keyBag of bags.keys) {
    const found = await findPair(keyBag, certificates);
    if (found === undefined) continue;
    if ('unsupported' in found) unsupportedKeys.push(found.unsupported);
    else if (!entries.some((entry) => sameCertificate(entry.certificate, found.own.certificate))) {
      entries.push(await makeEntry(found.keyBag, found.own, certificates));
    }
  }
  if (entries.length === 0) throw withoutEntries(bags, unsupportedKeys, unreadable);
  return { entries, unsupportedKeys };
}

/** What is wrong with a file that holds no digital ID for us: the most that can be said. */
function withoutEntries(
  { keys, certificates, unsupportedParts }: Bags,
  unsupportedKeys: readonly string[],
  unreadable: SmimeError | undefined,
): SmimeError {
  const [unsupportedKey] = unsupportedKeys;
  const [unsupportedPart] = unsupportedParts;
  if (unsupportedKey !== undefined) return new SmimeError('ERR_KEY_UNSUPPORTED', { name: unsupportedKey });
  if (unsupportedPart !== undefined) return new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name: unsupportedPart });
  if (keys.length === 0) return new SmimeError('ERR_PFX_NO_KEY', { certificates: certificates.length });
  return unreadable ?? new SmimeError('ERR_PFX_KEY_MISMATCH', { certificates: certificates.length });
}

interface Pair {
  readonly keyBag: KeyBag;
  readonly own: CertificateBag;
}

/** `undefined` for a key without a certificate of its own. */
async function findPair(
  bag: Bags['keys'][number],
  certificates: readonly CertificateBag[],
): Promise<Pair | { readonly unsupported: string } | undefined> {
  if ('unsupported' in bag) return bag;
  try {
    const own = await certificateOf(bag, certificates);
    return own === undefined ? undefined : { keyBag: bag, own };
  } catch (error) {
    // Of a kind that only this browser does not know.
    if (isSmimeError(error) && error.code === 'ERR_KEY_UNSUPPORTED') return { unsupported: error.details.name };
    throw error;
  }
}

/** The certificates of a file that can be read, with or without keys. */
export async function certificatesOf(bags: Bags): Promise<readonly Certificate[]> {
  requireFew('certificates', bags.certificates.length);
  return (await parseCertificates(bags.certificates)).certificates.map(({ certificate }) => certificate);
}

function requireFew(what: keyof typeof entryLimits, count: number): void {
  if (count > entryLimits[what]) throw new SmimeError('ERR_PFX_MALFORMED', { reason: `too many ${what}` });
}

interface ParsedCertificates {
  readonly certificates: readonly CertificateBag[];
  /** What is wrong with the first that cannot be read; the others are none the worse for it. */
  readonly unreadable: SmimeError | undefined;
}

async function parseCertificates(bags: Bags['certificates']): Promise<ParsedCertificates> {
  const parsed = await Promise.all(bags.map(parseBag));
  return {
    certificates: parsed.filter((bag): bag is CertificateBag => !(bag instanceof SmimeError)),
    unreadable: parsed.find((bag) => bag instanceof SmimeError),
  };
}

async function parseBag(bag: Bags['certificates'][number]): Promise<CertificateBag | SmimeError> {
  const { der, ...attributes } = bag;
  try {
    const certificate = await parseCertificate(der);
    return { ...attributes, certificate, spkiDer: readCertificateStructure(certificate.der).spkiDer };
  } catch (cause) {
    if (!isSmimeError(cause) || cause.code !== 'ERR_CERTIFICATE_MALFORMED') throw cause;
    return new SmimeError('ERR_PFX_MALFORMED', { reason: `certificate: ${cause.details.reason}` }, { cause });
  }
}

/** Only the public key decides. Of several with it, the one the file points to, then the one that lasts longest. */
async function certificateOf(
  keyBag: KeyBag,
  certificates: readonly CertificateBag[],
): Promise<CertificateBag | undefined> {
  const isPointedTo = (bag: CertificateBag): number =>
    keyBag.localKeyId !== undefined && bag.localKeyId === keyBag.localKeyId ? 1 : 0;
  const spkiDer = await publicKeyOf(keyBag.key, certificates);
  if (spkiDer === undefined) return undefined;
  return certificates
    .filter((bag) => equal(bag.spkiDer, spkiDer))
    .sort(
      (a, b) =>
        isPointedTo(b) - isPointedTo(a) || b.certificate.notAfter.getTime() - a.certificate.notAfter.getTime(),
    )[0];
}

async function publicKeyOf(
  key: PrivateKey,
  certificates: readonly CertificateBag[],
): Promise<Uint8Array | undefined> {
  for (const { certificate, spkiDer } of certificates) {
    if (isOfKind(certificate, key) && (await isKeyPair(key, spkiDer))) return spkiDer;
  }
  return undefined;
}

/** The numbers of an RSA key do not say whether it is for RSASSA-PSS alone. */
function isOfKind({ publicKey }: Certificate, key: PrivateKey): boolean {
  return publicKey.algorithm === key.algorithm || (publicKey.algorithm === 'rsa-pss' && key.algorithm === 'rsa');
}

async function makeEntry(keyBag: KeyBag, own: CertificateBag, all: readonly CertificateBag[]): Promise<PfxEntry> {
  const friendlyName = own.friendlyName ?? keyBag.friendlyName;
  return {
    privateKey: keyBag.key,
    certificate: own.certificate,
    chain: await chainAbove(own.certificate, all.map((bag) => bag.certificate)),
    ...(friendlyName === undefined ? {} : { friendlyName }),
  };
}

function sameCertificate(a: Certificate, b: Certificate): boolean {
  return a.fingerprint === b.fingerprint;
}
