import { createPrivateKey } from 'node:crypto';
import type {
  Certificate,
  OpenOptions,
  RsaPrivateKey,
  TrustAnchor,
  UnlockedDigitalId,
} from '../../src/smime';
import { sequence } from '../../src/smime/asn1/write';
import { parseCertificate } from '../../src/smime/certificate/parse';
import { readCertificateStructure } from '../../src/smime/certificate/structure';
import { unlockDigitalId } from '../../src/smime/message/unlock-digital-id';
import { vector, vectorText } from './vectors';

/** The time for which the collections say what is to be expected. */
export const validationTime = new Date('2027-06-01T00:00:00Z');

/** A certificate of the collections, PEM or DER. */
export async function readIdentityCertificate(path: string): Promise<Certificate> {
  const text = vectorText(path);
  const pem = /-----BEGIN CERTIFICATE-----([^-]+)-----END/.exec(text)?.[1];
  return parseCertificate(pem === undefined ? vector(path) : new Uint8Array(Buffer.from(pem, 'base64')));
}

/** An RSA key in PEM as the core wants it. */
export function rsaPrivateKey(pem: string): RsaPrivateKey {
  const { p, q, e } = createPrivateKey(pem).export({ format: 'jwk' });
  const octets = (value: string | undefined) => new Uint8Array(Buffer.from(value ?? '', 'base64url'));
  return { algorithm: 'rsa', p: octets(p), q: octets(q), e: octets(e) };
}

/** @param path - without `.crt` and `.key`, e.g. `rfc9216/bob.encrypt` */
export async function unlockIdentity(path: string): Promise<UnlockedDigitalId> {
  const certificate = await readIdentityCertificate(`${path}.crt`);
  return unlockDigitalId(rsaPrivateKey(vectorText(`${path}.key`)), { certificate, chain: [] });
}

export async function trustAnchor(path = 'rfc9216/ca.rsa.crt'): Promise<TrustAnchor> {
  return { certificate: await readIdentityCertificate(path) };
}

/** Everybody of the RSA world of RFC 9216 unlocked, its authority trusted, at the usual time. */
export async function usualOptions(overrides: Partial<OpenOptions> = {}): Promise<OpenOptions> {
  const names = ['rfc9216/alice.sign', 'rfc9216/alice.encrypt', 'rfc9216/bob.sign', 'rfc9216/bob.encrypt'];
  return {
    unlocked: await Promise.all(names.map(unlockIdentity)),
    locked: [],
    trustAnchors: [await trustAnchor()],
    at: validationTime,
    exact: true,
    ...overrides,
  };
}

/** IssuerAndSerialNumber (RFC 5652 section 10.2.4) of a certificate. */
export function issuerAndSerialNumber(der: Uint8Array): Uint8Array {
  const { issuer, serialNumberDer } = readCertificateStructure(der);
  return sequence(issuer.der, serialNumberDer);
}
