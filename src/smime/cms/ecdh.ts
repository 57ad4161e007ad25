import { x25519 } from '@noble/curves/ed25519.js';
import { unshared } from '../bytes';
import { SmimeError, isSmimeError } from '../errors';

/** Where a key agreement happens. */
export type AgreementGroup = 'P-256' | 'P-384' | 'P-521' | 'X25519';

/** What WebCrypto calls it. */
export function agreementAlgorithm(group: AgreementGroup): { readonly name: string; readonly namedCurve?: string } {
  return group === 'X25519' ? { name: 'X25519' } : { name: 'ECDH', namedCurve: group };
}

/** The octets of an X25519 key, where WebCrypto does not know the group. */
export interface SoftwareKey {
  readonly x25519: Uint8Array;
}

export type AgreementKey = CryptoKey | SoftwareKey;

/**
 * A stranger's public key, as the bare point: no parameters of his choice.
 * WebCrypto checks that it is on the curve: with one on another, weaker curve
 * every agreement would give away a part of the private key. `undefined` for
 * what is no such key.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED where WebCrypto does not know the group
 */
export async function importAgreementKey(group: AgreementGroup, point: Uint8Array): Promise<AgreementKey | undefined> {
  return orInSoftware<AgreementKey | undefined>(
    group,
    () => crypto.subtle.importKey('raw', unshared(point), agreementAlgorithm(group), false, []),
    () => (point.length === x25519Octets ? { x25519: point } : undefined),
  );
}

const x25519Octets = 32;

/**
 * Not every WebCrypto has X25519; a library has.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED for other groups that WebCrypto does not know
 */
export async function orInSoftware<T>(
  group: AgreementGroup,
  attempt: () => Promise<T>,
  software: () => T,
): Promise<T | undefined> {
  try {
    return await unlessRefused(group, attempt);
  } catch (error) {
    if (group !== 'X25519' || !isSmimeError(error)) throw error;
    return software();
  }
}

/** The x coordinate (RFC 5753 section 3.1.2); `undefined` for a public key that gives nothing but zeros. */
export async function sharedSecret(
  group: AgreementGroup,
  privateKey: AgreementKey,
  publicKey: AgreementKey,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if ('x25519' in privateKey) return 'x25519' in publicKey ? agreeInSoftware(privateKey, publicKey) : undefined;
  if ('x25519' in publicKey) return undefined;
  const algorithm = { ...agreementAlgorithm(group), public: publicKey };
  const bits = await unlessRefused(group, () => crypto.subtle.deriveBits(algorithm, privateKey, null));
  return bits === undefined ? undefined : new Uint8Array(bits);
}

function agreeInSoftware(privateKey: SoftwareKey, publicKey: SoftwareKey): Uint8Array<ArrayBuffer> | undefined {
  try {
    return unshared(x25519.getSharedSecret(privateKey.x25519, publicKey.x25519));
  } catch {
    return undefined; // Its lengths are right: what is left to throw for is a key of small order.
  }
}

export interface EphemeralKey {
  readonly privateKey: AgreementKey;
  /** The uncompressed point; of X25519 the coordinate. */
  readonly publicOctets: Uint8Array;
}

export async function createEphemeralKey(group: AgreementGroup): Promise<EphemeralKey> {
  const created = await orInSoftware(group, () => generate(group), generateInSoftware);
  if (created === undefined) throw new TypeError('No pair of keys.');
  return created;
}

async function generate(group: AgreementGroup): Promise<EphemeralKey> {
  const pair = await crypto.subtle.generateKey(agreementAlgorithm(group), false, ['deriveBits']);
  if (!('publicKey' in pair)) throw new TypeError('No pair of keys.');
  return {
    privateKey: pair.privateKey,
    publicOctets: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
  };
}

function generateInSoftware(): EphemeralKey {
  const scalar = crypto.getRandomValues(new Uint8Array(x25519Octets));
  return { privateKey: { x25519: scalar }, publicOctets: x25519.getPublicKey(scalar) };
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
