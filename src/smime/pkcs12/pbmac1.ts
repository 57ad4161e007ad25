import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, tag } from '../asn1/values';
import { equalWithoutEarlyExit } from '../bytes';
import { hmac } from './hmac';
import type { PasswordMac } from './password-scheme';
import { utf8PasswordsToTry } from './password';
import { derivePbkdf2, pbkdf2Cost, readHmac, readPbkdf2 } from './pbkdf2';

/** RFC 9579 section 6: less is no protection. More than the longest block of a digest is no more protection. */
const keyLengths = { least: 20, most: 128 };

/**
 * PBMAC1 (RFC 8018 section 7.1) as RFC 9579 has it in a PFX.
 * @param parameters - PBMAC1-params
 * @throws SmimeError ERR_PFX_ALGORITHM_UNSUPPORTED
 * @throws Asn1Error
 */
export function readPbmac1(parameters: Asn1Node | undefined, expected: Uint8Array): PasswordMac {
  const [derivation, scheme] = children(parameters, tag.sequence, 'PBMAC1 parameters');
  const pbkdf2 = readPbkdf2(derivation);
  const digest = readHmac(scheme);
  const { keyLength } = pbkdf2;
  if (keyLength === undefined) throw new Asn1Error('PBMAC1 without keyLength');
  if (keyLength < keyLengths.least || keyLength > keyLengths.most) throw new Asn1Error('PBMAC1 has a wrong keyLength');
  return {
    cost: pbkdf2Cost(pbkdf2, keyLength),
    encodings: utf8PasswordsToTry,
    fits: async (content, password, pause) =>
      equalWithoutEarlyExit(await hmac(digest, await derivePbkdf2(pbkdf2, password, keyLength, pause), content), expected),
  };
}
