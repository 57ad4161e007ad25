import { hkdf } from '@noble/hashes/hkdf.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { explicit, octetString, sequence } from '../asn1/write';
import { concat, concatAll } from '../bytes';
import { SmimeError } from '../errors';
import { unwrapKey, wrapKey } from './aes-key-wrap';
import { findKeyEncryption, findKeyWrap } from './algorithms';
import type { KeyDerivation, KeyWrap } from './algorithm-registry';
import { unwrapTripleDesKey } from '../dangerous/triple-des-key-wrap';

// WebCrypto has no X9.63 and no SHA-224; what is hashed here is shorter than two blocks.
const digests = { 'sha-1': sha1, 'sha-224': sha224, 'sha-256': sha256, 'sha-384': sha384, 'sha-512': sha512 } as const;

/** How a shared secret becomes the key that wraps the content-encryption key (RFC 5753 section 3.1.2). */
export interface KeyAgreement {
  /** E.g. `ecdh-sha256-kdf`, or the OID of something else. */
  readonly keyEncryptionAlgorithm: string;
  readonly keyWrap: KeyWrapIdentifier;
  /** From the sender; absent is something else than empty. */
  readonly userKeyingMaterial?: Uint8Array;
}

export interface KeyWrapIdentifier {
  /** E.g. `aes-256-wrap`, or the OID of something else. */
  readonly algorithm: string;
  /** AlgorithmIdentifier in DER: both sides put in what the message has, with or without NULL. */
  readonly der: Uint8Array;
}

/** @throws SmimeError ERR_ALGORITHM_UNSUPPORTED */
export async function wrapByAgreement(
  agreement: KeyAgreement,
  sharedSecret: Uint8Array,
  key: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  return withKeyEncryptionKey(agreement, sharedSecret, (wrapping, { name, method }) => {
    if (method !== 'aes') throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name });
    return wrapKey(wrapping, key);
  });
}

/**
 * `undefined` when the key-encryption key does not fit, or the octets are damaged.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED
 */
export async function unwrapByAgreement(
  agreement: KeyAgreement,
  sharedSecret: Uint8Array,
  wrapped: Uint8Array,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return withKeyEncryptionKey(agreement, sharedSecret, (wrapping, { method }) =>
    method === 'aes' ? unwrapKey(wrapping, wrapped) : unwrapTripleDesKey(wrapping, wrapped),
  );
}

async function withKeyEncryptionKey<T>(
  agreement: KeyAgreement,
  sharedSecret: Uint8Array,
  use: (keyEncryptionKey: Uint8Array, keyWrap: KeyWrap) => Promise<T>,
): Promise<T> {
  const { derivation, keyWrap } = requireUsable(agreement);
  const info = sharedInfo(agreement, keyWrap.keyLength);
  const keyEncryptionKey = derive(derivation, sharedSecret, info, keyWrap.keyLength);
  try {
    return await use(keyEncryptionKey, keyWrap);
  } finally {
    keyEncryptionKey.fill(0);
  }
}

/** @throws SmimeError ERR_ALGORITHM_UNSUPPORTED naming the derivation or the wrap */
export function requireUsable({ keyEncryptionAlgorithm, keyWrap }: KeyAgreement): {
  readonly derivation: KeyDerivation;
  readonly keyWrap: KeyWrap;
} {
  const derivation = findKeyEncryption(keyEncryptionAlgorithm)?.derivation;
  if (derivation === undefined) throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: keyEncryptionAlgorithm });
  const known = findKeyWrap(keyWrap.algorithm);
  if (known === undefined) throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: keyWrap.algorithm });
  return { derivation, keyWrap: known };
}

/** ECC-CMS-SharedInfo (RFC 5753 section 7.2): ties the key to what it is for. */
function sharedInfo({ keyWrap, userKeyingMaterial }: KeyAgreement, keyLength: number): Uint8Array {
  const entityUInfo = userKeyingMaterial === undefined ? [] : [explicit(0, octetString(userKeyingMaterial))];
  return sequence(keyWrap.der, ...entityUInfo, explicit(2, octetString(counter(keyLength * 8))));
}

function derive({ function: kdf, digest }: KeyDerivation, secret: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const hash = digests[digest];
  if (kdf === 'hkdf') return hkdf(hash, secret, undefined, info, length);
  const blocks: Uint8Array[] = [];
  for (let block = 1; (block - 1) * hash.outputLen < length; block++) {
    blocks.push(hash(concat(secret, counter(block), info)));
  }
  return concatAll(blocks).slice(0, length);
}

/** Four octets, big-endian. */
function counter(value: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}
