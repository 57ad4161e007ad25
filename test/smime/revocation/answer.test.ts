/** @jest-environment node */
import { combineAnswers, combineWhole } from '../../../src/smime/revocation/answer';
import type { RevocationAnswer, RevocationReason } from '../../../src/smime/revocation/answer';

const day = (number: number) => new Date(Date.UTC(2027, 4, number));
const good = (thisUpdate: number): RevocationAnswer => ({ state: 'good', thisUpdate: day(thisUpdate), source: 'ocsp' });
const revoked = (thisUpdate: number, revokedAt: number, reason: RevocationReason = 'superseded'): RevocationAnswer => ({
  state: 'revoked',
  revokedAt: day(revokedAt),
  reason,
  thisUpdate: day(thisUpdate),
  source: 'crl',
});
const hold = (thisUpdate: number, revokedAt: number) => revoked(thisUpdate, revokedAt, 'certificateHold');
const tooCostly: RevocationAnswer = { state: 'not-known', why: 'too-costly' };

/** In whatever order somebody gives them. */
function inEveryOrder<T>([first, ...rest]: readonly T[]): readonly (readonly T[])[] {
  if (first === undefined) return [[]];
  return inEveryOrder(rest).flatMap((order) => Array.from({ length: order.length + 1 }, (_, at) => [...order.slice(0, at), first, ...order.slice(at)]));
}

test.each<readonly [string, readonly RevocationAnswer[], RevocationAnswer]>([
  ['nothing', [], { state: 'not-known', why: 'no-evidence' }],
  ['the newer of two good ones', [good(1), good(3)], good(3)],
  ['revoked against a newer good one', [revoked(1, 1), good(9)], revoked(1, 1)],
  ['of two dates the earlier', [revoked(5, 4), revoked(7, 2)], revoked(7, 2)],
  ['revoked for good against a hold', [hold(9, 1), revoked(1, 3)], revoked(1, 3)],
  ['a hold that has ended', [hold(1, 1), good(2)], good(2)],
  ['a hold and a good one of the same time', [hold(2, 1), good(2)], hold(2, 1)],
  ['on hold twice, good in between', [hold(1, 1), good(2), hold(3, 3)], hold(3, 3)],
  ['good against what is not known', [{ state: 'not-known', why: 'stale' }, good(1)], good(1)],
])('several answers become one: %s', (_, answers, expected) => {
  for (const order of inEveryOrder(answers)) expect(combineAnswers(order)).toEqual(expected);
});

test('what was not looked at hides a good one where all was to be looked at, and never a revocation', () => {
  for (const order of inEveryOrder([tooCostly, good(1)])) {
    expect(combineWhole(order)).toEqual(tooCostly);
    expect(combineAnswers(order)).toEqual(good(1));
  }
  for (const order of inEveryOrder([tooCostly, good(2), revoked(1, 1)])) expect(combineWhole(order)).toEqual(revoked(1, 1));
});
