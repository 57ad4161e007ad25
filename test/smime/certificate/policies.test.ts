import fc from 'fast-check';
import { encode, integer, objectIdentifier, sequence } from '../../../src/smime/asn1/write';
import { nameKey } from '../../../src/smime/certificate/name-comparison';
import { validatePath } from '../../../src/smime/certificate/path-validation';
import { judgePolicies } from '../../../src/smime/certificate/policies';
import type { PolicyAnswer, PolicyDemands } from '../../../src/smime/certificate/policies';
import { readCertificateStructure } from '../../../src/smime/certificate/structure';
import { makePath, opensslAccepts, readPath } from '../../support/made-certificates';
import type { MadeCertificate, MadeExtension } from '../../support/made-certificates';
import { opensslVersion } from '../../support/openssl';
import { policiesByTree } from '../../support/policy-tree';
import type { TreeCertificate } from '../../support/policy-tree';

const at = new Date('2027-06-01T00:00:00Z');
const isSlow = process.env['SLOW'] === '1';
const any = '2.5.29.32.0';
const a = '1.2.3.1';
const b = '1.2.3.2';
const c = '1.2.3.3';

const list = (oid: string, critical: boolean, members: readonly Uint8Array[]): MadeExtension => ({ oid, critical, value: sequence(...members) });
const implicit = (number: number, value: number | undefined) =>
  value === undefined ? [] : [encode(0x80 | number, integer(value).subarray(2))];

function extensionsOf(said: TreeCertificate): readonly MadeExtension[] {
  const { policies, mappings, requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy } = said;
  const constraints = [...implicit(0, requireExplicitPolicy), ...implicit(1, inhibitPolicyMapping)];
  return [
    ...(policies === undefined ? [] : [list('2.5.29.32', false, policies.map((policy) => sequence(objectIdentifier(policy))))]),
    ...(mappings === undefined ? [] : [list('2.5.29.33', true, mappings.map((pair) => sequence(...pair.map(objectIdentifier))))]),
    ...(constraints.length === 0 ? [] : [list('2.5.29.36', true, constraints)]),
    ...(inhibitAnyPolicy === undefined ? [] : [{ oid: '2.5.29.54', critical: true, value: integer(inhibitAnyPolicy) }]),
  ];
}

/** From the anchor's side; a self-issued certificate has the name of whoever is above it. */
function makeCertificates(below: readonly TreeCertificate[], anchor: readonly MadeExtension[] = []): readonly Uint8Array[] {
  let name = 'Anchor';
  const certificates = below.map((said, index): MadeCertificate => {
    if (said.isSelfIssued !== true) name = `Number ${index}`;
    return { subject: [[['CN', name]]], extensions: extensionsOf(said) };
  });
  return makePath([{ subject: [[['CN', 'Anchor']]], extensions: anchor }, ...certificates]);
}

function judge(ders: readonly Uint8Array[], demands: PolicyDemands): PolicyAnswer {
  const steps = ders.map((der) => {
    const structure = readCertificateStructure(der);
    return { structure, subject: nameKey(structure.subject), issuer: nameKey(structure.issuer) };
  });
  return judgePolicies(steps.reverse(), demands);
}

interface Case {
  readonly path: readonly TreeCertificate[];
  readonly demands?: PolicyDemands;
  /** The user's policies; absent: refused. */
  readonly user?: readonly string[];
}

const explicitPolicy = true;

const cases: Readonly<Record<string, Case>> = {
  'none, and none asked for': { path: [{}, {}], user: [] },
  'none, and one asked for': { path: [{}, {}], demands: { explicitPolicy } },
  'the same all the way': { path: [{ policies: [a] }, { policies: [a] }], demands: { explicitPolicy }, user: [a] },
  'another one below': { path: [{ policies: [a] }, { policies: [b] }], demands: { explicitPolicy } },
  'those that both have': { path: [{ policies: [a, b] }, { policies: [b, c] }], demands: { explicitPolicy }, user: [b] },
  'one that nobody accepts': { path: [{ policies: [a] }, { policies: [a] }], demands: { explicitPolicy, acceptable: [b] } },
  'anyPolicy above': { path: [{ policies: [any] }, { policies: [a] }], demands: { explicitPolicy }, user: [a] },
  'anyPolicy below': { path: [{ policies: [a] }, { policies: [any] }], demands: { explicitPolicy }, user: [a] },
  'anyPolicy everywhere': { path: [{ policies: [any] }, { policies: [any] }], demands: { explicitPolicy, acceptable: [a] }, user: [a] },
  'anyPolicy inhibited by who asks': { path: [{ policies: [any] }, { policies: [a] }], demands: { explicitPolicy, inhibitAnyPolicy: true } },
  'anyPolicy inhibited above': { path: [{ policies: [a], inhibitAnyPolicy: 0 }, { policies: [any] }], demands: { explicitPolicy } },
  'anyPolicy inhibited later': { path: [{ policies: [a], inhibitAnyPolicy: 1 }, { policies: [any] }, { policies: [a] }], demands: { explicitPolicy }, user: [a] },
  'a mapping': { path: [{ policies: [a], mappings: [[a, b]] }, { policies: [b] }], demands: { explicitPolicy, acceptable: [a] }, user: [a] },
  'a mapped policy is not asked for by its new name': { path: [{ policies: [a], mappings: [[a, b]] }, { policies: [b] }], demands: { explicitPolicy, acceptable: [b] } },
  'a mapping of anything': { path: [{ policies: [any], mappings: [[a, b]] }, { policies: [b] }], demands: { explicitPolicy, acceptable: [a] }, user: [a] },
  'mappings inhibited': { path: [{ policies: [a], mappings: [[a, b]] }, { policies: [b] }], demands: { explicitPolicy, inhibitPolicyMapping: true } },
  'a mapping from anyPolicy': { path: [{ policies: [any], mappings: [[any, b]] }, { policies: [b] }] },
  'a mapping to anyPolicy': { path: [{ policies: [a], mappings: [[a, any]] }, { policies: [a] }] },
  'required by an authority': { path: [{ requireExplicitPolicy: 0 }, {}] },
  'required by an authority further below': { path: [{ requireExplicitPolicy: 2 }, {}], user: [] },
  'required by the leaf for itself': { path: [{ policies: [a] }, { requireExplicitPolicy: 0 }] },
  'a policy twice': { path: [{ policies: [a] }, { policies: [a, a] }] },
};

describe('certificate policies', () => {
  test.each(Object.entries(cases))('%s', async (_, { path, demands, user }) => {
    const result = await validatePath({ ...(await readPath(makeCertificates(path))), at, purpose: 'any', ...(demands === undefined ? {} : { policies: demands }) });
    expect(result.problems).toEqual(user === undefined ? ['path-invalid'] : []);
    if (user !== undefined) expect(result.policies.userPolicies).toEqual(user);
  });

  const compared = opensslVersion === undefined && process.env['CI'] === undefined ? test.skip : test;
  compared('OpenSSL thinks the same', () => {
    const said = Object.entries(cases).filter(([, { path, demands, user }]) => {
      const flags = [
        ...(demands?.acceptable ?? [any]).flatMap((policy) => ['-policy', policy]),
        ...(demands?.explicitPolicy === true ? ['-explicit_policy'] : []),
        ...(demands?.inhibitPolicyMapping === true ? ['-inhibit_map'] : []),
        ...(demands?.inhibitAnyPolicy === true ? ['-inhibit_any'] : []),
      ];
      return opensslAccepts(makeCertificates(path), at, '-policy_check', ...flags) !== (user !== undefined);
    });
    expect(said.map(([name]) => name)).toEqual([]);
  });

  test('an anchor’s constraints hold, its policies do not (RFC 5937)', () => {
    const requires = extensionsOf({ policies: [b], requireExplicitPolicy: 0 });
    expect(judge(makeCertificates([{ policies: [a] }, { policies: [a] }], requires), {})).toMatchObject({ fits: true, userPolicies: [a] });
    expect(judge(makeCertificates([{}, {}], requires), {}).fits).toBe(false);
  });

  const policy = fc.constantFrom(a, b, c);
  const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined, freq: 3 });
  const certificate = fc.record(
    {
      policies: maybe(fc.uniqueArray(fc.constantFrom(a, b, c, any), { minLength: 1 })),
      mappings: maybe(fc.array(fc.tuple(policy, policy), { minLength: 1, maxLength: 4 })),
      requireExplicitPolicy: maybe(fc.nat(3)),
      inhibitPolicyMapping: maybe(fc.nat(3)),
      inhibitAnyPolicy: maybe(fc.nat(3)),
      isSelfIssued: fc.boolean(),
    },
  );
  const demanded = fc.record({
    acceptable: maybe(fc.uniqueArray(policy, { minLength: 1 })),
    explicitPolicy: fc.boolean(),
    inhibitPolicyMapping: fc.boolean(),
    inhibitAnyPolicy: fc.boolean(),
  });

  test('the graph says what the tree of RFC 5280 says', () => {
    let accepted = 0;
    const property = fc.property(fc.array(certificate, { minLength: 1, maxLength: 5 }), demanded, (path, demands) => {
      const expected = policiesByTree(path.map(withoutUndefined), withoutUndefined(demands));
      const { fits, userPolicies } = judge(makeCertificates(path.map(withoutUndefined)), withoutUndefined(demands));
      expect([fits, fits ? [...userPolicies].sort() : []]).toEqual([expected !== undefined, expected ?? []]);
      if (userPolicies.length > 0) accepted++;
    });
    fc.assert(property, { seed: Number(process.env['SIGNET_SEED'] ?? 20261125), numRuns: isSlow ? 5000 : 300 });
    // Not all of them by being refused.
    expect(accepted).toBeGreaterThan(20);
  }, 180_000);

  test('what would be a tree of two thousand million nodes is judged in time', () => {
    const policies = Array.from({ length: 22 }, (_, index) => `1.2.3.${index}`);
    const mappings = policies.flatMap((from) => policies.map((to) => [from, to] as const));
    const ders = makeCertificates(Array.from({ length: 7 }, () => ({ policies, mappings })));
    const started = performance.now();
    expect(judge(ders, { explicitPolicy }).userPolicies).toHaveLength(22);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('more policies or mappings than anybody has are refused', () => {
    const policies = Array.from({ length: 513 }, (_, index) => `1.2.3.${index}`);
    expect(judge(makeCertificates([{ policies }, { policies }]), {}).fits).toBe(false);
    expect(judge(makeCertificates([{ policies: policies.slice(1) }, { policies: [a] }]), { explicitPolicy }).userPolicies).toEqual([a]);
    const mappings = policies.map((to) => [a, to] as const);
    expect(judge(makeCertificates([{ policies: [a], mappings }, { policies: [a] }]), {}).fits).toBe(false);
  });
});

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** As `exactOptionalPropertyTypes` wants it. */
function withoutUndefined<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
