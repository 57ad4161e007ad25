import { equal } from '../bytes';
import type { CertificatePath } from './certificate';
import { nameKey } from './name-comparison';
import { judgePolicies } from './policies';
import { readCertificateStructure } from './structure';
import type { CertificateStructure } from './structure';

/** What an issuer vouches for beside the address. */
export interface IssuerChecks {
  readonly person: boolean;
  readonly organization: boolean;
}

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
 * known. A policy counts when all issuers stand for it (RFC 5280 section 6.1); of
 * several, what all of them say.
 * @param path - leaf first; its end is taken for the anchor when it issued itself
 * @throws Asn1Error
 */
export function issuerChecks(path: CertificatePath): IssuerChecks | undefined {
  const structures = path.map(({ der }) => readCertificateStructure(der));
  const { authorityPolicies } = judgePolicies(withAnchor(structures).map(named));
  const [first, ...others] = authorityPolicies.flatMap((policy) => byPolicy.get(policy) ?? []);
  return first === undefined ? undefined : others.reduce(common, first);
}

/** Roots seldom come along. One that is not there constrains nothing; what it says of itself would not count anyway. */
function withAnchor(structures: readonly CertificateStructure[]): readonly CertificateStructure[] {
  const last = structures.at(-1);
  if (last === undefined || (structures.length > 1 && equal(last.subject.der, last.issuer.der))) return structures;
  return [...structures, { ...last, subject: last.issuer, extensions: [] }];
}

function named(structure: CertificateStructure): Parameters<typeof judgePolicies>[0][number] {
  return { structure, subject: nameKey(structure.subject), issuer: nameKey(structure.issuer) };
}

function common(a: IssuerChecks, b: IssuerChecks): IssuerChecks {
  return { person: a.person && b.person, organization: a.organization && b.organization };
}
