import type { CertificatePath, PathProblem } from './certificate';
import { findPaths } from './path-building';
import type { CandidatePath, PathRequest, SearchCost } from './path-building';
import { judgePath } from './path-checks';
import type { PathPurpose } from './path-checks';
import { judgePolicies } from './policies';
import type { PolicyAnswer, PolicyDemands } from './policies';

export interface PathResult {
  /** From the leaf to the anchor, both included; without an anchor as far as it could be built. */
  readonly path: CertificatePath;
  /** Empty: the certificate is its owner's, for signing mail, at that time, if the anchor is believed. */
  readonly problems: readonly PathProblem[];
  /** The policies that hold for the whole path; those of the anchor's end when there is none. */
  readonly policies: PolicyAnswer;
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
}

/**
 * Looks for a path to one of the anchors that RFC 5280 section 6 accepts for
 * signed mail. When there is none, the best one found is told, with what is
 * wrong with it. Certificates given as anchors are trusted as they stand, a
 * leaf among them too (pinned). Never throws for bad certificates.
 */
export async function validatePath(request: PathValidationRequest): Promise<PathResult> {
  let best: Judged | undefined;
  const demands = { ...request, purpose: request.purpose ?? 'emailProtection' };
  const cost = await findPaths(request, (path) => {
    const judged = { path, problems: judgePath(path, demands) };
    if (best === undefined || isBetter(judged, best)) best = judged;
    return judged.problems.length === 0;
  });
  const policies = judgePolicies(best?.path.steps ?? [], request.policies);
  if (best === undefined) {
    return { path: [request.certificate], problems: ['untrusted-issuer', 'path-invalid'], policies, cost };
  }
  return { path: best.path.steps.map((step) => step.certificate), problems: best.problems, policies, cost };
}

interface Judged {
  readonly path: CandidatePath;
  readonly problems: readonly PathProblem[];
}

/** One that ends at an anchor, then fewer problems, then the longer one, which tells people more. */
function isBetter(a: Judged, b: Judged): boolean {
  if (a.path.anchored !== b.path.anchored) return a.path.anchored;
  if (a.problems.length !== b.problems.length) return a.problems.length < b.problems.length;
  return a.path.steps.length > b.path.steps.length;
}
