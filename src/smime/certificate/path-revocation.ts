import { combineAnswers, isRevokedAt } from '../revocation/answer';
import type { RevocationAnswer } from '../revocation/answer';
import { judgeRevocation } from '../revocation/judge';
import type { RevocationEvidence, RevocationRequest } from '../revocation/judge';
import type { PathProblem } from './certificate';
import { findPaths } from './path-building';
import type { CandidatePath, PathRequest } from './path-building';
import { judgePath } from './path-checks';

/** A path, and what is wrong with it. */
export interface JudgedPath {
  readonly path: CandidatePath;
  readonly problems: readonly PathProblem[];
  /** Absent: not asked, or there is no anchor. */
  readonly revocation?: readonly RevocationAnswer[];
}

/** Revocations that some path of a search brought to light, by fingerprint. */
export type KnownRevocations = Map<string, RevocationAnswer>;

/**
 * The same path with what is known about the revocation of its certificates;
 * where it ends at no anchor, nobody is believed about that.
 */
export async function withRevocation(
  { path, problems }: JudgedPath,
  request: PathRequest & { readonly revocation?: RevocationEvidence },
  known: KnownRevocations,
): Promise<JudgedPath> {
  if (!path.anchored) return { path, problems };
  const { at, intermediates, trustAnchors, revocation: evidence = { crls: [], ocspResponses: [] } } = request;
  const now = evidence.now ?? at;
  const found = await judgeRevocation({
    path: path.steps,
    evidence,
    now,
    certificates: intermediates,
    findPath: (certificate, when, budget) =>
      findPathBelow(path, { certificate, intermediates, trustAnchors, at: when, budget }),
  });
  const revocation = found.map((answer, index) => remember(answer, path.steps[index]?.certificate.fingerprint ?? '', known));
  return { path, problems: [...problems, ...revocationProblems(revocation, at, now)], revocation };
}

/** Who signed a list may be vouched for by one anchor only; what it lists is revoked on the way to every other, too. */
function remember(found: RevocationAnswer, fingerprint: string, known: KnownRevocations): RevocationAnswer {
  const before = known.get(fingerprint);
  const answer = before === undefined ? found : combineAnswers([before, found]);
  if (answer.state === 'revoked') known.set(fingerprint, answer);
  return answer;
}

function revocationProblems(answers: readonly RevocationAnswer[], at: Date, now: Date): readonly PathProblem[] {
  if (answers.some((answer) => isRevokedAt(answer, at, now))) return ['revoked'];
  return answers.some(({ state }) => state === 'revoked') ? ['revoked-later'] : [];
}

/** For whoever signs CRLs by another key: vouched for by the anchor of the path that they are about. */
async function findPathBelow({ steps }: CandidatePath, request: PathRequest): ReturnType<RevocationRequest['findPath']> {
  const fingerprint = steps.at(-1)?.certificate.fingerprint;
  const trustAnchors = request.trustAnchors.filter(({ certificate }) => certificate.fingerprint === fingerprint);
  const demands = { ...request, trustAnchors, purpose: 'any' } as const;
  let found: CandidatePath | undefined;
  await findPaths(demands, (path) => {
    if (judgePath(path, demands).length === 0) found = path;
    return found !== undefined;
  });
  return found?.steps;
}
