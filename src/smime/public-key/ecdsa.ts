import { unshared } from '../bytes';
import type { SubjectPublicKey } from '../certificate/public-key';
import { findCurve } from '../cms/algorithms';
import type { DigestAlgorithm } from '../cms/algorithms';
import type { Curve } from '../cms/algorithm-registry';
import { ecdsaSignatureForWebCrypto } from '../cms/ecdsa-signature';
import { SmimeError } from '../errors';

interface EcPublicKey {
  readonly key: SubjectPublicKey;
  readonly spkiDer: Uint8Array;
}

interface SignedOctets {
  readonly bytes: Uint8Array;
  readonly digestOf: () => Promise<Uint8Array>;
}

/**
 * ECDSA (FIPS 186-5 section 6.4.2) on the NIST curves: by WebCrypto, and with
 * the digests that it lacks by software.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED for another curve, or one that is not named
 */
export async function verifyEcdsa(
  digest: DigestAlgorithm,
  { key, spkiDer }: EcPublicKey,
  signature: Uint8Array,
  { bytes, digestOf }: SignedOctets,
): Promise<boolean> {
  const curve = findCurve(key.curve ?? '');
  if (curve?.webCrypto === undefined) {
    throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: curve?.name ?? key.curve ?? 'ec' });
  }
  const joined = ecdsaSignatureForWebCrypto(signature, curve.bits);
  if (joined === undefined) return false;
  const imported = digest.webCrypto === undefined ? undefined : await importKey(spkiDer, curve.webCrypto);
  if (digest.webCrypto === undefined || imported === undefined) {
    return verifyDigest(curve.webCrypto, key.octets, joined, await digestOf());
  }
  return crypto.subtle.verify({ name: 'ECDSA', hash: digest.webCrypto }, imported, joined, unshared(bytes));
}

async function importKey(spkiDer: Uint8Array, namedCurve: string): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('spki', unshared(spkiDer), { name: 'ECDSA', namedCurve }, false, ['verify']);
  } catch (error) {
    // No key, or one that only this WebCrypto does not know (P-521, a compressed point): the software tells
    // which. Any other fault is ours and must be seen.
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

/** Fetched when it is needed: hardly any message is signed so. */
async function verifyDigest(
  curve: NonNullable<Curve['webCrypto']>,
  point: Uint8Array,
  joined: Uint8Array,
  digest: Uint8Array,
): Promise<boolean> {
  const { p256, p384, p521 } = await import('@noble/curves/nist.js');
  const group = { 'P-256': p256, 'P-384': p384, 'P-521': p521 }[curve];
  // X.509 and CMS ask for no low s, as some currencies do. A point off the curve, r or s of zero: false.
  return group.verify(joined, digest, point, { prehash: false, lowS: false, format: 'compact' });
}
