import { nullValue, objectIdentifier, octetString, sequence } from '../asn1/write';
import { concat, equal } from '../bytes';
import type { SubjectPublicKey } from '../certificate/public-key';
import type { DigestAlgorithm } from '../cms/algorithms';
import { recoverMessage } from './rsa';

/**
 * RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2.2). What should be there is built and
 * compared as a whole; to read what is there instead has let forged signatures
 * through in many programs (Bleichenbacher 2006). DigestInfo has its NULL, as
 * section 9.2 writes it: OpenSSL, NSS and WebCrypto take no other form.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED
 */
export function verifyPkcs1(
  algorithm: DigestAlgorithm,
  key: SubjectPublicKey,
  signature: Uint8Array,
  digest: Uint8Array,
): boolean {
  const message = recoverMessage(key.octets, signature);
  const expected = message && encodedMessage(algorithm, digest, message.encoded.length);
  return message !== undefined && expected !== undefined && equal(message.encoded, expected);
}

/** EMSA-PKCS1-v1_5: 00 01 FF … FF 00 DigestInfo; `undefined` when the key is too short for it. */
function encodedMessage({ oid }: DigestAlgorithm, digest: Uint8Array, length: number): Uint8Array | undefined {
  const digestInfo = sequence(sequence(objectIdentifier(oid), nullValue()), octetString(digest));
  const padding = length - digestInfo.length - 3;
  if (padding < 8) return undefined;
  return concat(Uint8Array.of(0, 1), new Uint8Array(padding).fill(0xff), Uint8Array.of(0), digestInfo);
}
