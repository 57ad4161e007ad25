import type { PathProblem } from './certificate';
import { allowsEmail, allowsSigning, isWeakKey } from './key-usage';
import { extension } from './object-identifiers';
import type { CandidatePath } from './path-building';
import type { PathStep } from './path-step';

/** `any` asks nothing of key purposes, nor of what the leaf's key may be used for. */
export type PathPurpose = 'emailProtection' | 'any';

/**
 * What RFC 5280 section 6.1 asks of a path whose signatures and names are
 * known to fit, and what RFC 8550 asks of the leaf. An empty list is a good path.
 */
export function judgePath(path: CandidatePath, at: Date, purpose: PathPurpose): readonly PathProblem[] {
  const problems = new Set<PathProblem>();
  const [leaf, ...issuers] = path.steps;
  if (!path.anchored) problems.add('untrusted-issuer');
  if (!path.anchored && path.sawForgery) problems.add('path-invalid');
  for (const step of path.steps) {
    for (const problem of judgeEach(step, at)) problems.add(problem);
  }
  if (purpose !== 'any' && leaf !== undefined && !allowsSigning(leaf.certificate)) problems.add('key-usage');
  issuers.forEach((issuer, index) => {
    // Self-issued certificates (key rollover) do not count (section 4.2.1.9).
    const below = issuers.slice(0, index).filter((step) => !isSelfIssued(step)).length;
    if (!mayIssue(issuer, below, purpose)) problems.add('path-invalid');
  });
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
  if (step.signature === 'unacceptable') problems.push('path-invalid');
  if (hasUnprocessedExtension(step)) problems.push('path-invalid');
  return problems;
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
  if (purpose !== 'any' && !allowsEmail(certificate)) return false;
  return certificate.pathLength === undefined || intermediatesBelow <= certificate.pathLength;
}

function isSelfIssued(step: PathStep): boolean {
  return step.issuer === step.subject;
}

/** Processed here, or without effect as long as nobody requires an explicit policy (section 6.1.1). */
const processed: ReadonlySet<string> = new Set([
  extension.subjectKeyIdentifier,
  extension.authorityKeyIdentifier,
  extension.keyUsage,
  extension.extendedKeyUsage,
  extension.basicConstraints,
  extension.subjectAltName,
  extension.certificatePolicies,
  extension.policyMappings,
  extension.inhibitAnyPolicy,
]);

/** They only ever take rights away. Not understood means refused, marked critical or not. */
const restricting: ReadonlySet<string> = new Set([extension.nameConstraints, extension.policyConstraints]);

function hasUnprocessedExtension(step: PathStep): boolean {
  return step.structure.extensions.some(({ oid, critical }) => restricting.has(oid) || (critical && !processed.has(oid)));
}
