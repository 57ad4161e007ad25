import { Asn1Error, readAsn1 } from '../asn1/read';
import type { CertificateStructure } from '../certificate/structure';
import type { Crl } from './crl';
import { findEntries } from './crl-entries';
import type { CrlEntry } from './crl-entries';
import { directoryNameKey, generalNameKey } from './distribution-point';

/** What a CRL lists about the certificate, the worst of it should that be several entries; `unusable`: nobody may rely on this CRL. */
export function lookUp(crl: Crl, structure: CertificateStructure): CrlEntry | undefined | 'unusable' {
  if (!crl.extensions.understood) return 'unusable';
  const issuer = directoryNameKey(structure.issuer);
  try {
    const found = findEntries(crl.entries, {
      serialNumber: readAsn1(structure.serialNumberDer).contents,
      listedAt: crl.thisUpdate,
      ofCrlIssuer: directoryNameKey(crl.issuer) === issuer,
      ...(crl.extensions.scope.indirect ? { isIssuer: (names) => names.some((name) => generalNameKey(name) === issuer) } : {}),
    });
    return found.reduce<CrlEntry | undefined>((worst, entry) => worseEntry(entry, worst), undefined);
  } catch (error) {
    if (error instanceof Asn1Error) return 'unusable';
    throw error;
  }
}

/** A revocation for good rather than a hold, then the earlier one. */
function worseEntry(a: CrlEntry, b: CrlEntry | undefined): CrlEntry {
  if (b === undefined) return a;
  const [holdsA, holdsB] = [a, b].map(({ reason }) => reason === 'certificateHold');
  if (holdsA !== holdsB) return holdsA ? b : a;
  return a.revokedAt < b.revokedAt ? a : b;
}
