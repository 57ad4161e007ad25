import { children, readOid, tag } from '../asn1/values';
import { equal } from '../bytes';
import type { CertificatePath } from './certificate';
import { extensionValue } from './extensions';
import { extension } from './object-identifiers';
import { readCertificateStructure } from './structure';
import type { CertificateStructure } from './structure';

/** What an issuer vouches for beside the address. */
export interface IssuerChecks {
  readonly person: boolean;
  readonly organization: boolean;
}

const anyPolicy = '2.5.29.32.0';

/**
 * Reserved policies of the CA/Browser Forum's Baseline Requirements for S/MIME (section 7.1.6.1): who was
 * validated, each in the three generations legacy, multipurpose and strict.
 */
const emailPolicies = '2.23.140.1.5';
const validations: readonly (readonly [string, IssuerChecks])[] = [
  ['1', { person: false, organization: false }],
  ['2', { person: false, organization: true }],
  // Sponsor-validated: the organisation answers for the person.
  ['3', { person: true, organization: true }],
  ['4', { person: true, organization: false }],
];

const byPolicy: ReadonlyMap<string, IssuerChecks> = new Map(
  validations.flatMap(([arc, checks]) => ['1', '2', '3'].map((generation) => [`${emailPolicies}.${arc}.${generation}`, checks])),
);

/**
 * What the issuer says it checked; `undefined` when it names no policy that is
 * known. A policy counts when every issuer below the anchor stands for it too
 * (RFC 5280 section 6.1, without mappings); of several, what all of them say.
 * @param path - leaf first; the last one is taken for the anchor when it issued itself
 * @throws Asn1Error
 */
export function issuerChecks(path: CertificatePath): IssuerChecks | undefined {
  const [leaf, ...issuers] = path.map(({ der }) => readCertificateStructure(der));
  if (leaf === undefined) return undefined;
  const last = issuers.at(-1);
  const between = last !== undefined && equal(last.subject.der, last.issuer.der) ? issuers.slice(0, -1) : issuers;
  const anyCounts = ![leaf, ...between].some((structure) => extensionValue(structure, extension.inhibitAnyPolicy) !== undefined);
  const holds = (policy: string): boolean =>
    between.every((issuer) => {
      const policies = policiesOf(issuer);
      return policies.includes(policy) || (anyCounts && policies.includes(anyPolicy));
    });
  const [first, ...others] = policiesOf(leaf)
    .filter(holds)
    .flatMap((policy) => byPolicy.get(policy) ?? []);
  return first === undefined ? undefined : others.reduce(common, first);
}

function common(a: IssuerChecks, b: IssuerChecks): IssuerChecks {
  return { person: a.person && b.person, organization: a.organization && b.organization };
}

function policiesOf(structure: CertificateStructure): readonly string[] {
  const value = extensionValue(structure, extension.certificatePolicies);
  if (value === undefined) return [];
  return children(value, tag.sequence, 'certificatePolicies').map((information) =>
    readOid(children(information, tag.sequence, 'policy')[0], 'policy'),
  );
}
