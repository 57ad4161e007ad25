import { anyPolicy } from './policy-extensions';

/** A policy that is valid so far, at one depth of the path. */
interface PolicyNode {
  /** Policies of the depth above that lead here. */
  readonly parents: readonly string[];
  /** What the next certificate may call it. */
  readonly expected: ReadonlySet<string>;
}

type Level = Map<string, PolicyNode>;

/**
 * The policies along a path (RFC 5280 section 6.1 as RFC 9618 changes it): one
 * node for a policy and depth with all its parents. The tree of the older text
 * has a node for each way to it, and grows with the power of the path's length.
 */
export class PolicyGraph {
  /** By depth; the first stands for the trust anchor. */
  private readonly levels: Level[] = [new Map([[anyPolicy, { parents: [], expected: new Set([anyPolicy]) }]])];

  /** No policy is valid any more (`NULL` in the RFCs). */
  get isEmpty(): boolean {
    return this.last.size === 0;
  }

  private get last(): Level {
    return this.levels.at(-1) ?? new Map<string, PolicyNode>();
  }

  /**
   * One certificate further (section 6.1.3 d and e).
   * @param policies - those it names; `undefined`: none
   * @param allowsAny - whether anyPolicy among them counts
   */
  descend(policies: ReadonlySet<string> | undefined, allowsAny: boolean): void {
    const above = this.last;
    const expecting = byExpectation(above);
    const level: Level = new Map();
    for (const policy of policies ?? []) {
      const parents = expecting.get(policy) ?? (above.has(anyPolicy) ? [anyPolicy] : undefined);
      if (policy !== anyPolicy && parents !== undefined) level.set(policy, node(policy, parents));
    }
    if (allowsAny && policies?.has(anyPolicy) === true) {
      for (const [policy, parents] of expecting) if (!level.has(policy)) level.set(policy, node(policy, parents));
    }
    this.levels.push(level);
  }

  /** The certificate's mappings for those below it (section 6.1.4 b). */
  map(mappings: ReadonlyMap<string, ReadonlySet<string>>): void {
    const level = this.last;
    const any = level.get(anyPolicy);
    for (const [policy, expected] of mappings) {
      const parents = level.get(policy)?.parents ?? any?.parents;
      if (parents !== undefined) level.set(policy, { parents, expected });
    }
  }

  /** Where mappings do not count, what would be mapped ends. */
  dropMapped(mappings: ReadonlyMap<string, ReadonlySet<string>>): void {
    for (const policy of mappings.keys()) this.last.delete(policy);
  }

  /**
   * The policies of the path in the words of whoever the anchor vouches for
   * (section 6.1.5 g): each as it was called before any mapping.
   */
  authorityPolicies(): ReadonlySet<string> {
    const found = new Set<string>();
    let reached: ReadonlySet<string> = new Set(this.last.keys());
    if (reached.has(anyPolicy)) found.add(anyPolicy);
    for (const level of this.levels.slice(1).reverse()) {
      const above = new Set<string>();
      for (const policy of reached) {
        const parents = level.get(policy)?.parents ?? [];
        if (policy !== anyPolicy && parents.includes(anyPolicy)) found.add(policy);
        for (const parent of parents) above.add(parent);
      }
      reached = above;
    }
    return found;
  }
}

function node(policy: string, parents: readonly string[]): PolicyNode {
  return { parents, expected: new Set([policy]) };
}

/** The policies of a level by what the next certificate may call them. */
function byExpectation(level: Level): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [policy, { expected }] of level) {
    for (const name of expected) {
      const parents = found.get(name);
      if (parents === undefined) found.set(name, [policy]);
      else parents.push(policy);
    }
  }
  return found;
}
