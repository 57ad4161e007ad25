/** @jest-environment node */
import type { Certificate } from '../../../src/smime';
import { tag } from '../../../src/smime/asn1/values';
import { bitString, encode, integer, nullValue, objectIdentifier, sequence } from '../../../src/smime/asn1/write';
import { validatePath } from '../../../src/smime/certificate/path-validation';
import type { RevocationAnswer } from '../../../src/smime/revocation/answer';
import { createRevocationBudget } from '../../../src/smime/revocation/judge';
import type { RevocationEvidence } from '../../../src/smime/revocation/judge';
import { issue, makeAuthority } from '../../support/made-authority';
import { crlEntry, crlNumber, deltaOf, madeAt, makeCrl, unknownCritical } from '../../support/made-crl';
import { madeExtension } from '../../support/made-ocsp';

/** Whoever writes a message chooses its certificates: none of them may hide that its signer was revoked. */

const now = new Date('2027-06-01T00:00:00Z');
const before = new Date('2027-05-01T00:00:00Z');
const dayEarlier = new Date(madeAt.getTime() - 86_400_000);
const serial = Uint8Array.of(5);
const root = makeAuthority('Root');
const anna = makeAuthority('Anna Berg');
const revoking = () => makeCrl({ by: root, entries: [crlEntry(serial, before)], extensions: [crlNumber(2)] });
const olderGood = () => makeCrl({ by: root, thisUpdate: dayEarlier });

let anchor: Certificate;
let leaf: Certificate;

beforeAll(async () => {
  anchor = await issue(root, { to: root, serial: Uint8Array.of(1), isAuthority: true });
  leaf = await issue(root, { to: anna });
});

async function ask(crls: readonly Uint8Array[], more: readonly Certificate[] = [], evidence: Partial<RevocationEvidence> = {}, certificate = leaf): Promise<RevocationAnswer | undefined> {
  const { revocation } = await validatePath({
    certificate,
    intermediates: more,
    trustAnchors: [{ certificate: anchor }],
    at: now,
    purpose: 'any',
    revocation: { crls, ocspResponses: [], ...evidence },
  });
  return revocation[0];
}

/** A certificate in the issuer's name that nobody signed for it, with an RSA key of so many octets. */
function namesake(number: number, octets: number): Promise<Certificate> {
  const modulus = encode(tag.integer, Uint8Array.from({ length: octets + 1 }, (_, at) => (at === 0 ? 0 : 0x81)));
  const spki = sequence(sequence(objectIdentifier('1.2.840.113549.1.1.1'), nullValue()), bitString(sequence(modulus, integer(65537))));
  return issue(makeAuthority('Nobody'), { to: { ...root, spki }, serial: Uint8Array.of(9, number), isAuthority: true });
}

describe('namesakes of the issuer', () => {
  test.each([
    ['one with a giant key', 1, 40_000],
    ['many with keys of the largest size', 30, 2048],
  ])('%s do not use up the work for what the issuer signed', async (_, count, octets) => {
    const fakes = await Promise.all(Array.from({ length: count }, (_fake, number) => namesake(number, octets)));
    // Of a key that it had before, which nobody has at hand.
    const ofOldKey = () => makeCrl({ by: { ...makeAuthority('Root') } });
    expect(await ask([ofOldKey(), revoking(), olderGood()], fakes)).toMatchObject({ state: 'revoked' });
    expect(await ask([ofOldKey(), revoking()], fakes, { brought: { crls: [olderGood()], ocspResponses: [] } })).toMatchObject({ state: 'revoked' });
  });

  test('do not crowd out whoever signs CRLs by another key', async () => {
    const signer = makeAuthority('Root');
    const cRLSign = madeExtension('2.5.29.15', encode(tag.bitString, Uint8Array.of(1, 0x02)), true);
    const certificate = await issue(root, { to: signer, serial: Uint8Array.of(7), extensions: [cRLSign] });
    const crl = makeCrl({ by: signer, entries: [crlEntry(serial, before)] });
    const fakes = await Promise.all(Array.from({ length: 20 }, (_, number) => namesake(number, 256)));
    expect(await ask([crl], [...fakes, certificate])).toMatchObject({ state: 'revoked' });
    expect(await ask([crl], [certificate, ...fakes])).toMatchObject({ state: 'revoked' });
  });
});

test('a signer does not say about himself that he is good', async () => {
  const self = makeAuthority('Root');
  const certificate = await issue(root, { to: self });
  expect(await ask([makeCrl({ by: self })], [], {}, certificate)).toEqual({ state: 'not-known', why: 'unusable' });
});

test('what nobody had the time to look at may be that it was revoked', async () => {
  const delta = makeCrl({ by: root, entries: [crlEntry(serial, before)], extensions: [crlNumber(9), deltaOf(1)] });
  const budget = { ...createRevocationBudget(), given: { certificateChecks: 1 } };
  expect(await ask([makeCrl({ by: root }), delta], [], { budget })).toEqual({ state: 'not-known', why: 'too-costly' });
});

test('what the issuer said later, and we do not understand, is not hidden by what it said before', async () => {
  const later = makeCrl({ by: root, extensions: [crlNumber(2), unknownCritical] });
  expect(await ask([later, olderGood()])).toEqual({ state: 'not-known', why: 'unusable' });
  const entries = makeCrl({ by: root, entries: [crlEntry(Uint8Array.of(9), before, unknownCritical)] });
  expect(await ask([entries, olderGood()])).toEqual({ state: 'not-known', why: 'unusable' });
  // What a stranger says so is nothing.
  expect(await ask([makeCrl({ by: anna, issuer: root.name, extensions: [crlNumber(2), unknownCritical] }), olderGood()])).toMatchObject({ state: 'good' });
});

test.each([
  ['a reason of two octets', madeExtension('2.5.29.21', encode(tag.enumerated, Uint8Array.of(0, 1)))],
  ['a reason that is no ENUMERATED', madeExtension('2.5.29.21', integer(1))],
  ['a reason that nobody knows', madeExtension('2.5.29.21', encode(tag.enumerated, Uint8Array.of(77)))],
  ['a date of invalidity that is none', madeExtension('2.5.29.24', integer(1))],
])('listed is revoked, with %s', async (_, extension) => {
  const answer = await ask([makeCrl({ by: root, entries: [crlEntry(serial, before, extension)] }), olderGood()]);
  expect(answer).toEqual({ state: 'revoked', revokedAt: before, thisUpdate: madeAt, source: 'crl' });
});
