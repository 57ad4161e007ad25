import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOctets, readOid, readSmallInteger, tag, unwrap } from '../asn1/values';
import type { Certificate } from '../certificate/certificate';
import { SmimeError, isSmimeError } from '../errors';
import { certificatesOf, joinEntries } from './entries';
import type { PfxEntry } from './entries';
import type { Pause } from './key-derivation';
import { defaultPfxLimits, workBudget } from './limits';
import type { PfxLimits, WorkBudget } from './limits';
import { readMac } from './mac';
import { contentType } from './object-identifiers';
import { costsOf, openSafes, opensFirst } from './open-safes';
import type { Bags, Opening } from './open-safes';
import type { PasswordMac } from './password-scheme';
import { recognizePfx } from './recognize';
import { readSafes } from './safe-contents';
import type { Safe } from './safe-contents';

export type { PfxEntry } from './entries';
export type { PfxLimits } from './limits';

export interface PfxContents {
  /** At least one. */
  readonly entries: readonly PfxEntry[];
  /** A private key lay there for everybody: not encrypted, or under the empty password. */
  readonly withoutPassword: boolean;
  /** Keys of kinds we cannot use that lie beside the entries, e.g. `EC brainpoolP256r1`. */
  readonly unsupportedKeys: readonly string[];
  /** Protections we cannot read, of what else the file holds, e.g. `MD5 and DES`. */
  readonly unsupportedParts: readonly string[];
}

export interface ReadPfxOptions extends Partial<PfxLimits> {
  /** Awaited again and again, so that others run during the work; by throwing it stops the work. */
  readonly pause?: () => Promise<void>;
}

/**
 * Reads a PKCS#12 file (RFC 7292): the integrity first, then what is encrypted,
 * then which key belongs to which certificate. What the file asks for is weighed
 * before any of it is done.
 * @param bytes - DER, BER, or text with their base64
 * @param password - as typed; the file's algorithms decide on its encodings
 * @throws SmimeError every ERR_PFX_…, ERR_KEY_UNSUPPORTED
 */
export async function readPfx(bytes: Uint8Array, password: string, options: ReadPfxOptions = {}): Promise<PfxContents> {
  const bags = await openPfx(bytes, password, options);
  const { entries, unsupportedKeys } = await joinEntries(bags);
  return {
    entries,
    withoutPassword: password === '' || bags.keys.some((key) => !key.encrypted),
    unsupportedKeys,
    unsupportedParts: bags.unsupportedParts,
  };
}

/**
 * The certificates of a file, whether or not it holds a digital ID.
 * @throws SmimeError as readPfx, but for what does not belong together
 */
export async function readPfxCertificates(
  bytes: Uint8Array,
  password: string,
  options: ReadPfxOptions = {},
): Promise<readonly Certificate[]> {
  return certificatesOf(await openPfx(bytes, password, options));
}

/**
 * All keys and certificates of a file, before they are put together.
 * @throws SmimeError every ERR_PFX_… but those of what does not belong together
 */
export async function openPfx(bytes: Uint8Array, password: string, options: ReadPfxOptions = {}): Promise<Bags> {
  const { pause, ...limits } = options;
  const allowed = { ...defaultPfxLimits, ...limits };
  if (bytes.length > allowed.maxOctets) {
    throw new SmimeError('ERR_PFX_TOO_LARGE', { size: bytes.length, limit: allowed.maxOctets });
  }
  const pfx = recognizePfx(bytes);
  try {
    return await open(pfx, password, workBudget(allowed), pause);
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    throw new SmimeError('ERR_PFX_MALFORMED', { reason: cause.message }, { cause });
  }
}

async function open(pfx: Asn1Node, password: string, budget: WorkBudget, pause: Pause): Promise<Bags> {
  const [version, authSafe, macData] = pfx.children;
  if (readSmallInteger(version, 'version') !== 3) throw new Asn1Error('version is not 3');
  const content = readAuthSafe(authSafe);
  const mac = macData === undefined ? undefined : readMac(macData);
  const safes = readSafes(content);
  budget.foresee([...(mac === undefined ? [] : [mac.cost]), ...costsOf(safes)]);
  const opening = { password, isPasswordRight: mac !== undefined, budget, pause };
  if (mac !== undefined && !(await fits(mac, content, opening))) {
    if (await opensNevertheless(safes, opening)) throw new Asn1Error('the MAC does not fit');
    throw new SmimeError('ERR_PFX_PASSWORD', {});
  }
  return openSafes(safes, opening);
}

/** Where nothing is left to try that with, the MAC has said enough. */
async function opensNevertheless(safes: readonly Safe[], opening: Opening): Promise<boolean> {
  try {
    return await opensFirst(safes, opening);
  } catch (error) {
    if (isSmimeError(error) && error.code === 'ERR_PFX_TOO_COSTLY') return false;
    throw error;
  }
}

async function fits(mac: PasswordMac, content: Uint8Array, { password, budget, pause }: Opening): Promise<boolean> {
  for (const encoding of mac.encodings(password)) {
    budget.spend(mac.cost);
    if (await mac.fits(content, encoding, pause)) return true;
  }
  return false;
}

function readAuthSafe(authSafe: Asn1Node | undefined): Uint8Array {
  const [typeNode, wrapper] = children(authSafe, tag.sequence, 'authSafe');
  const type = readOid(typeNode, 'authSafe type');
  // Integrity by a signature instead of a password (section 3.2): nobody makes such files.
  if (type === contentType.signedData) {
    throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name: 'public-key integrity mode' });
  }
  if (type !== contentType.data) throw new Asn1Error('authSafe is not data');
  return readOctets(unwrap(wrapper, 0, 'authSafe content'), 'authSafe content');
}
