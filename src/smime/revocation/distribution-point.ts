import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, tag } from '../asn1/values';
import { encode, sequence } from '../asn1/write';
import { toHex } from '../bytes';
import { extensionValue } from '../certificate/extensions';
import { readGeneralNames } from '../certificate/general-names';
import type { GeneralName } from '../certificate/general-names';
import { nameKey } from '../certificate/name-comparison';
import { readName } from '../certificate/names';
import type { Name } from '../certificate/names';
import { extension } from '../certificate/object-identifiers';
import type { CertificateStructure } from '../certificate/structure';
import { allReasons, readReasonFlags } from './reasons';
import type { Reasons } from './reasons';

/** Where, and by whom, a certificate says that its revocation is told (RFC 5280 section 4.2.1.13). */
export interface DistributionPoint {
  /** Keys of the names it is known by (`generalNameKey`); absent when it has none. */
  readonly names?: readonly string[];
  readonly reasons: Reasons;
  /** Keys of the directory names of somebody other than the certificate's issuer. */
  readonly crlIssuers?: readonly string[];
}

/** Equal for names that are the same; a name of a kind that nobody compares equals none. */
export function generalNameKey(name: GeneralName): string | undefined {
  switch (name.type) {
    case 'directoryName':
      return `directoryName ${nameKey(name.name)}`;
    case 'iPAddress':
      return `iPAddress ${toHex(name.bytes)}`;
    case 'other':
      return undefined;
    case 'rfc822Name':
    case 'smtpUtf8Mailbox':
    case 'dNSName':
    case 'uniformResourceIdentifier':
      return `${name.type} ${name.value}`;
  }
}

/** Of an issuer by its name, as the one without an extension is known. */
export function directoryNameKey(name: Name): string {
  return `directoryName ${nameKey(name)}`;
}

export function generalNameKeys(names: readonly GeneralName[]): readonly string[] {
  return names.map(generalNameKey).filter((key) => key !== undefined);
}

/**
 * The points of a certificate, and at the end the one that every certificate has:
 * its issuer may always say what it revoked (RFC 5280 section 6.3.3).
 * @throws Asn1Error
 */
export function readDistributionPoints(structure: CertificateStructure): readonly DistributionPoint[] {
  const value = extensionValue(structure, extension.cRLDistributionPoints);
  const own = value === undefined ? [] : children(value, tag.sequence, 'cRLDistributionPoints');
  const ofIssuer = { names: [directoryNameKey(structure.issuer)], reasons: allReasons };
  return [...own.map((point) => readDistributionPoint(point, structure.issuer)), ofIssuer];
}

function readDistributionPoint(node: Asn1Node, certificateIssuer: Name): DistributionPoint {
  const fields = children(node, tag.sequence, 'distribution point');
  const field = (number: number) => fields.find((candidate) => (candidate.tag & 0x9f) === tag.context(number));
  const [name, reasons, issuer] = [field(0), field(1), field(2)];
  const issuers = issuer === undefined ? undefined : readGeneralNames(issuer, 'cRLIssuer', tag.contextConstructed(2));
  const directories = (issuers ?? []).flatMap((one) => (one.type === 'directoryName' ? [one.name] : []));
  return {
    reasons: reasons === undefined ? allReasons : readReasonFlags(reasons, tag.context(1)),
    // A name relative to several issuers would be several names (section 4.2.1.13 forbids it).
    ...(name === undefined ? {} : { names: readPointName(name, issuers === undefined ? certificateIssuer : directories[0]) }),
    ...(issuers === undefined ? {} : { crlIssuers: directories.map(directoryNameKey) }),
  };
}

/**
 * Keys of a DistributionPointName inside its EXPLICIT tag [0].
 * @param crlIssuer - to whom a relative name is relative
 * @throws Asn1Error
 */
export function readPointName(wrapper: Asn1Node, crlIssuer: Name | undefined): readonly string[] {
  const [name, ...more] = children(wrapper, tag.contextConstructed(0), 'distributionPoint');
  if (name === undefined || more.length > 0) throw new Asn1Error('distributionPoint is not one value');
  if (name.tag === tag.contextConstructed(0)) {
    return generalNameKeys(readGeneralNames(name, 'fullName', tag.contextConstructed(0)));
  }
  if (name.tag !== tag.contextConstructed(1)) throw new Asn1Error('distributionPoint of an unknown kind');
  return crlIssuer === undefined ? [] : [directoryNameKey(appended(crlIssuer, name.contents))];
}

/** The issuer's name with one more RDN at its end. */
function appended(name: Name, rdn: Uint8Array): Name {
  const rdns = readAsn1(name.der, { maxNodes: 5000 }).children.map(({ bytes }) => bytes);
  const der = sequence(...rdns, encode(tag.set, rdn));
  return readName(readAsn1(der, { maxNodes: 5000 }), 'nameRelativeToCRLIssuer');
}
