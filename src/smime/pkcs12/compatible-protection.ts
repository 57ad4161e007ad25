import { integer, objectIdentifier, octetString, sequence } from '../asn1/write';
import { findPasswordScheme, oidOf } from '../cms/algorithms';
import { encryptTripleDesCbc } from '../dangerous/triple-des-encryption';
import { derivePkcs12Key, derivePkcs12KeyAndGpgsms, purpose } from './key-derivation';
import type { Pkcs12Derivation } from './key-derivation';
import { writeMacData } from './mac';
import { bmpPassword } from './password';
import type { PasswordEncrypted, PfxProtection } from './protection';
import { newSalt } from './protection';

/** What every reader of PKCS#12 takes; some of them no longer one. */
const saltLength = 8;
const digest = 'sha-1';
const [keyLength, ivLength] = [24, 8];

/** As many as old programs bear. The weaker the cipher, the more the rounds have to do. */
export const compatibleIterations = 100_000;

/**
 * pbeWithSHAAnd3-KeyTripleDES-CBC (RFC 7292 appendix C) for keys and
 * certificates, MAC with SHA-1: what Windows before 10 and gpgsm 2.2 read.
 */
export function compatibleProtection(password: string, iterations: number = compatibleIterations): PfxProtection {
  return {
    encrypt: (content) => encrypt(content, password, iterations),
    authenticate: (content) => writeMacData(content, { digest, password, salt: newSalt(saltLength), iterations }),
  };
}

async function encrypt(content: Uint8Array, password: string, iterations: number): Promise<PasswordEncrypted> {
  const { salt, key } = await chooseSalt(bmpPassword(password), iterations);
  const iv = await derivePkcs12Key({ digest, password: bmpPassword(password), salt, iterations, purpose: purpose.iv, length: ivLength });
  const parameters = sequence(octetString(salt), integer(iterations));
  return {
    algorithm: sequence(objectIdentifier(oidOf(findPasswordScheme('TripleDES'))), parameters),
    ciphertext: encryptTripleDesCbc(key, iv, content),
  };
}

/** With a very long password hardly any salt suits gpgsm, which takes none above 31 characters anyway. */
const attempts = 16;

/** A salt from which gpgsm derives the same key as everybody else. */
async function chooseSalt(password: Uint8Array, iterations: number): Promise<{ readonly salt: Uint8Array; readonly key: Uint8Array }> {
  const request = (salt: Uint8Array): Pkcs12Derivation => ({
    ...{ digest, password, salt, iterations },
    ...{ purpose: purpose.encryption, length: keyLength },
  });
  for (let attempt = 1; attempt < attempts; attempt++) {
    const salt = newSalt(saltLength);
    const { key, gpgsms } = await derivePkcs12KeyAndGpgsms(request(salt));
    if (gpgsms === key) return { salt, key };
  }
  const salt = newSalt(saltLength);
  return { salt, key: await derivePkcs12Key(request(salt)) };
}
