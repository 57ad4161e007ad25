import { orUndefined } from '../asn1/or-undefined';
import { readAsn1 } from '../asn1/read';
import { children, tag } from '../asn1/values';
import type { Certificate } from './certificate';
import { readAuthorityKeyIdentifier } from './extensions';
import { nameKey } from './name-comparison';
import { extension } from './object-identifiers';
import { readCertificateStructure } from './structure';
import type { CertificateStructure, Extension } from './structure';

/** In what a certificate departs from the profile of RFC 5280 section 4. */
export type ProfileFault =
  | 'version'
  | 'serial-number'
  | 'issuer-key-identifier-missing'
  | 'subject-key-identifier-missing'
  | 'basic-constraints'
  | 'key-usage'
  | 'extension-must-not-be-critical'
  | 'extension-must-be-critical'
  | 'name-constraints-must-be-critical'
  | 'name-constraints-without-authority'
  | 'authority-information-malformed'
  | 'unreadable';

/**
 * What section 4 asks of those who issue certificates and a reader can do
 * without: nobody is deceived by a missing hint, and companies' own authorities
 * leave out several of them. So a path is good in spite of them; whoever wants
 * certificates by the book asks here. An empty list is one.
 */
export function profileFaults(certificate: Certificate): readonly ProfileFault[] {
  const structure = orUndefined(() => readCertificateStructure(certificate.der));
  if (structure === undefined) return ['unreadable'];
  // An extension that cannot be read breaks the rule about it.
  const isBroken = (breaks: Rule): boolean => orUndefined(() => breaks(structure, certificate)) ?? true;
  return Object.entries(rules).flatMap(([fault, breaks]) => (isBroken(breaks) ? [fault as ProfileFault] : []));
}

/** Those of a certificate that has been read, for rules of other profiles. */
export function extensionsOf({ der }: Certificate): readonly Extension[] {
  return readCertificateStructure(der).extensions;
}

type Rule = (structure: CertificateStructure, certificate: Certificate) => boolean;

const rules: Readonly<Record<Exclude<ProfileFault, 'unreadable'>, Rule>> = {
  version: ({ version }) => version !== 3,
  'serial-number': ({ serialNumberDer }) => !isSerialNumber(readAsn1(serialNumberDer).contents),
  'issuer-key-identifier-missing': (structure) => !mayLackIssuerKey(structure) && readAuthorityKeyIdentifier(structure) === undefined,
  'subject-key-identifier-missing': (_, { isAuthority, subjectKeyIdentifier }) => isAuthority && subjectKeyIdentifier === undefined,
  'basic-constraints': (structure, { isAuthority, keyUsage, pathLength }) =>
    (isAuthority && find(structure, extension.basicConstraints)?.critical !== true) ||
    (pathLength !== undefined && (!isAuthority || keyUsage?.includes('keyCertSign') !== true)),
  'key-usage': (_, { isAuthority, keyUsage }) => keyUsage?.includes('keyCertSign') === true && !isAuthority,
  'extension-must-not-be-critical': (structure) => neverCritical.some((oid) => find(structure, oid)?.critical === true),
  'extension-must-be-critical': (structure) =>
    alwaysCritical.some((oid) => find(structure, oid)?.critical === false) ||
    (structure.subject.attributes.length === 0 && find(structure, extension.subjectAltName)?.critical !== true),
  'name-constraints-must-be-critical': (structure) => find(structure, extension.nameConstraints)?.critical === false,
  'name-constraints-without-authority': (structure, { isAuthority }) =>
    !isAuthority && find(structure, extension.nameConstraints) !== undefined,
  'authority-information-malformed': (structure) => isMalformedAccess(find(structure, extension.authorityInfoAccess)),
};

/** Who signed himself needs no hint to his issuer; one that he gives is whole. */
function mayLackIssuerKey(structure: CertificateStructure): boolean {
  const isSelfIssued = nameKey(structure.issuer) === nameKey(structure.subject);
  return isSelfIssued && find(structure, extension.authorityKeyIdentifier) === undefined;
}

const neverCritical = [extension.authorityKeyIdentifier, extension.subjectKeyIdentifier, extension.authorityInfoAccess];
const alwaysCritical = [extension.policyConstraints, extension.inhibitAnyPolicy];

function find({ extensions }: CertificateStructure, wanted: string): Extension | undefined {
  return extensions.find(({ oid }) => oid === wanted);
}

/** A positive number of up to 20 octets (section 4.1.2.2). */
function isSerialNumber(contents: Uint8Array): boolean {
  return contents.length <= 20 && (contents[0] ?? 0x80) < 0x80 && contents.some((octet) => octet !== 0);
}

/** One or more pairs of a method and a name (section 4.2.2.1). */
function isMalformedAccess(found: Extension | undefined): boolean {
  if (found === undefined) return false;
  const descriptions = children(readAsn1(found.value, { maxNodes: 5000 }), tag.sequence, 'authorityInfoAccess');
  return descriptions.length === 0 || descriptions.some((pair) => children(pair, tag.sequence, 'accessDescription').length !== 2);
}
