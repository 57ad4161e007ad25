import { orUndefined } from '../asn1/or-undefined';
import { toHex } from '../bytes';
import type { Certificate } from '../certificate/certificate';
import { parseCertificate } from '../certificate/parse';
import { readSubjectPublicKey } from '../certificate/public-key';
import { readCertificateStructure } from '../certificate/structure';
import { digest } from '../cms/algorithms';
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
    .map(withStructure);
}

/** Every response asks for each of them, for every signer of a message: what is read once stays read. */
const own = new WeakMap<Uint8Array, Promise<Certificate | undefined>>();
const structures = new WeakMap<Certificate, ReadCertificate>();
const keyHashes = new WeakMap<Certificate, Promise<string | undefined>>();

function readOwn(der: Uint8Array): Promise<Certificate | undefined> {
  const reading = own.get(der) ?? parseOrUndefined(der);
  own.set(der, reading);
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

function withStructure(certificate: Certificate): ReadCertificate {
  const read = structures.get(certificate) ?? { certificate, structure: readCertificateStructure(certificate.der) };
  structures.set(certificate, read);
  return read;
}

/** As a response names its responder by key: SHA-1 of the key's octets, as hex. `undefined` for a key that cannot be read. */
export function keyHash({ certificate, structure }: ReadCertificate): Promise<string | undefined> {
  const hash = keyHashes.get(certificate) ?? computeKeyHash(structure.spkiDer);
  keyHashes.set(certificate, hash);
  return hash;
}

async function computeKeyHash(spkiDer: Uint8Array): Promise<string | undefined> {
  const octets = publicKeyOctets(spkiDer);
  return octets === undefined ? undefined : toHex(await digest('sha-1', octets));
}

/** Of the BIT STRING, without its header; `undefined` for a key that cannot be read. */
export function publicKeyOctets(spkiDer: Uint8Array): Uint8Array | undefined {
  return orUndefined(() => readSubjectPublicKey(spkiDer).octets);
}
