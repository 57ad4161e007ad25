import type { Certificate } from '../certificate/certificate';
import { parseCertificate } from '../certificate/parse';
import { readCertificateStructure } from '../certificate/structure';
import { isSmimeError } from '../errors';
import type { ReadCertificate } from './question';

/**
 * Certificates with the purpose of answering about others: those that came with a
 * response, then those known otherwise. One that cannot be read is nobody's.
 */
export async function possibleDelegates(own: readonly Uint8Array[], others: readonly Certificate[]): Promise<readonly ReadCertificate[]> {
  const read = await Promise.all(own.map(readOwn));
  return [...read.filter((certificate) => certificate !== undefined), ...others]
    .filter(({ extendedKeyUsage }) => extendedKeyUsage?.includes('OCSPSigning') === true)
    .map((certificate) => ({ certificate, structure: readCertificateStructure(certificate.der) }));
}

/** All signers of a message ask the same responses. */
const known = new WeakMap<Uint8Array, Promise<Certificate | undefined>>();

function readOwn(der: Uint8Array): Promise<Certificate | undefined> {
  const reading = known.get(der) ?? parseOrUndefined(der);
  known.set(der, reading);
  return reading;
}

async function parseOrUndefined(der: Uint8Array): Promise<Certificate | undefined> {
  try {
    return await parseCertificate(der);
  } catch (error) {
    if (isSmimeError(error)) return undefined;
    throw error;
  }
}
