/**
 * The policies of a path by the tree of RFC 5280 section 6.1, step by step as
 * the text has it: slow, and grown with the power of the length. What the graph
 * of RFC 9618 must agree with.
 */
export interface TreeCertificate {
  readonly policies?: readonly string[];
  readonly mappings?: readonly (readonly [string, string])[];
  readonly requireExplicitPolicy?: number;
  readonly inhibitPolicyMapping?: number;
  readonly inhibitAnyPolicy?: number;
  readonly isSelfIssued?: boolean;
}

export interface TreeInput {
  readonly acceptable?: readonly string[];
  readonly explicitPolicy?: boolean;
  readonly inhibitPolicyMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
}

const any = '2.5.29.32.0';

interface TreeNode {
  readonly policy: string;
  expected: string[];
  children: TreeNode[];
}

interface State {
  root: TreeNode | undefined;
  explicitPolicy: number;
  policyMapping: number;
  inhibitAny: number;
}

/** The user's policies, or `undefined` when the path is refused. */
export function policiesByTree(certificates: readonly TreeCertificate[], input: TreeInput): readonly string[] | undefined {
  const n = certificates.length;
  const state: State = {
    root: { policy: any, expected: [any], children: [] },
    explicitPolicy: input.explicitPolicy === true ? 0 : n + 1,
    policyMapping: input.inhibitPolicyMapping === true ? 0 : n + 1,
    inhibitAny: input.inhibitAnyPolicy === true ? 0 : n + 1,
  };
  for (const [index, certificate] of certificates.entries()) {
    const i = index + 1;
    addLevel(state, certificate, i, n);
    // 6.1.3 f.
    if (state.explicitPolicy === 0 && state.root === undefined) return undefined;
    if (i < n) prepare(state, certificate, i);
  }
  return wrapUp(state, certificates.at(-1) ?? {}, n, input);
}

/** 6.1.3 d and e. */
function addLevel(state: State, certificate: TreeCertificate, i: number, n: number): void {
  const { policies } = certificate;
  if (policies === undefined) state.root = undefined;
  if (state.root === undefined || policies === undefined) return;
  const above = atDepth(state.root, i - 1);
  for (const policy of policies.filter((one) => one !== any)) {
    const matching = above.filter(({ expected }) => expected.includes(policy));
    const parents = matching.length > 0 ? matching : above.filter((node) => node.policy === any);
    for (const parent of parents) parent.children.push({ policy, expected: [policy], children: [] });
  }
  if (policies.includes(any) && (state.inhibitAny > 0 || (i < n && certificate.isSelfIssued === true))) {
    for (const parent of above) {
      for (const policy of parent.expected.filter((one) => !parent.children.some((child) => child.policy === one))) {
        parent.children.push({ policy, expected: [policy], children: [] });
      }
    }
  }
  prune(state, i);
}

/** 6.1.4 b, h, i, j. */
function prepare(state: State, certificate: TreeCertificate, i: number): void {
  const { mappings = [], isSelfIssued = false } = certificate;
  for (const policy of new Set(mappings.map(([issuer]) => issuer))) {
    if (state.root === undefined) break;
    const expected = mappings.filter(([issuer]) => issuer === policy).map(([, subject]) => subject);
    if (state.policyMapping > 0) mapPolicy(state.root, i, policy, expected);
    else {
      for (const parent of atDepth(state.root, i - 1)) parent.children = parent.children.filter((node) => node.policy !== policy);
      prune(state, i);
    }
  }
  if (!isSelfIssued) {
    if (state.explicitPolicy > 0) state.explicitPolicy--;
    if (state.policyMapping > 0) state.policyMapping--;
    if (state.inhibitAny > 0) state.inhibitAny--;
  }
  state.explicitPolicy = Math.min(state.explicitPolicy, certificate.requireExplicitPolicy ?? Infinity);
  state.policyMapping = Math.min(state.policyMapping, certificate.inhibitPolicyMapping ?? Infinity);
  state.inhibitAny = Math.min(state.inhibitAny, certificate.inhibitAnyPolicy ?? Infinity);
}

function mapPolicy(root: TreeNode, i: number, policy: string, expected: string[]): void {
  const mapped = atDepth(root, i).filter((node) => node.policy === policy);
  for (const node of mapped) node.expected = expected;
  if (mapped.length > 0 || !atDepth(root, i).some((node) => node.policy === any)) return;
  for (const parent of atDepth(root, i - 1).filter((node) => node.policy === any)) parent.children.push({ policy, expected, children: [] });
}

/** 6.1.5 a, b, g. */
function wrapUp(state: State, leaf: TreeCertificate, n: number, input: TreeInput): readonly string[] | undefined {
  if (state.explicitPolicy > 0) state.explicitPolicy--;
  if (leaf.requireExplicitPolicy === 0) state.explicitPolicy = 0;
  const policies = state.root === undefined ? [] : userPolicies(state.root, n, input.acceptable ?? [any]);
  return state.explicitPolicy > 0 || policies.length > 0 ? policies : undefined;
}

function userPolicies(root: TreeNode, n: number, acceptable: readonly string[]): readonly string[] {
  const underAny = nodesOf(root).flatMap((node) => (node.policy === any ? node.children : []));
  const authority = new Set(underAny.filter((node) => node.policy !== any).map(({ policy }) => policy));
  const hasAny = atDepth(root, n).some(({ policy }) => policy === any);
  if (acceptable.includes(any)) return [...authority, ...(hasAny ? [any] : [])].sort();
  return acceptable.filter((policy) => hasAny || authority.has(policy)).sort();
}

function nodesOf(node: TreeNode): readonly TreeNode[] {
  return [node, ...node.children.flatMap(nodesOf)];
}

function atDepth(node: TreeNode, depth: number): readonly TreeNode[] {
  return depth === 0 ? [node] : node.children.flatMap((child) => atDepth(child, depth - 1));
}

/** Nodes above `depth` without children go, again and again. */
function prune(state: State, depth: number): void {
  const keep = (node: TreeNode, at: number): boolean => {
    node.children = node.children.filter((child) => keep(child, at + 1));
    return at >= depth || node.children.length > 0;
  };
  if (state.root !== undefined && !keep(state.root, 0)) state.root = undefined;
}
