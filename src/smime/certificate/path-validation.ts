import type { RevocationAnswer } from '../revocation/answer';
import type { RevocationEvidence } from '../revocation/judge';
import type { CertificatePath, PathProblem } from './certificate';
import { findPaths } from './path-building';
import type { PathRequest, SearchCost } from './path-building';
import { judgePath } from './path-checks';
import type { PathPurpose } from './path-checks';
import { withRevocation } from './path-revocation';
import type { JudgedPath, KnownRevocations } from './path-revocation';
import { judgePolicies } from './policies';
import type { PolicyAnswer, PolicyDemands } from './policies';

export interface PathResult {
  /** From the leaf to the anchor, both included; without an anchor as far as it could be built. */
  readonly path: CertificatePath;
  /** Empty: the certificate is its owner's, for signing mail, at that time, if the anchor is believed. */
  readonly problems: readonly PathProblem[];
  /** The policies that hold for the whole path; those of the anchor's end when there is none. */
  readonly policies: PolicyAnswer;
  /**
   * One for each certificate below the anchor, from the leaf on; none where no
   * anchor was reached, because nobody is believed about it then.
   */
  readonly revocation: readonly RevocationAnswer[];
  /** The work that it took. */
  readonly cost: SearchCost;
}

export interface PathValidationRequest extends PathRequest {
  /** Default: signed mail. */
  readonly purpose?: PathPurpose;
  /** How many issuers may stand between leaf and anchor, self-issued ones not counted; default: no limit of the asker's. */
  readonly maxPathLength?: number;
  /** What is asked of certificate policies; absent: any will do, and none. */
  readonly policies?: PolicyDemands;
  /** Absent: nothing is known about revocation. */
  readonly revocation?: RevocationEvidence;
}

/**
 * Looks for a path to one of the anchors that RFC 5280 section 6 accepts for
 * signed mail. When there is none, the best one found is told, with what is
 * wrong with it. Certificates given as anchors are trusted as they stand, a
 * leaf among them too (pinned). Never throws for bad certificates.
 */
export async function validatePath(request: PathValidationRequest): Promise<PathResult> {
  let best: JudgedPath | undefined;
  const revoked: KnownRevocations = new Map();
  const demands = { ...request, purpose: request.purpose ?? 'emailProtection' };
  const cost = await findPaths(request, async (path) => {
    const problems = judgePath(path, demands);
    // Asked only where it decides, and at the end about the path that is told.
    const judged = problems.length === 0 ? await withRevocation({ path, problems }, request, revoked) : { path, problems };
    if (best === undefined || (best.problems.length > 0 && isBetter(judged, best))) best = judged;
    return judged.problems.length === 0 && !isUndecided(judged);
  });
  const policies = judgePolicies(best?.path.steps ?? [], request.policies);
  if (best === undefined) {
    return { path: [request.certificate], problems: ['untrusted-issuer', 'path-invalid'], policies, revocation: [], cost };
  }
  // A path that was looked at after a good one may have known better.
  const isOpen = best.revocation === undefined || (best.problems.length === 0 && revoked.size > 0);
  const { path, problems, revocation = [] } = isOpen ? await withRevocation(best, request, revoked) : best;
  return { path: path.steps.map((step) => step.certificate), problems, policies, revocation, cost };
}

/** Somebody signed evidence whom this path's anchor does not vouch for; another's may. */
function isUndecided({ revocation = [] }: JudgedPath): boolean {
  return revocation.some((answer) => answer.state === 'not-known' && answer.why === 'unusable');
}

/** One that ends at an anchor, then fewer problems, then the longer one, which tells people more. */
function isBetter(a: JudgedPath, b: JudgedPath): boolean {
  if (a.path.anchored !== b.path.anchored) return a.path.anchored;
  if (a.problems.length !== b.problems.length) return a.problems.length < b.problems.length;
  return a.path.steps.length > b.path.steps.length;
}
