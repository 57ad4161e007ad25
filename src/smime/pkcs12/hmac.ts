import { hmac as hmacInSoftware } from '@noble/hashes/hmac.js';
import { unshared } from '../bytes';
import type { DigestAlgorithm } from '../cms/algorithms';
import { requireSoftwareDigest } from './key-derivation';

/**
 * HMAC (RFC 2104) of a whole file, at most a megabyte.
 * @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED
 */
export async function hmac(digest: DigestAlgorithm, key: Uint8Array, content: Uint8Array): Promise<Uint8Array> {
  if (digest.webCrypto === undefined) return hmacInSoftware(requireSoftwareDigest(digest.name), key, content);
  const algorithm = { name: 'HMAC', hash: digest.webCrypto };
  const cryptoKey = await crypto.subtle.importKey('raw', unshared(key), algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', cryptoKey, unshared(content)));
}
