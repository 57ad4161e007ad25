import { orUndefined } from '../asn1/or-undefined';
import type { Certificate, TrustAnchor } from './certificate';
import { readAuthorityKeyIdentifier } from './extensions';
import { fingerprint } from './fingerprint';
import { nameKey } from './name-comparison';
import { readCertificateStructure } from './structure';
import type { CertificateStructure } from './structure';

export interface PathStep extends ReadCertificate {
  readonly certificate: Certificate;
  readonly isAnchor: boolean;
  /** The anchors that have its name and key. */
  readonly believedAs: readonly TrustAnchor[];
  /** How the next step signed this one; absent on the last. */
  readonly signature?: 'fits' | 'weak' | 'unacceptable';
}

/**
 * What a search asks of a certificate again and again. Names and keys are compared
 * by their digests: in a ring of certificates with names of 60 KB each step would
 * compare all of them octet by octet, for minutes.
 */
export interface ReadCertificate {
  readonly structure: CertificateStructure;
  /** Equal for names that are the same (RFC 5280 section 7.1). */
  readonly subject: string;
  readonly issuer: string;
  /** SHA-256 of SubjectPublicKeyInfo. */
  readonly key: string;
  /** What the certificate says about its issuer's key: a hint for the search, nothing more. */
  readonly issuerKeyIdentifier: string | undefined;
}

/** Each of twenty signers looks through the same certificates. */
const known = new WeakMap<Certificate, Promise<ReadCertificate | undefined>>();

/** `undefined` for a certificate that cannot be read. */
export async function readCertificateForPath(certificate: Certificate): Promise<ReadCertificate | undefined> {
  const reading = known.get(certificate) ?? readOrUndefined(certificate);
  known.set(certificate, reading);
  return reading;
}

async function readOrUndefined({ der }: Certificate): Promise<ReadCertificate | undefined> {
  const structure = orUndefined(() => readCertificateStructure(der));
  if (structure === undefined) return undefined;
  return {
    structure,
    subject: nameKey(structure.subject),
    issuer: nameKey(structure.issuer),
    key: await fingerprint(structure.spkiDer),
    issuerKeyIdentifier: orUndefined(() => readAuthorityKeyIdentifier(structure)),
  };
}
