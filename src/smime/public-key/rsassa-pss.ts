import { Asn1Error } from '../asn1/read';
import { concat, equal } from '../bytes';
import type { SubjectPublicKey } from '../certificate/public-key';
import { digest } from '../cms/algorithms';
import { mgf1 } from '../cms/mgf1';
import { readPssParameters } from '../cms/rsassa-pss-parameters';
import type { PssParameters } from '../cms/rsassa-pss-parameters';
import { recoverMessage } from './rsa';

/**
 * RSASSA-PSS (RFC 8017 section 8.1.2), by our own code: WebCrypto knows neither a
 * mask digest that differs from the message's nor keys of their own type
 * (id-RSASSA-PSS).
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED
 */
export async function verifyPss(
  parameters: PssParameters,
  key: SubjectPublicKey,
  signature: Uint8Array,
  digestOf: () => Promise<Uint8Array>,
): Promise<boolean> {
  if (!allows(key, parameters)) return false;
  const message = recoverMessage(key.octets, signature);
  if (message === undefined) return false;
  // One bit less than the modulus: of one with 8n+1 bits the first octet is no part of it.
  const bits = message.modulusBits - 1;
  const length = Math.ceil(bits / 8);
  const { encoded } = message;
  if (encoded.length > length && encoded[0] !== 0) return false;
  return fits(parameters, await digestOf(), encoded.subarray(encoded.length - length), bits);
}

/** A key of the type id-RSASSA-PSS may say what it is for: the two digests, and the shortest salt (RFC 4055 section 3.3). */
function allows(key: SubjectPublicKey, { digest: wanted, maskDigest, saltLength }: PssParameters): boolean {
  if (key.algorithm === 'rsa') return true;
  if (key.algorithm !== 'rsa-pss') return false;
  if (key.parameters === undefined) return true;
  try {
    const own = readPssParameters(key.parameters);
    return own.digest.name === wanted.name && own.maskDigest.name === maskDigest.name && own.saltLength <= saltLength;
  } catch (error) {
    if (error instanceof Asn1Error) return false;
    throw error;
  }
}

/** EMSA-PSS-VERIFY (RFC 8017 section 9.1.2); the comments name its steps. */
async function fits(
  { digest: { name }, maskDigest, saltLength }: PssParameters,
  messageDigest: Uint8Array,
  encoded: Uint8Array,
  bits: number,
): Promise<boolean> {
  const hashLength = messageDigest.length;
  const blockLength = encoded.length - hashLength - 1;
  // 3 and 4; a salt of any length somebody may claim, but it must fit.
  if (blockLength < saltLength + 1 || encoded.at(-1) !== 0xbc) return false;
  const masked = encoded.subarray(0, blockLength);
  const hash = encoded.subarray(blockLength, blockLength + hashLength);
  // 6: bits of the first octet that are no part of the encoded message.
  const firstOctet = 0xff >>> (8 * encoded.length - bits);
  if (((masked[0] ?? 0) & ~firstOctet) !== 0) return false;
  // 7 to 9.
  const mask = await mgf1(maskDigest.name, hash, blockLength);
  const block = masked.map((octet, at) => octet ^ (mask[at] ?? 0));
  block[0] = (block[0] ?? 0) & firstOctet;
  // 10: zeros, a one, the salt, and all of the block.
  const saltStart = blockLength - saltLength;
  if (block[saltStart - 1] !== 1 || block.subarray(0, saltStart - 1).some((octet) => octet !== 0)) return false;
  // 12 to 14.
  return equal(hash, await digest(name, concat(new Uint8Array(8), messageDigest, block.subarray(saltStart))));
}
