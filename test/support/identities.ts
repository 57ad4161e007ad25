import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type {
  Certificate,
  OpenOptions,
  PrivateKey,
  TrustAnchor,
  UnlockedDigitalId,
} from '../../src/smime';
import { readAsn1 } from '../../src/smime/asn1/read';
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

/** Node writes no JSON Web Key of one for RSASSA-PSS alone; inside its PKCS#8 stands an RSAPrivateKey like any other. */
export function plainRsa(key: KeyObject): KeyObject {
  if ((key.asymmetricKeyType as string) !== 'rsa-pss') return key;
  const [, , inner] = readAsn1(new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }))).children;
  return createPrivateKey({ key: Buffer.from(inner?.contents ?? []), format: 'der', type: 'pkcs1' });
}

/** A key in PEM as the core wants it, read by Node. */
export function privateKeyOf(pem: string): PrivateKey {
  const { kty, crv, d, p, q, e } = plainRsa(createPrivateKey(pem)).export({ format: 'jwk' });
  const octets = (value: string | undefined) => new Uint8Array(Buffer.from(value ?? '', 'base64url'));
  if (kty === 'RSA') return { algorithm: 'rsa', p: octets(p), q: octets(q), e: octets(e) };
  if (crv === 'X25519') return { algorithm: 'x25519', d: octets(d) };
  if (crv === 'Ed25519') return { algorithm: 'ed25519', d: octets(d) };
  const curve = (['P-256', 'P-384', 'P-521'] as const).find((name) => name === crv);
  if (curve === undefined) throw new Error(`a key that no test knows: ${String(kty)}`);
  return { algorithm: 'ec', curve, d: octets(d) };
}

/** @param path - without `.crt` and `.key`, e.g. `rfc9216/bob.encrypt` */
export async function unlockIdentity(path: string): Promise<UnlockedDigitalId> {
  const certificate = await readIdentityCertificate(`${path}.crt`);
  return unlockDigitalId(privateKeyOf(vectorText(`${path}.key`)), { certificate, chain: [] });
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
