import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOid, tag } from '../asn1/values';
import type { Certificate } from './certificate';
import { extensionValue } from './extensions';
import { readGeneralName, readGeneralNames } from './general-names';
import type { GeneralName } from './general-names';
import { extension } from './object-identifiers';
import { readCertificateStructure } from './structure';
import type { CertificateStructure } from './structure';

/** Where an issuer says that more is to be found: addresses by strangers, for showing. Nothing is ever fetched from them here. */
export interface AccessPoints {
  /** Lists of cancelled certificates (RFC 5280 section 4.2.1.13). */
  readonly crls: readonly string[];
  /** Who answers whether a certificate is cancelled (RFC 5280 section 4.2.2.1). */
  readonly ocsp: readonly string[];
  /** The issuer's own certificate. */
  readonly issuers: readonly string[];
}

const accessMethods = { ocsp: '1.3.6.1.5.5.7.48.1', issuers: '1.3.6.1.5.5.7.48.2' } as const;

/** Empty where there is none, or nothing that can be read. */
export function accessPoints({ der }: Certificate): AccessPoints {
  try {
    const structure = readCertificateStructure(der);
    const descriptions = membersOf(structure, extension.authorityInfoAccess);
    const byMethod = (method: string) =>
      descriptions
        .filter(({ children: [oid] }) => readOid(oid, 'access method') === method)
        .flatMap(({ children: [, location] }) => (location === undefined ? [] : addressOf(readGeneralName(location, 'access location'))));
    return {
      crls: membersOf(structure, extension.cRLDistributionPoints).flatMap(addressesOfPoint),
      ocsp: byMethod(accessMethods.ocsp),
      issuers: byMethod(accessMethods.issuers),
    };
  } catch (error) {
    if (error instanceof Asn1Error) return { crls: [], ocsp: [], issuers: [] };
    throw error;
  }
}

function membersOf(structure: CertificateStructure, oid: string): readonly Asn1Node[] {
  const value = extensionValue(structure, oid);
  return value === undefined ? [] : children(value, tag.sequence, oid);
}

/** DistributionPoint with DistributionPointName with fullName, each in its own tag [0]. */
function addressesOfPoint(point: Asn1Node): readonly string[] {
  const names = point.children.find((field) => field.tag === tag.contextConstructed(0))?.children[0];
  if (names?.tag !== tag.contextConstructed(0)) return [];
  return readGeneralNames(names, 'distribution point', tag.contextConstructed(0)).flatMap(addressOf);
}

function addressOf(name: GeneralName): readonly string[] {
  return name.type === 'uniformResourceIdentifier' ? [name.value] : [];
}
