/** @jest-environment node */
import { generateKeyPairSync } from 'node:crypto';
import type { Certificate } from '../../../src/smime';
import { tag } from '../../../src/smime/asn1/values';
import { bitString, encode, integer, nullValue, objectIdentifier, sequence } from '../../../src/smime/asn1/write';
import { validatePath } from '../../../src/smime/certificate/path-validation';
import { combineAnswers } from '../../../src/smime/revocation/answer';
import type { RevocationAnswer, RevocationData } from '../../../src/smime/revocation/answer';
import { createRevocationBudget } from '../../../src/smime/revocation/judge';
import type { RevocationEvidence } from '../../../src/smime/revocation/judge';
import { issue, makeAuthority } from '../../support/made-authority';
import type { MadeAuthority } from '../../support/made-authority';
import { crlEntry, crlNumber, deltaOf, distributionPoints, madeAt, makeCrl, scopeOf, unknownCritical } from '../../support/made-crl';
import { nameDer } from '../../support/made-names';
import { good, madeExtension, makeOcspResponse, revoked } from '../../support/made-ocsp';

/** What a message brings must not hide what is known without it, nor make work that then isn't done. */

const now = new Date('2027-06-01T00:00:00Z');
const day = 86_400_000;
const before = new Date(now.getTime() - 30 * day);
const serial = Uint8Array.of(5);
const root = makeAuthority('Root');
/** The same authority's key of earlier years: its CRLs have the same name. */
const earlier = makeAuthority('Root');
const separate = makeAuthority('Root');
const cRLSign = madeExtension('2.5.29.15', encode(tag.bitString, Uint8Array.of(1, 0x02)), true);

let anchor: Certificate;
let leaf: Certificate;

beforeAll(async () => {
  anchor = await issue(root, { to: root, serial: Uint8Array.of(1), isAuthority: true });
  leaf = await issue(root, { to: makeAuthority('Anna Berg') });
});

const none: RevocationData = { crls: [], ocspResponses: [] };
const revoking = (more: Partial<Parameters<typeof makeCrl>[0]> = {}) => makeCrl({ by: root, entries: [crlEntry(serial, before)], ...more });
const olderGood = () => makeCrl({ by: root, thisUpdate: new Date(madeAt.getTime() - day) });

async function answerTo(evidence: Partial<RevocationEvidence>, certificates: readonly Certificate[] = [], certificate = leaf): Promise<RevocationAnswer> {
  const { revocation } = await validatePath({
    certificate,
    intermediates: certificates,
    trustAnchors: [{ certificate: anchor }],
    at: now,
    purpose: 'any',
    revocation: { ...none, ...evidence },
  });
  const [answer] = revocation;
  if (answer === undefined) throw new Error('No answer.');
  return answer;
}

/** Of the authority's name, with a key that costs as much to check as it is long. */
function fake(number: number, octets: number): Promise<Certificate> {
  const modulus = encode(tag.integer, Uint8Array.of(0, 0x81), new Uint8Array(octets - 1).fill(0x77));
  const spki = sequence(sequence(objectIdentifier('1.2.840.113549.1.1.1'), nullValue()), bitString(sequence(modulus, integer(65_537))));
  return issue(earlier, { to: { name: root.name, key: earlier.key, spki }, serial: Uint8Array.of(9, number), isAuthority: true });
}

describe('certificates of the authority’s name in a message', () => {
  test.each([
    ['one with a key of 320,000 bits', 40_000, 1],
    ['many with keys that are checked', 2048, 12],
  ])('%s: what was given is looked at all the same', async (_, octets, count) => {
    const fakes = await Promise.all(Array.from({ length: count }, (_one, index) => fake(index, octets)));
    const evidence = { crls: [makeCrl({ by: earlier }), makeCrl({ by: earlier, extensions: [crlNumber(7)] }), revoking()] };
    const brought = { ...none, crls: [olderGood()] };
    expect(await answerTo({ ...evidence, brought }, fakes)).toMatchObject({ state: 'revoked' });
    expect(await answerTo(evidence, fakes)).toMatchObject({ state: 'revoked' });
  });

  test('do not push out the one that signed a CRL', async () => {
    const signer = await issue(root, { to: separate, serial: Uint8Array.of(7), extensions: [cRLSign] });
    const own = makeCrl({ by: root, entries: [], extensions: [scopeOf({ uri: 'http://other.example/' }), crlNumber(1)] });
    const fakes = await Promise.all(Array.from({ length: 12 }, (_one, index) => fake(index, 256)));
    const crls = [own, makeCrl({ by: separate, entries: [crlEntry(serial, before)] }), makeCrl({ by: separate, extensions: [crlNumber(4)] })];
    // Whether the signer's own certificate is good, somebody has to say.
    expect(await answerTo({ crls }, [...fakes, signer])).toMatchObject({ state: 'revoked' });
  });
});

describe('what could not be looked at', () => {
  const spent = (given: number) => ({ ...createRevocationBudget(), given: { certificateChecks: given } });

  test('leaves nothing good: a CRL', async () => {
    const crls = [olderGood(), revoking()];
    expect(await answerTo({ crls, budget: spent(1) })).toEqual({ state: 'not-known', why: 'too-costly' });
    expect(await answerTo({ crls: [revoking()], budget: spent(0), brought: { ...none, crls: [olderGood()] } })).toEqual({ state: 'not-known', why: 'too-costly' });
  });

  test('leaves nothing good: a delta CRL', async () => {
    const delta = revoking({ extensions: [crlNumber(9), deltaOf(1)] });
    expect(await answerTo({ crls: [makeCrl({ by: root }), delta], budget: spent(1) })).toEqual({ state: 'not-known', why: 'too-costly' });
  });

  test('of what a message brought takes nothing from what was given', async () => {
    const budget = { ...createRevocationBudget(), brought: { certificateChecks: 0 } };
    expect(await answerTo({ crls: [olderGood()], brought: { ...none, crls: [makeCrl({ by: root })] }, budget })).toMatchObject({ state: 'good' });
  });
});

describe('a CRL that is signed and not understood', () => {
  test.each([
    ['the reason is no reasonCode', crlEntry(serial, before, madeExtension('2.5.29.21', integer(1)))],
    ['the reason is two octets', crlEntry(serial, before, madeExtension('2.5.29.21', encode(tag.enumerated, Uint8Array.of(0, 1))))],
    ['invalidityDate is no time', crlEntry(serial, before, madeExtension('2.5.29.24', integer(1)))],
  ])('%s: revoked all the same', async (_, entry) => {
    expect(await answerTo({ crls: [makeCrl({ by: root, entries: [entry] }), olderGood()] })).toMatchObject({ state: 'revoked', revokedAt: before });
  });

  test('its scope has a field that nobody knows: no answer', async () => {
    const scope = madeExtension('2.5.29.28', sequence(encode(tag.context(6), Uint8Array.of(0xff))), true);
    expect(await answerTo({ crls: [makeCrl({ by: root, extensions: [crlNumber(1), scope] })] })).toEqual({ state: 'not-known', why: 'unusable' });
  });

  test('nothing older is good beside it, only something newer', async () => {
    const odd = (thisUpdate: Date) => makeCrl({ by: root, thisUpdate, entries: [crlEntry(Uint8Array.of(6), before, unknownCritical)] });
    expect(await answerTo({ crls: [olderGood(), odd(madeAt)] })).toEqual({ state: 'not-known', why: 'unusable' });
    expect(await answerTo({ crls: [makeCrl({ by: root }), odd(new Date(madeAt.getTime() - day))] })).toMatchObject({ state: 'good' });
  });
});

describe('an OCSP responder', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = new Uint8Array(rsa.publicKey.export({ format: 'der', type: 'spki' }));
  const responder: MadeAuthority = { name: nameDer([['CN', 'Responder']]), key: rsa.privateKey, spki };
  const ocspSigning = madeExtension('2.5.29.37', sequence(objectIdentifier('1.3.6.1.5.5.7.3.9')));
  const nocheck = madeExtension('1.3.6.1.5.5.7.48.1.5', nullValue());
  const uri = 'http://r.example/';

  function answerOf(delegate: Certificate, status: Uint8Array, certificates: readonly Uint8Array[] = [delegate.der]): Uint8Array {
    const single = { about: leaf.der, issuer: anchor.der, status, thisUpdate: madeAt, nextUpdate: new Date(madeAt.getTime() + 7 * day) };
    return makeOcspResponse({ key: rsa.privateKey, signer: delegate.der, producedAt: madeAt, certificates, singles: [single] });
  }

  test('that a given CRL revokes answers nothing, though the message brings an older CRL for it', async () => {
    const delegate = await issue(root, { to: responder, serial: Uint8Array.of(77), extensions: [ocspSigning, distributionPoints({ uri })] });
    const scope = scopeOf({ uri });
    const brought = { crls: [makeCrl({ by: root, extensions: [scope, crlNumber(1)] })], ocspResponses: [answerOf(delegate, good)] };
    expect(await answerTo({ brought })).toMatchObject({ state: 'good', source: 'ocsp' });
    const given = makeCrl({ by: root, extensions: [scope, crlNumber(2)], entries: [crlEntry(Uint8Array.of(77), before)] });
    expect(await answerTo({ crls: [given], brought })).toMatchObject({ state: 'not-known' });
  });

  test('whose namesakes a message brings is heard all the same', async () => {
    const delegate = await issue(root, { to: responder, serial: Uint8Array.of(78), extensions: [ocspSigning, nocheck] });
    const namesakes = await Promise.all(
      Array.from({ length: 30 }, (_, index) => issue({ ...earlier, name: root.name }, { to: responder, serial: Uint8Array.of(8, index), extensions: [ocspSigning] })),
    );
    const budget = () => ({ ...createRevocationBudget(), given: { certificateChecks: 6 } });
    const apart = answerOf(delegate, good, []);
    const cancelled = answerOf(delegate, revoked(before));
    expect(await answerTo({ ocspResponses: [apart, cancelled], budget: budget() }, [...namesakes, delegate])).toMatchObject({ state: 'revoked' });
    expect(await answerTo({ ocspResponses: [apart, cancelled], budget: budget() }, namesakes)).toMatchObject({ state: 'revoked' });
  });
});

test('what the way to one anchor knows as revoked is revoked on the way to another', async () => {
  const second = makeAuthority('Second Root');
  const middle = makeAuthority('Middle');
  const otherAnchor = await issue(second, { to: second, serial: Uint8Array.of(1), isAuthority: true });
  const byFirst = await issue(root, { to: middle, serial: Uint8Array.of(2), isAuthority: true });
  const bySecond = await issue(second, { to: middle, serial: Uint8Array.of(2), isAuthority: true });
  const signer: MadeAuthority = { ...makeAuthority('Middle'), name: middle.name };
  const signersOwn = await issue(root, { to: signer, serial: Uint8Array.of(7), extensions: [cRLSign] });
  const certificate = await issue(middle, { to: makeAuthority('Anna Berg') });
  const crls = [makeCrl({ by: root }), makeCrl({ by: signer, entries: [crlEntry(serial, before)] })];
  for (const intermediates of [[signersOwn, byFirst, bySecond], [signersOwn, bySecond, byFirst]]) {
    for (const anchors of [[anchor, otherAnchor], [otherAnchor, anchor]]) {
      const trustAnchors = anchors.map((one) => ({ certificate: one }));
      const result = await validatePath({ certificate, intermediates, trustAnchors, at: now, purpose: 'any', revocation: { ...none, crls } });
      expect(result.problems).toEqual(['revoked']);
    }
  }
});

test('a hold ends with the newest word, in whatever order they stand', () => {
  const at = (date: number) => new Date(Date.UTC(2027, 0, date));
  const hold = (since: number, said: number) =>
    ({ state: 'revoked', reason: 'certificateHold', revokedAt: at(since), thisUpdate: at(said), source: 'crl' }) as const;
  const between = { state: 'good', thisUpdate: at(4), source: 'ocsp' } as const;
  const answers = [hold(5, 6), hold(1, 2), between];
  for (const order of [answers, [...answers].reverse(), [hold(1, 2), hold(5, 6), between]]) expect(combineAnswers(order)).toEqual(hold(5, 6));
  expect(combineAnswers([hold(1, 2), between])).toEqual(between);
});
