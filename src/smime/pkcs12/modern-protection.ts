import { integer, nullValue, objectIdentifier, octetString, sequence } from '../asn1/write';
import { findContentCipher, findDigest, findPasswordScheme, oidOf } from '../cms/algorithms';
import { createCipher } from '../cms/content-encryption';
import { writeMacData } from './mac';
import { utf8Password } from './password';
import { derivePbkdf2 } from './pbkdf2';
import type { PasswordEncrypted, PfxProtection } from './protection';
import { newSalt } from './protection';

const saltLength = 16;
const digestName = 'sha-256';

/** The MAC has as many rounds as the ciphers: who guesses passwords takes the cheapest way in. */
export const modernIterations = 600_000;

/** PBES2 with AES-256-CBC and PBKDF2 with HMAC-SHA-256, MAC with SHA-256: what OpenSSL, NSS, Java and Windows 10 read. */
export function modernProtection(password: string, iterations: number = modernIterations): PfxProtection {
  return {
    encrypt: (content) => encrypt(content, password, iterations),
    authenticate: (content) => writeMacData(content, { digest: digestName, password, salt: newSalt(saltLength), iterations }),
  };
}

async function encrypt(content: Uint8Array, password: string, iterations: number): Promise<PasswordEncrypted> {
  const cipher = findContentCipher('aes-256-cbc');
  const digest = findDigest(digestName);
  if (cipher === undefined || digest === undefined) throw new TypeError('The registry is incomplete.');
  const salt = newSalt(saltLength);
  const encryptor = createCipher(cipher);
  const key = await derivePbkdf2({ salt, iterations, digest }, utf8Password(password), encryptor.keyLength);
  const prf = sequence(objectIdentifier(digest.hmacOid ?? ''), nullValue());
  const derivation = sequence(
    objectIdentifier(oidOf(findPasswordScheme('PBKDF2'))),
    sequence(octetString(salt), integer(iterations), prf),
  );
  const encryption = sequence(objectIdentifier(cipher.oid), encryptor.parameters);
  const { octets: ciphertext } = await encryptor.encrypt(key, content);
  return {
    algorithm: sequence(objectIdentifier(oidOf(findPasswordScheme('PBES2'))), sequence(derivation, encryption)),
    ciphertext,
  };
}
