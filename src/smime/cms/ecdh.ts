import { unshared } from '../bytes';
import { SmimeError } from '../errors';

/** Where a key agreement happens. */
export type AgreementGroup = 'P-256' | 'P-384' | 'P-521' | 'X25519';

/** What WebCrypto calls it. */
export function agreementAlgorithm(group: AgreementGroup): { readonly name: string; readonly namedCurve?: string } {
  return group === 'X25519' ? { name: 'X25519' } : { name: 'ECDH', namedCurve: group };
}

/**
 * A stranger's public key, as the bare point: no parameters of his choice.
 * WebCrypto checks that it is on the curve: with one on another, weaker curve
 * every agreement would give away a part of the private key. `undefined` for
 * what is no such key.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED where WebCrypto does not know the group
 */
export async function importAgreementKey(
  group: AgreementGroup,
  point: Uint8Array,
): Promise<CryptoKey | undefined> {
  return unlessRefused(group, () =>
    crypto.subtle.importKey('raw', unshared(point), agreementAlgorithm(group), false, []),
  );
}

/** The x coordinate (RFC 5753 section 3.1.2); `undefined` for a public key that gives nothing but zeros. */
export async function sharedSecret(
  group: AgreementGroup,
  privateKey: CryptoKey,
  publicKey: CryptoKey,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const algorithm = { ...agreementAlgorithm(group), public: publicKey };
  const bits = await unlessRefused(group, () => crypto.subtle.deriveBits(algorithm, privateKey, null));
  return bits === undefined ? undefined : new Uint8Array(bits);
}

export interface EphemeralKey {
  readonly privateKey: CryptoKey;
  /** The uncompressed point. */
  readonly publicOctets: Uint8Array;
}

export async function createEphemeralKey(group: AgreementGroup): Promise<EphemeralKey> {
  const pair = await crypto.subtle.generateKey(agreementAlgorithm(group), false, ['deriveBits']);
  if (!('publicKey' in pair)) throw new TypeError('No pair of keys.');
  return {
    privateKey: pair.privateKey,
    publicOctets: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
  };
}

/** @throws SmimeError ERR_ALGORITHM_UNSUPPORTED */
export async function unlessRefused<T>(name: string, attempt: () => Promise<T>): Promise<T | undefined> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    if (error.name !== 'NotSupportedError') return undefined;
    throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: name.toLowerCase() }, { cause: error });
  }
}
