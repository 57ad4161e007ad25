import { Asn1Error } from '../asn1/read';
import { readSignatureMethod } from '../cms/signature-method';
import { verifySignature } from '../public-key/verify-signature';
import { isSmimeError } from '../errors';
import type { Certificate, TrustAnchor } from './certificate';
import { isTooLarge } from './key-usage';
import { authorityOf, indexAnchors, stepOf } from './path-anchors';
import type { PathStep } from './path-step';
import type { CertificateStructure } from './structure';

/** A way from the leaf upwards, every signature on it verified or marked as not. */
export interface CandidatePath {
  readonly steps: readonly PathStep[];
  /** Whether the last step is a trust anchor. */
  readonly anchored: boolean;
  /** Whether it ends because all who have the right name have keys that do not fit. */
  readonly isForged: boolean;
}

export interface PathRequest {
  readonly certificate: Certificate;
  readonly intermediates: readonly Certificate[];
  readonly trustAnchors: readonly TrustAnchor[];
  /** Only sorts the candidates: those valid then are tried first. */
  readonly at: Date;
  /** Shared by all searches that one message causes; absent: this search has its own. */
  readonly budget?: { certificateChecks: number };
}

/** What a search cost, for whoever must show that it is bounded. */
export interface SearchCost {
  readonly signatureChecks: number;
  readonly steps: number;
}

/**
 * A message may bring any number of certificates that sign each other in
 * rings. The work is bounded whatever they are: signatures checked (by keys of 4,096 bits or fewer), steps
 * taken, length of a path, certificates looked at.
 */
const limits = { signatureChecks: 60, steps: 500, pathLength: 16, intermediates: 200 } as const;

interface Search {
  /** By subject. */
  readonly pool: ReadonlyMap<string, readonly PathStep[]>;
  readonly at: Date;
  /** Results by child and key: a ring comes by the same pair often, and a key has many certificates in a mesh. */
  readonly checked: Map<string, SignatureResult>;
  readonly visit: Visit;
  readonly budget: { certificateChecks: number };
  signatureChecks: number;
  steps: number;
}

/** @returns whether that is enough */
export type Visit = (path: CandidatePath) => boolean | Promise<boolean>;

type SignatureResult = 'fits' | 'weak' | 'unacceptable' | 'does-not-fit';

/**
 * Walks depth first from the leaf to the anchors and shows every path that
 * ends, at an anchor or nowhere, until `visit` says that it is enough or the
 * budget is used up.
 */
export async function findPaths(request: PathRequest, visit: Visit): Promise<SearchCost> {
  const anchors = await indexAnchors(request.trustAnchors);
  const leaf = await stepOf(request.certificate, anchors);
  if (leaf === undefined) return { signatureChecks: 0, steps: 0 };
  const others = [
    ...request.trustAnchors.map((anchor) => anchor.certificate),
    ...authoritiesFirst(request.intermediates).slice(0, limits.intermediates),
  ];
  const distinct = new Map(others.map((certificate) => [certificate.fingerprint, certificate]));
  const pool = await Promise.all([...distinct.values()].map((certificate) => stepOf(certificate, anchors)));
  const search: Search = {
    pool: bySubject(pool.filter((step) => step !== undefined)),
    at: request.at,
    checked: new Map(),
    visit,
    budget: request.budget ?? { certificateChecks: limits.signatureChecks },
    signatureChecks: limits.signatureChecks,
    steps: limits.steps,
  };
  await extend([leaf], search);
  return { signatureChecks: search.checked.size, steps: limits.steps - Math.max(0, search.steps) };
}

/** Who knows hundreds of people's certificates must not lose sight of their issuers' among them. */
function authoritiesFirst(certificates: readonly Certificate[]): readonly Certificate[] {
  return [...certificates.filter(({ isAuthority }) => isAuthority), ...certificates.filter(({ isAuthority }) => !isAuthority)];
}

function bySubject(steps: readonly PathStep[]): ReadonlyMap<string, readonly PathStep[]> {
  const pool = new Map<string, PathStep[]>();
  for (const step of steps) {
    const namesakes = pool.get(step.subject) ?? [];
    namesakes.push(step);
    pool.set(step.subject, namesakes);
  }
  return pool;
}

/** @returns whether the search is over */
async function extend(path: readonly PathStep[], search: Search): Promise<boolean> {
  const last = path.at(-1);
  if (last === undefined || --search.steps < 0) return true;
  // What is wrong up to here stays wrong, however far one goes on.
  if (last.isAnchor) return search.visit({ steps: path, anchored: true, isForged: false });
  let deadEnd = true;
  let isForged = false;
  for (const issuer of path.length < limits.pathLength ? candidates(last, path, search) : []) {
    const signature = await checkSignature(last, issuer, search);
    if (signature === undefined) continue;
    if (signature === 'does-not-fit') {
      // Who signed himself is no forgery of a namesake's certificate.
      isForged = last.issuer !== last.subject;
      continue;
    }
    deadEnd = false;
    if (await extend([...path.slice(0, -1), { ...last, signature }, issuer], search)) return true;
  }
  return deadEnd && search.visit({ steps: path, anchored: false, isForged });
}

/** Certificates of the issuer's name, the likeliest first; key identifiers are hints only (RFC 5280 section 4.2.1.1). */
function candidates(child: PathStep, path: readonly PathStep[], search: Search): readonly PathStep[] {
  const keyIdentifier = child.issuerKeyIdentifier;
  const rank = ({ certificate, isAnchor }: PathStep): number =>
    (keyIdentifier !== undefined && certificate.subjectKeyIdentifier === keyIdentifier ? 0 : 4) +
    (certificate.notBefore <= search.at && search.at <= certificate.notAfter ? 0 : 2) +
    (isAnchor ? 0 : 1);
  // To come by the same authority again, in whatever certificate, is a ring.
  const passed = new Set(path.map(authorityOf));
  return (search.pool.get(child.issuer) ?? [])
    .filter((issuer) => !passed.has(authorityOf(issuer)))
    .sort((a, b) => rank(a) - rank(b));
}

/** `undefined` when it would cost more than is left; a smaller key may still be checked. */
async function checkSignature(child: PathStep, issuer: PathStep, search: Search): Promise<SignatureResult | undefined> {
  const pair = `${child.certificate.fingerprint} ${issuer.key}`;
  const known = search.checked.get(pair);
  if (known !== undefined) return known;
  // Nothing is computed with such a key.
  if (isTooLarge(issuer.certificate.publicKey)) return 'unacceptable';
  const cost = costOf(issuer);
  if (cost > Math.min(search.signatureChecks, search.budget.certificateChecks)) return undefined;
  search.signatureChecks -= cost;
  search.budget.certificateChecks -= cost;
  const result = await verifyIssuedBy(child.structure, issuer.structure);
  search.checked.set(pair, result);
  return result;
}

/** The work grows with the square of the key's length: sixty checks by keys of 16,384 bits took a second for each signer. */
function costOf({ certificate: { publicKey } }: PathStep): number {
  return Math.max(1, Math.ceil((publicKey.bits / 4096) ** 2));
}

/** By the signature algorithm of the certificate, with its parameters. */
async function verifyIssuedBy(child: CertificateStructure, issuer: CertificateStructure): Promise<SignatureResult> {
  if (!child.signatureAlgorithmsAgree) return 'unacceptable';
  try {
    const method = readSignatureMethod(child.signatureAlgorithm);
    const check = { method, publicKeySpkiDer: issuer.spkiDer };
    if (!(await verifySignature(check, child.signature, child.tbsDer))) return 'does-not-fit';
    return method.digest.strength === 'usable' ? 'fits' : 'weak';
  } catch (error) {
    if (error instanceof Asn1Error) return 'unacceptable';
    if (isSmimeError(error) && error.code === 'ERR_ALGORITHM_UNSUPPORTED') return 'unacceptable';
    throw error;
  }
}
