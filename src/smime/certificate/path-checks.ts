import { judgeAnchorLimits } from './anchor-limits';
import type { PathProblem } from './certificate';
import { allowsPurpose, allowsSigning, isTooLarge, isWeakKey } from './key-usage';
import { fitsNameConstraints } from './name-constraints';
import { hasUnprocessedExtension, isMalformed } from './path-certificate';
import type { CandidatePath } from './path-building';
import type { PathStep } from './path-step';
import { judgePolicies } from './policies';
import type { PolicyDemands } from './policies';

/** `any` asks nothing of key purposes, nor of what the leaf's key may be used for. */
export type PathPurpose = 'emailProtection' | 'serverAuth' | 'clientAuth' | 'any';

export interface PathDemands {
  readonly at: Date;
  readonly purpose: PathPurpose;
  /** Issuers between leaf and anchor, as a pathLenConstraint of the anchor would count them; absent: any number. */
  readonly maxPathLength?: number;
  /** Absent: any policy will do, and none. */
  readonly policies?: PolicyDemands;
}

/**
 * What RFC 5280 section 6.1 asks of a path whose signatures and names are
 * known to fit, and what RFC 8550 asks of the leaf. An empty list is a good path.
 */
export function judgePath(path: CandidatePath, demands: PathDemands): readonly PathProblem[] {
  const problems = new Set<PathProblem>();
  const add = (found: readonly PathProblem[]): void => found.forEach((problem) => problems.add(problem));
  const [leaf, ...issuers] = path.steps;
  if (!path.anchored) add(['untrusted-issuer']);
  if (!path.anchored && path.isForged) add(['path-invalid']);
  for (const step of path.steps) add(judgeEach(step, demands.at));
  if (leaf !== undefined && !mayBeUsed(leaf, demands.purpose)) add(['key-usage']);
  issuers.forEach((issuer, index) => {
    // Self-issued certificates (key rollover) do not count (section 4.2.1.9).
    const below = issuers.slice(0, index).filter((step) => !isSelfIssued(step)).length;
    const most = index === issuers.length - 1 ? demands.maxPathLength : undefined;
    if (!mayIssue(issuer, below, demands.purpose) || (most !== undefined && below > most)) add(['path-invalid']);
  });
  // These cost the most, and what nobody vouches for may say anything.
  if (path.anchored && !fitsNameConstraints(path.steps)) add(['name-not-permitted']);
  if (path.anchored && !judgePolicies(path.steps, demands.policies).fits) add(['path-invalid']);
  path.steps.forEach((step, index) => add(judgeAsAnchor(step, path.steps.slice(0, index), path.steps, demands)));
  return [...problems];
}

/** Checks that hold for every certificate of the path, the anchor included. */
function judgeEach(step: PathStep, at: Date): readonly PathProblem[] {
  const { certificate } = step;
  const problems: PathProblem[] = [];
  // notAfter names a whole second, which still belongs to the time (section 4.1.2.5).
  const second = new Date(Math.floor(at.getTime() / 1000) * 1000);
  if (second < certificate.notBefore) problems.push('certificate-not-yet-valid');
  if (second > certificate.notAfter) problems.push('certificate-expired');
  if (isWeakKey(certificate.publicKey)) problems.push('weak-key');
  if (step.signature === 'weak') problems.push('weak-issuer-signature');
  if (isTooLarge(certificate.publicKey)) problems.push('path-invalid');
  if (step.signature === 'unacceptable' || isMalformed(step) || hasUnprocessedExtension(step)) problems.push('path-invalid');
  return problems;
}

function judgeAsAnchor(
  step: PathStep,
  below: readonly PathStep[],
  [leaf]: readonly PathStep[],
  { purpose }: PathDemands,
): readonly PathProblem[] {
  if (leaf === undefined) return [];
  const issued = below.map(({ certificate }) => certificate);
  return judgeAnchorLimits(step.believedAs, { leaf: leaf.certificate, issued, purpose });
}

function mayBeUsed({ certificate }: PathStep, purpose: PathPurpose): boolean {
  if (purpose === 'any') return true;
  return purpose === 'emailProtection' ? allowsSigning(certificate) : allowsPurpose(certificate, purpose);
}

/**
 * An anchor that only vouches for itself (a pinned personal certificate) must
 * not become an authority, so anchors are asked like any other issuer.
 */
function mayIssue(issuer: PathStep, intermediatesBelow: number, purpose: PathPurpose): boolean {
  const { certificate } = issuer;
  if (!certificate.isAuthority) return false;
  if (certificate.keyUsage?.includes('keyCertSign') === false) return false;
  // Key purposes nest: not RFC 5280, but what every S/MIME program enforces.
  if (purpose !== 'any' && !allowsPurpose(certificate, purpose)) return false;
  return certificate.pathLength === undefined || intermediatesBelow <= certificate.pathLength;
}

function isSelfIssued(step: PathStep): boolean {
  return step.issuer === step.subject;
}
