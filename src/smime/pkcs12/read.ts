import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOctets, readOid, readSmallInteger, tag, unwrap } from '../asn1/values';
import { SmimeError } from '../errors';
import { joinEntries } from './entries';
import type { PfxEntry } from './entries';
import { defaultPfxLimits, iterationBudget } from './limits';
import type { PfxLimits } from './limits';
import { macFits } from './mac';
import { contentType } from './object-identifiers';
import { recognizePfx } from './recognize';
import { readBags } from './safe-contents';

export type { PfxEntry } from './entries';
export type { PfxLimits } from './limits';

export interface PfxContents {
  /** At least one. */
  readonly entries: readonly PfxEntry[];
  /** A private key lay there for everybody: not encrypted, or under the empty password. */
  readonly withoutPassword: boolean;
  /** Keys of kinds we cannot use that lie beside the entries, e.g. `EC P-256`. */
  readonly unsupportedKeys: readonly string[];
}

/**
 * Reads a PKCS#12 file (RFC 7292): DER, BER, or either as PEM or base64. The
 * MAC comes first, so that nothing is built from octets that somebody changed.
 * @param password - the file's; an empty one is tried in both of its encodings
 * @throws SmimeError every ERR_PFX_…, ERR_KEY_UNSUPPORTED
 */
export async function readPfx(
  bytes: Uint8Array,
  password: string,
  limits: Partial<PfxLimits> = {},
): Promise<PfxContents> {
  const allowed = { ...defaultPfxLimits, ...limits };
  if (bytes.length > allowed.maxOctets) {
    throw new SmimeError('ERR_PFX_TOO_LARGE', { size: bytes.length, limit: allowed.maxOctets });
  }
  const pfx = recognizePfx(bytes);
  try {
    return await openPfx(pfx, password, allowed);
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    throw new SmimeError('ERR_PFX_MALFORMED', { reason: cause.message }, { cause });
  }
}

async function openPfx(pfx: Asn1Node, password: string, limits: PfxLimits): Promise<PfxContents> {
  const [version, authSafe, macData] = pfx.children;
  if (readSmallInteger(version, 'version') !== 3) throw new Asn1Error('version is not 3');
  const content = readAuthSafe(authSafe);
  if (macData !== undefined && !(await macFits(macData, content, password, iterationBudget(limits.maxMacIterations)))) {
    throw new SmimeError('ERR_PFX_PASSWORD', {});
  }
  const bags = await readBags(content, { password, spend: iterationBudget(limits.maxPbkdf2Iterations) });
  return {
    entries: await joinEntries(bags),
    withoutPassword: password === '' || bags.keys.some((key) => !key.encrypted),
    unsupportedKeys: bags.keys.flatMap((bag) => ('unsupported' in bag ? [bag.unsupported] : [])),
  };
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
