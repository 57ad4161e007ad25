import { readBasicConstraints } from '../certificate/extensions';
import type { CertificateStructure } from '../certificate/structure';
import type { Crl } from './crl';
import { directoryNameKey } from './distribution-point';
import type { DistributionPoint } from './distribution-point';
import type { Reasons } from './reasons';

/**
 * For which reasons a CRL tells whether the certificate is revoked (RFC 5280
 * section 6.3.3, steps b and d); 0: it is about others.
 * @param points - of that certificate
 * @throws Asn1Error
 */
export function reasonsCovered(
  crl: Crl,
  certificate: CertificateStructure,
  points: readonly DistributionPoint[],
): Reasons {
  if (!isOfItsKind(crl, certificate)) return 0;
  const crlIssuer = directoryNameKey(crl.issuer);
  const isIssuer = crlIssuer === directoryNameKey(certificate.issuer);
  return points.reduce((reasons, point) => {
    const mayTell = point.crlIssuers === undefined ? isIssuer : crl.extensions.scope.indirect && point.crlIssuers.includes(crlIssuer);
    return mayTell && isOfPoint(crl, point) ? reasons | (crl.extensions.scope.reasons & point.reasons) : reasons;
  }, 0);
}

function isOfItsKind({ extensions: { scope } }: Crl, certificate: CertificateStructure): boolean {
  if (scope.only === undefined) return true;
  if (scope.only === 'attributeCertificates') return false;
  return readBasicConstraints(certificate).isAuthority === (scope.only === 'authorityCertificates');
}

/** A CRL without a name of its own is not partitioned. */
function isOfPoint({ extensions: { scope } }: Crl, point: DistributionPoint): boolean {
  const names = point.names ?? point.crlIssuers ?? [];
  return scope.names === undefined || scope.names.some((name) => names.includes(name));
}
