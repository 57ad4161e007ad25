import { orUndefined } from '../asn1/or-undefined';
import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOid, readSmallInteger, tag } from '../asn1/values';
import { extensionValue } from './extensions';
import { extension } from './object-identifiers';
import type { CertificateStructure } from './structure';

/** Stands for every policy there is (RFC 5280 section 4.2.1.4). */
export const anyPolicy = '2.5.29.32.0';

/** What a certificate says about policies (RFC 5280 sections 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14). */
export interface PolicyExtensions {
  /** OIDs; `undefined`: it names none, which ends every chain of them. */
  readonly policies?: ReadonlySet<string>;
  /** From a policy of the issuer to those of the subject that count as it. */
  readonly mappings?: ReadonlyMap<string, ReadonlySet<string>>;
  /** How many more certificates may follow until a policy is required, … */
  readonly requireExplicitPolicy?: number;
  /** … until mappings no longer count, … */
  readonly inhibitPolicyMapping?: number;
  /** … until anyPolicy no longer counts. */
  readonly inhibitAnyPolicy?: number;
}

/** Of one certificate, and of its mappings; the largest authorities have some dozens. */
const maxPolicies = 512;

const known = new WeakMap<CertificateStructure, PolicyExtensions | 'unusable'>();

/** `unusable`: they break RFC 5280, or are beyond all measure. */
export function policyExtensions(structure: CertificateStructure): PolicyExtensions | 'unusable' {
  const read = known.get(structure) ?? orUndefined(() => readExtensions(structure)) ?? 'unusable';
  known.set(structure, read);
  return read;
}

function readExtensions(structure: CertificateStructure): PolicyExtensions {
  return {
    ...readPolicies(extensionValue(structure, extension.certificatePolicies)),
    ...readMappings(extensionValue(structure, extension.policyMappings)),
    ...readConstraints(extensionValue(structure, extension.policyConstraints)),
    ...readInhibitAnyPolicy(extensionValue(structure, extension.inhibitAnyPolicy)),
  };
}

function members(node: Asn1Node, what: string): readonly Asn1Node[] {
  const found = children(node, tag.sequence, what);
  if (found.length === 0 || found.length > maxPolicies) throw new Asn1Error(`${what} has ${found.length} members`);
  return found;
}

/** Qualifiers (texts for people) do not change what a policy is. */
function readPolicies(node: Asn1Node | undefined): Pick<PolicyExtensions, 'policies'> {
  if (node === undefined) return {};
  const oids = members(node, 'certificatePolicies').map((information) =>
    readOid(children(information, tag.sequence, 'PolicyInformation')[0], 'policyIdentifier'),
  );
  const policies = new Set(oids);
  if (policies.size !== oids.length) throw new Asn1Error('a policy appears twice');
  return { policies };
}

function readMappings(node: Asn1Node | undefined): Pick<PolicyExtensions, 'mappings'> {
  if (node === undefined) return {};
  const mappings = new Map<string, Set<string>>();
  for (const pair of members(node, 'policyMappings')) {
    const [issuerNode, subjectNode] = children(pair, tag.sequence, 'policy mapping');
    const issuerPolicy = readOid(issuerNode, 'issuerDomainPolicy');
    const subjectPolicy = readOid(subjectNode, 'subjectDomainPolicy');
    // Section 6.1.4 a.
    if (issuerPolicy === anyPolicy || subjectPolicy === anyPolicy) throw new Asn1Error('anyPolicy is mapped');
    const subjectPolicies = mappings.get(issuerPolicy) ?? new Set<string>();
    mappings.set(issuerPolicy, subjectPolicies.add(subjectPolicy));
  }
  return { mappings };
}

function readConstraints(
  node: Asn1Node | undefined,
): Pick<PolicyExtensions, 'requireExplicitPolicy' | 'inhibitPolicyMapping'> {
  if (node === undefined) return {};
  const [first, second] = children(node, tag.sequence, 'policyConstraints');
  const isFirst = first?.tag === tag.context(0);
  const inhibits = isFirst ? second : first;
  if (first === undefined || (inhibits !== undefined && inhibits.tag !== tag.context(1))) {
    throw new Asn1Error('policyConstraints is empty or has an unknown part');
  }
  return {
    ...(isFirst ? { requireExplicitPolicy: implicitInteger(first, 'requireExplicitPolicy') } : {}),
    ...(inhibits === undefined ? {} : { inhibitPolicyMapping: implicitInteger(inhibits, 'inhibitPolicyMapping') }),
  };
}

function implicitInteger(node: Asn1Node, what: string): number {
  return readSmallInteger({ ...node, tag: tag.integer }, what);
}

function readInhibitAnyPolicy(node: Asn1Node | undefined): Pick<PolicyExtensions, 'inhibitAnyPolicy'> {
  return node === undefined ? {} : { inhibitAnyPolicy: readSmallInteger(node, 'inhibitAnyPolicy') };
}
