import { equal } from '../bytes';
import { decryptWholeBlocks } from '../ciphers/cbc';
import { digest } from '../cms/algorithms';
import { desDecryption } from './des';

/** RFC 3217 section 3.1: the same for everybody. */
const outerIv = Uint8Array.of(0x4a, 0xdd, 0xa2, 0x2c, 0x79, 0xe8, 0x21, 0x05);
const blockLength = 8;
const checkLength = 8;
/** A random iv, the key of 24 octets and the check value. */
const wrappedLength = blockLength + 24 + checkLength;

/**
 * Triple DES key wrap (RFC 3217 section 3.2), by which older OpenSSL encrypts
 * to EC keys. The parity of the key is not looked at: nothing is decided by it.
 * @returns `undefined` when its own check says that the wrapping key is another, or the octets are damaged
 */
export async function unwrapTripleDesKey(
  keyEncryptionKey: Uint8Array,
  wrapped: Uint8Array,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (wrapped.length !== wrappedLength) return undefined;
  const cipher = desDecryption(keyEncryptionKey);
  const inner = decryptWholeBlocks(cipher, outerIv, wrapped).reverse();
  const checked = decryptWholeBlocks(cipher, inner.subarray(0, blockLength), inner.subarray(blockLength));
  const key = checked.slice(0, -checkLength);
  const check = (await digest('sha-1', key)).subarray(0, checkLength);
  return equal(check, checked.subarray(-checkLength)) ? key : undefined;
}
