import { readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, identifierHex, readBoolean, readNamedBits, readOctets, readOid, readSmallInteger, tag } from '../asn1/values';
import type { KeyUsage } from './certificate';
import { extendedKeyUsageNames, extension } from './object-identifiers';
import type { Extension } from './structure';

/** The extensions we act on (RFC 5280 section 4.2.1), each `undefined` when absent. */

/** A certificate, or a request for one. */
export interface Extended {
  readonly extensions: readonly Extension[];
}

/** @throws Asn1Error, as all of these */
export function extensionValue(structure: Extended, oid: string): Asn1Node | undefined {
  const found = structure.extensions.find((candidate) => candidate.oid === oid);
  return found === undefined ? undefined : readAsn1(found.value, { maxNodes: 5000 });
}

/** In the order of the bits. */
const keyUsageBits: readonly KeyUsage[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

export function readKeyUsage(structure: Extended): readonly KeyUsage[] | undefined {
  const value = extensionValue(structure, extension.keyUsage);
  if (value === undefined) return undefined;
  const bits = readNamedBits(value, 'keyUsage');
  return keyUsageBits.filter((_, bit) => bits.includes(bit));
}

export function readExtendedKeyUsage(structure: Extended): readonly string[] | undefined {
  const value = extensionValue(structure, extension.extendedKeyUsage);
  if (value === undefined) return undefined;
  return children(value, tag.sequence, 'extendedKeyUsage').map((node) => {
    const oid = readOid(node, 'key purpose');
    return extendedKeyUsageNames[oid] ?? oid;
  });
}

export function readBasicConstraints(structure: Extended): { isAuthority: boolean; pathLength?: number } {
  const value = extensionValue(structure, extension.basicConstraints);
  if (value === undefined) return { isAuthority: false };
  const fields = [...children(value, tag.sequence, 'basicConstraints')];
  const isAuthority = fields[0]?.tag === tag.boolean ? readBoolean(fields.shift(), 'cA') : false;
  if (fields[0] === undefined) return { isAuthority };
  return { isAuthority, pathLength: readSmallInteger(fields[0], 'pathLenConstraint') };
}

export function readSubjectKeyIdentifier(structure: Extended): string | undefined {
  const value = extensionValue(structure, extension.subjectKeyIdentifier);
  return value === undefined ? undefined : identifierHex(readOctets(value, 'subjectKeyIdentifier'), 'subjectKeyIdentifier');
}

/** The key identifier of the issuer: a hint for path building, nothing more. */
export function readAuthorityKeyIdentifier(structure: Extended): string | undefined {
  const value = extensionValue(structure, extension.authorityKeyIdentifier);
  if (value === undefined) return undefined;
  const identifier = children(value, tag.sequence, 'authorityKeyIdentifier').find((node) => node.tag === tag.context(0));
  return identifier === undefined ? undefined : identifierHex(identifier.contents, 'authorityKeyIdentifier');
}
