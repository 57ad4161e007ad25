import { Certificate as PkijsCertificate, IssuerAndSerialNumber } from 'pkijs';
import { unshared } from '../bytes';
import type { Certificate } from './certificate';

/**
 * The class that builds CMS structures around a certificate. Only for
 * certificates that our own bounded reader has read before: nothing of a
 * stranger reaches pkijs first.
 */
export function pkijsCertificate(certificate: Certificate): PkijsCertificate {
  return PkijsCertificate.fromBER(unshared(certificate.der));
}

/** How CMS names a certificate (RFC 5652 section 10.2.4). */
export function issuerAndSerialNumber(certificate: Certificate): IssuerAndSerialNumber {
  const { issuer, serialNumber } = pkijsCertificate(certificate);
  return new IssuerAndSerialNumber({ issuer, serialNumber });
}
