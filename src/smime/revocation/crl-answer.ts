import { orUndefined } from '../asn1/or-undefined';
import { nameKey } from '../certificate/name-comparison';
import { combineAnswers } from './answer';
import type { RevocationAnswer, RevocationObstacle } from './answer';
import { readCrl } from './crl';
import type { Crl } from './crl';
import { withDelta } from './crl-delta';
import type { JudgedCrl } from './crl-delta';
import { answerFromFindings, isFromFuture, lifetimeEnd } from './crl-findings';
import type { CrlFinding } from './crl-findings';
import { lookUp } from './crl-lookup';
import { reasonsCovered } from './crl-scope';
import { checkSignature, findCrlSigner } from './crl-signer';
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
  const points = orUndefined(() => readDistributionPoints(question.subject.structure));
  if (points === undefined) return notKnown('unusable');
  const read = crls.map(readCrl);
  const readable = read.filter((crl) => crl !== undefined);
  await checkIssuersOwn(readable, question);
  const judged: JudgedCrl[] = [];
  const obstacles: Obstacle[] = read.length > readable.length ? [{ why: 'unusable' }] : [];
  for (const crl of readable) {
    const found = await judge(crl, question, points);
    if (found === undefined) continue;
    if ('why' in found) obstacles.push(found);
    else judged.push(found);
  }
  const answer = combineAnswers([...answerFromFindings(findingsOf(judged, question.now), question), ...obstacles.map(({ why }) => notKnown(why))]);
  return answer.state === 'good' ? unlessHidden(answer, obstacles) : answer;
}

interface Obstacle {
  readonly why: RevocationObstacle;
  /** Of a CRL that its signer made for certain. */
  readonly madeAt?: Date;
}

/** What nobody had the time to look at, or the issuer said later and we do not understand, may be that it was revoked. */
function unlessHidden(good: RevocationAnswer & { readonly state: 'good' }, obstacles: readonly Obstacle[]): RevocationAnswer {
  const hiding = obstacles.find(({ why, madeAt }) => why === 'too-costly' || (madeAt !== undefined && madeAt > good.thisUpdate));
  return hiding === undefined ? good : notKnown(hiding.why);
}

function notKnown(why: RevocationObstacle): RevocationAnswer {
  return { state: 'not-known', why };
}

/** First, so that no certificates of strangers come before what the issuer itself signed. */
async function checkIssuersOwn(crls: readonly Crl[], question: RevocationQuestion): Promise<void> {
  const name = nameKey(question.issuer.structure.subject);
  for (const crl of crls) {
    if (nameKey(crl.issuer) === name) await checkSignature(crl, question.issuer, question);
  }
}

/** `undefined`: it is about others. */
async function judge(
  crl: Crl,
  question: RevocationQuestion,
  points: readonly DistributionPoint[],
): Promise<JudgedCrl | Obstacle | undefined> {
  const reasons = orUndefined(() => reasonsCovered(crl, question.subject.structure, points)) ?? 0;
  if (reasons === 0) return undefined;
  if (isFromFuture(crl, question.now)) return { why: 'unusable' };
  const signer = await findCrlSigner(crl, question);
  if (signer === 'too-costly') return { why: signer };
  if (signer === 'nobody') return { why: 'unusable' };
  const entry = lookUp(crl, question.subject.structure);
  if (entry === 'unusable') return { why: entry, madeAt: crl.thisUpdate };
  const { keepsExpiredSince } = crl.extensions;
  const finding = {
    reasons,
    thisUpdate: crl.thisUpdate,
    nextUpdate: lifetimeEnd(crl),
    weak: signer.signature === 'fits-weakly' || !crl.extensions.conforming,
    ...(entry === undefined ? {} : { entry }),
    ...(keepsExpiredSince === undefined ? {} : { keepsExpiredSince }),
  };
  return { crl, finding, signer: signer.certificate.certificate.fingerprint };
}

function findingsOf(judged: readonly JudgedCrl[], now: Date): readonly CrlFinding[] {
  const isDelta = ({ crl }: JudgedCrl) => crl.extensions.baseNumber !== undefined;
  const deltas = judged.filter(isDelta);
  const listing = deltas.map(({ finding }) => finding).filter(({ entry }) => entry !== undefined && entry.reason !== 'removeFromCRL');
  return [...judged.filter((one) => !isDelta(one)).map((complete) => withDelta(complete, deltas, now)), ...listing];
}
