import { anyPolicy, policyExtensions } from './policy-extensions';
import type { PolicyExtensions } from './policy-extensions';
import { PolicyGraph } from './policy-graph';
import type { CertificateStructure } from './structure';

/** What whoever relies on a path asks of its policies (RFC 5280 section 6.1.1 c to g). */
export interface PolicyDemands {
  /** OIDs; absent: any will do. */
  readonly acceptable?: readonly string[];
  /** Whether a path without any of them is refused. */
  readonly explicitPolicy?: boolean;
  readonly inhibitPolicyMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
}

export interface PolicyAnswer {
  readonly fits: boolean;
  /** OIDs that hold for the whole path; anyPolicy stands for all. */
  readonly authorityPolicies: readonly string[];
  /** Those of them that were asked for. */
  readonly userPolicies: readonly string[];
}

/** What of a step of a path is looked at. */
interface NamedCertificate {
  readonly structure: CertificateStructure;
  /** Keys of the names (nameKey). */
  readonly subject: string;
  readonly issuer: string;
}

/** How many more certificates may follow until each rule holds. */
interface Countdown {
  explicitPolicy: number;
  policyMapping: number;
  inhibitAnyPolicy: number;
}

const refused: PolicyAnswer = { fits: false, authorityPolicies: [], userPolicies: [] };

/**
 * The policies of a path (RFC 5280 section 6.1 with the graph of RFC 9618).
 * Policies of the anchor itself do not count; its constraints do (RFC 5937).
 * @param path - from the leaf to the anchor
 */
export function judgePolicies(path: readonly NamedCertificate[], demands: PolicyDemands = {}): PolicyAnswer {
  const [anchor, ...certificates] = [...path].reverse();
  const countdown = start(certificates.length, demands);
  const graph = new PolicyGraph();
  const ofAnchor = anchor === undefined ? {} : policyExtensions(anchor.structure);
  if (ofAnchor === 'unusable') return refused;
  constrain(countdown, ofAnchor);
  for (const [index, certificate] of certificates.entries()) {
    const said = policyExtensions(certificate.structure);
    if (said === 'unusable') return refused;
    const isLeaf = index === certificates.length - 1;
    const isSelfIssued = certificate.subject === certificate.issuer;
    graph.descend(said.policies, countdown.inhibitAnyPolicy > 0 || (!isLeaf && isSelfIssued));
    if (countdown.explicitPolicy === 0 && graph.isEmpty) return refused;
    if (isLeaf) finish(countdown, said);
    else prepareNext(countdown, graph, said, isSelfIssued);
  }
  return conclude(graph, countdown, demands);
}

function start(length: number, demands: PolicyDemands): Countdown {
  const unless = (demand: boolean | undefined) => (demand === true ? 0 : length + 1);
  return {
    explicitPolicy: unless(demands.explicitPolicy),
    policyMapping: unless(demands.inhibitPolicyMapping),
    inhibitAnyPolicy: unless(demands.inhibitAnyPolicy),
  };
}

/** Section 6.1.4 b, h, i, j. */
function prepareNext(countdown: Countdown, graph: PolicyGraph, said: PolicyExtensions, isSelfIssued: boolean): void {
  if (said.mappings !== undefined) {
    if (countdown.policyMapping > 0) graph.map(said.mappings);
    else graph.dropMapped(said.mappings);
  }
  if (!isSelfIssued) {
    countdown.explicitPolicy = Math.max(0, countdown.explicitPolicy - 1);
    countdown.policyMapping = Math.max(0, countdown.policyMapping - 1);
    countdown.inhibitAnyPolicy = Math.max(0, countdown.inhibitAnyPolicy - 1);
  }
  constrain(countdown, said);
}

function constrain(countdown: Countdown, said: PolicyExtensions): void {
  countdown.explicitPolicy = Math.min(countdown.explicitPolicy, said.requireExplicitPolicy ?? Infinity);
  countdown.policyMapping = Math.min(countdown.policyMapping, said.inhibitPolicyMapping ?? Infinity);
  countdown.inhibitAnyPolicy = Math.min(countdown.inhibitAnyPolicy, said.inhibitAnyPolicy ?? Infinity);
}

/** Section 6.1.5 a and b. */
function finish(countdown: Countdown, said: PolicyExtensions): void {
  countdown.explicitPolicy = said.requireExplicitPolicy === 0 ? 0 : Math.max(0, countdown.explicitPolicy - 1);
}

function conclude(graph: PolicyGraph, countdown: Countdown, demands: PolicyDemands): PolicyAnswer {
  const authorityPolicies = graph.authorityPolicies();
  const userPolicies = acceptedOf(authorityPolicies, demands.acceptable);
  return {
    fits: countdown.explicitPolicy > 0 || userPolicies.length > 0,
    authorityPolicies: [...authorityPolicies],
    userPolicies,
  };
}

function acceptedOf(authorityPolicies: ReadonlySet<string>, acceptable: readonly string[] | undefined): readonly string[] {
  if (acceptable === undefined || acceptable.includes(anyPolicy)) return [...authorityPolicies];
  return acceptable.filter((policy) => authorityPolicies.has(policy) || authorityPolicies.has(anyPolicy));
}
