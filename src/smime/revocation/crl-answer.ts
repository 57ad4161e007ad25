import { orUndefined } from '../asn1/or-undefined';
import { combineAnswers } from './answer';
import type { RevocationAnswer, RevocationObstacle } from './answer';
import { readCrl } from './crl';
import type { Crl } from './crl';
import { applyDeltas } from './crl-delta';
import { answerFromFindings, isFromFuture, lifetimeEnd } from './crl-findings';
import type { CrlFinding } from './crl-findings';
import { lookUp } from './crl-lookup';
import { reasonsCovered } from './crl-scope';
import { findCrlSigner } from './crl-signer';
import { readDistributionPoints } from './distribution-point';
import type { DistributionPoint } from './distribution-point';
import type { RevocationQuestion } from './question';

/**
 * What CRLs say about one certificate (RFC 5280 section 6.3). None of them is
 * believed before its signature, its signer and its scope have been checked; what
 * cannot be read or is not understood says nothing.
 */
export async function answerFromCrls(
  question: RevocationQuestion,
  crls: readonly Uint8Array[],
): Promise<RevocationAnswer> {
  const read = crls.map(readCrl);
  const usable = read.filter((crl) => crl !== undefined);
  const unreadable = read.length > usable.length ? [notKnown('unusable')] : [];
  const points = orUndefined(() => readDistributionPoints(question.subject.structure));
  if (points === undefined) return notKnown('unusable');
  const findings: CrlFinding[] = [];
  const obstacles: RevocationAnswer[] = [...unreadable];
  for (const crl of usable.filter(({ extensions }) => extensions.baseNumber === undefined)) {
    const found = await findingOf(crl, { question, points, all: usable });
    if (found === 'out-of-scope') continue;
    if (typeof found === 'string') obstacles.push(notKnown(found));
    else findings.push(found);
  }
  return combineAnswers([...answerFromFindings(findings, question), ...obstacles]);
}

function notKnown(why: RevocationObstacle): RevocationAnswer {
  return { state: 'not-known', why };
}

interface CrlSearch {
  readonly question: RevocationQuestion;
  readonly points: readonly DistributionPoint[];
  /** Complete and delta CRLs. */
  readonly all: readonly Crl[];
}

async function findingOf(crl: Crl, search: CrlSearch): Promise<CrlFinding | 'out-of-scope' | 'unusable' | 'too-costly'> {
  const { question, points } = search;
  const { structure } = question.subject;
  const reasons = orUndefined(() => reasonsCovered(crl, structure, points)) ?? 0;
  if (reasons === 0) return 'out-of-scope';
  if (isFromFuture(crl, question.now)) return 'unusable';
  const signer = await findCrlSigner(crl, question);
  if (signer === 'too-costly') return signer;
  if (signer === 'nobody') return 'unusable';
  const entry = lookUp(crl, question.subject.structure);
  if (entry === 'unusable') return entry;
  const weak = signer.signature === 'fits-weakly' || !crl.extensions.conforming;
  const complete = {
    reasons,
    thisUpdate: crl.thisUpdate,
    nextUpdate: lifetimeEnd(crl),
    weak,
    ...(entry === undefined ? {} : { entry }),
    ...keepsExpired(crl),
  };
  return applyDeltas(crl, complete, { ...search, signer: signer.certificate });
}

function keepsExpired({ extensions: { keepsExpiredSince } }: Crl): Pick<CrlFinding, 'keepsExpiredSince'> {
  return keepsExpiredSince === undefined ? {} : { keepsExpiredSince };
}
