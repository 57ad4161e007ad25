import { orUndefined } from '../asn1/or-undefined';
import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Extension } from '../certificate/structure';
import { combineWhole } from './answer';
import type { RevocationAnswer } from './answer';
import { responsesAbout } from './ocsp-match';
import { authorityUntil, respondersOf } from './ocsp-responder';
import type { Authority } from './ocsp-responder';
import { readOcspResponse } from './ocsp-response';
import type { OcspResponse } from './ocsp-response';
import { readGeneralizedTime } from './ocsp-single-response';
import type { SingleResponse } from './ocsp-single-response';
import type { RevocationQuestion } from './question';

/** Clocks differ by so much, in milliseconds; more is another time. */
const clockTolerance = 5 * 60 * 1000;

/**
 * Without nextUpdate "newer information is available all the time" (RFC 6960 section
 * 4.2.2.1), and nobody can say how long the old one held: a day.
 */
const ageWithoutNextUpdate = 24 * 60 * 60 * 1000;

const unusable: RevocationAnswer = { state: 'not-known', why: 'unusable' };

/**
 * What OCSP responses that somebody gave say about one certificate (RFC 6960). Nothing
 * is asked of anybody; a nonce answers a question that was never put, and is not looked at.
 * Every response counts, for any may say revoked; the budget bounds the work for signatures.
 */
export async function answerFromOcsp(question: RevocationQuestion, responses: readonly Uint8Array[]): Promise<RevocationAnswer> {
  const answers: RevocationAnswer[] = [];
  for (const der of responses) {
    const response = readOnce(der);
    if (response === 'damaged') answers.push(unusable);
    else if (response !== undefined) answers.push(...(await answersOf(response, question)));
  }
  return combineWhole(answers);
}

type Read = OcspResponse | 'damaged' | undefined;

/** All certificates of all signers of a message ask the same responses. */
const known = new WeakMap<Uint8Array, { readonly read: Read }>();

function readOnce(der: Uint8Array): Read {
  const { read } = known.get(der) ?? { read: readOrDamaged(der) };
  known.set(der, { read });
  return read;
}

function readOrDamaged(der: Uint8Array): Read {
  try {
    return readOcspResponse(der);
  } catch (error) {
    if (error instanceof Asn1Error) return 'damaged';
    throw error;
  }
}

async function answersOf(response: OcspResponse, question: RevocationQuestion): Promise<readonly RevocationAnswer[]> {
  const about = await responsesAbout(question, response.responses);
  if (about.length === 0) return [];
  if (isFuture(response.producedAt, question.now) || hasUnknownCritical(response.extensions)) return [unusable];
  const responders = await respondersOf(response, question);
  return about.map((single) => {
    const until = new Date(Math.min(endOf(single), question.now.getTime()));
    return judge(single, authorityUntil(responders, until), question);
  });
}

function judge(single: SingleResponse, authority: Authority, question: RevocationQuestion): RevocationAnswer {
  const { status, thisUpdate, nextUpdate } = single;
  if (authority === 'too-costly') return { state: 'not-known', why: authority };
  if (authority === undefined || isFuture(thisUpdate, question.now) || endOf(single) < thisUpdate.getTime()) return unusable;
  if (hasUnknownCritical(single.extensions)) return unusable;
  const isStale = endOf(single) + clockTolerance < question.now.getTime();
  switch (status.is) {
    case 'unknown':
      return { state: 'not-known', why: 'no-evidence' };
    case 'revoked':
      // However old: cancelled is for good, and a hold stays until something newer says otherwise (combineAnswers).
      return revoked(single, status);
    case 'good':
      if (authority !== 'all') return unusable;
      if (isForgotten(single, question)) return { state: 'not-known', why: 'after-expiry' };
      if (isStale) return { state: 'not-known', why: 'stale', thisUpdate, nextUpdate: nextUpdate ?? thisUpdate };
      return { state: 'good', thisUpdate, ...(nextUpdate === undefined ? {} : { nextUpdate }), source: 'ocsp' };
  }
}

function revoked(single: SingleResponse, status: SingleResponse['status'] & { readonly is: 'revoked' }): RevocationAnswer {
  const invalidSince = timeIn(single.extensions, extensionOf.invalidityDate);
  return {
    state: 'revoked',
    revokedAt: status.at,
    ...(status.reason === undefined ? {} : { reason: status.reason }),
    ...(invalidSince === undefined ? {} : { invalidSince }),
    thisUpdate: single.thisUpdate,
    source: 'ocsp',
  };
}

/** When it stops being news, as milliseconds. */
function endOf({ thisUpdate, nextUpdate }: SingleResponse): number {
  return nextUpdate?.getTime() ?? thisUpdate.getTime() + ageWithoutNextUpdate;
}

function isFuture(time: Date, now: Date): boolean {
  return time.getTime() > now.getTime() + clockTolerance;
}

/**
 * "Good" only says that the responder knows of no revocation, and it may forget those of
 * certificates that ended, unless it says since when it keeps them (section 4.4.4).
 */
function isForgotten({ thisUpdate, extensions }: SingleResponse, { subject }: RevocationQuestion): boolean {
  const { notAfter } = subject.structure;
  if (thisUpdate <= notAfter) return false;
  const keptSince = timeIn(extensions, extensionOf.archiveCutoff);
  return keptSince === undefined || keptSince > notAfter;
}

const extensionOf = { archiveCutoff: '1.3.6.1.5.5.7.48.1.6', invalidityDate: '2.5.29.24' } as const;

/** Those that may be marked critical without changing what a response says to us. */
const understood: ReadonlySet<string> = new Set([...Object.values(extensionOf), '1.3.6.1.5.5.7.48.1.2', '1.3.6.1.5.5.7.48.1.9']);

function hasUnknownCritical(extensions: readonly Extension[]): boolean {
  return extensions.some(({ oid, critical }) => critical && !understood.has(oid));
}

/** `undefined` also for one that cannot be read. */
function timeIn(extensions: readonly Extension[], oid: string): Date | undefined {
  const found = extensions.find((extension) => extension.oid === oid);
  if (found === undefined) return undefined;
  return orUndefined(() => readGeneralizedTime(readAsn1(found.value, { maxNodes: 1 }), 'time'));
}
