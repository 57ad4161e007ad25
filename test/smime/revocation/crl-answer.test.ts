/** @jest-environment node */
import { tag } from '../../../src/smime/asn1/values';
import { encode, objectIdentifier, sequence } from '../../../src/smime/asn1/write';
import { validatePath } from '../../../src/smime/certificate/path-validation';
import type { RevocationAnswer } from '../../../src/smime/revocation/answer';
import type { Certificate } from '../../../src/smime';
import { issue, makeAuthority } from '../../support/made-authority';
import {
  crlEntry,
  crlNumber,
  deltaOf,
  distributionPoints,
  entryIssuer,
  invaliditySince,
  madeAt,
  makeCrl,
  reasonCode,
  scopeOf,
  unknownCritical,
} from '../../support/made-crl';
import type { MadeCrl, MadePoint, MadeScope } from '../../support/made-crl';
import { madeExtension } from '../../support/made-ocsp';

/** CRLs against RFC 5280 section 6.3, made octet by octet: what may be said, and above all what may not. */

const now = new Date('2027-06-01T00:00:00Z');
const day = 86_400_000;
const before = new Date(now.getTime() - 30 * day);
const serial = Uint8Array.of(5);

const root = makeAuthority('Root');
const other = makeAuthority('Other');
const person = makeAuthority('Anna Berg');
const cRLSign = madeExtension('2.5.29.15', encode(tag.bitString, Uint8Array.of(1, 0x02)), true);
const certSignOnly = madeExtension('2.5.29.15', encode(tag.bitString, Uint8Array.of(2, 0x04)), true);

interface Asked {
  readonly crls: readonly Uint8Array[];
  readonly leaf?: Certificate;
  readonly more?: readonly Certificate[];
  readonly anchors?: readonly Certificate[];
  readonly at?: Date;
  readonly clock?: Date;
}

let anchor: Certificate;
let plain: Certificate;

beforeAll(async () => {
  anchor = await issue(root, { to: root, serial: Uint8Array.of(1), isAuthority: true });
  plain = await issue(root, { to: person });
});

async function ask({ crls, leaf = plain, more = [], anchors = [anchor], at = now, clock }: Asked) {
  const { problems, revocation } = await validatePath({
    certificate: leaf,
    intermediates: more,
    trustAnchors: anchors.map((certificate) => ({ certificate })),
    at,
    purpose: 'any',
    revocation: { crls, ocspResponses: [], ...(clock === undefined ? {} : { now: clock }) },
  });
  const [answer] = revocation;
  if (answer === undefined) throw new Error('No answer.');
  return { problems, answer, revocation };
}

async function answerTo(asked: Asked): Promise<RevocationAnswer> {
  return (await ask(asked)).answer;
}

const crl = (made: Partial<MadeCrl> = {}) => makeCrl({ by: root, ...made });
const listed = (...extensions: readonly Uint8Array[]) => [crlEntry(serial, before, ...extensions)];
const notKnown = (why: string) => ({ state: 'not-known', why });

describe('a complete CRL', () => {
  test('that lists nothing says good, with its age', async () => {
    const { problems, answer } = await ask({ crls: [crl()] });
    expect(problems).toEqual([]);
    expect(answer).toEqual({ state: 'good', thisUpdate: madeAt, nextUpdate: new Date(madeAt.getTime() + 7 * day), source: 'crl' });
  });

  test('that lists the certificate says since when, and why; the path is not taken', async () => {
    const since = new Date(before.getTime() - day);
    const { problems, answer } = await ask({ crls: [crl({ entries: listed(reasonCode(4), invaliditySince(since)) })] });
    expect(problems).toEqual(['revoked']);
    expect(answer).toEqual({
      state: 'revoked',
      revokedAt: before,
      reason: 'superseded',
      invalidSince: since,
      thisUpdate: madeAt,
      source: 'crl',
    });
  });

  test('is not asked for: nothing is known, and that is no problem of the path', async () => {
    expect(await ask({ crls: [] })).toMatchObject({ problems: [], answer: notKnown('no-evidence') });
  });

  test.each([
    ['another serial number', [crlEntry(Uint8Array.of(6), before)], 'good'],
    ['the same number, negative', [crlEntry(Uint8Array.of(0xfb), before)], 'good'],
    ['the same number with a leading zero', [crlEntry(Uint8Array.of(0, 5), before)], 'revoked'],
    ['more digits that begin with it', [crlEntry(Uint8Array.of(5, 5), before)], 'good'],
    ['the certificate, last of many', [...Array.from({ length: 300 }, (_, n) => crlEntry(Uint8Array.of(1, n & 0xff), before)), ...[crlEntry(serial, before)]], 'revoked'],
  ])('with %s: %#', async (_, entries, state) => {
    expect((await answerTo({ crls: [crl({ entries })] })).state).toBe(state);
  });

  test('about a certificate whose number has a leading zero or is negative goes by the number', async () => {
    const negative = await issue(root, { to: person, serial: Uint8Array.of(0xff) });
    const padded = await issue(root, { to: person, serial: Uint8Array.of(0, 0, 0x7f) });
    const minusOne = [crl({ entries: [crlEntry(Uint8Array.of(0xff, 0xff), before)] })];
    const two55 = [crl({ entries: [crlEntry(Uint8Array.of(0, 0xff), before), crlEntry(Uint8Array.of(0x7f), before)] })];
    expect((await answerTo({ leaf: negative, crls: minusOne })).state).toBe('revoked');
    expect((await answerTo({ leaf: negative, crls: two55 })).state).toBe('good');
    expect((await answerTo({ leaf: padded, crls: two55 })).state).toBe('revoked');
  });
});

describe('what must not be believed', () => {
  const damage = (der: Uint8Array, at: number) => Uint8Array.from(der, (octet, index) => (index === der.length + at ? octet ^ 1 : octet));

  test.each<readonly [string, () => Uint8Array, string]>([
    ['a forged signature', () => damage(crl(), -1), 'unusable'],
    ['changed after signing', () => damage(crl(), -100), 'unusable'],
    ['signed by a stranger in the issuer’s name', () => crl({ by: other, issuer: root.name }), 'unusable'],
    ['of another issuer', () => crl({ by: other }), 'no-evidence'],
    ['from the future', () => crl({ thisUpdate: new Date(now.getTime() + day) }), 'unusable'],
    ['an unknown critical extension', () => crl({ extensions: [crlNumber(1), unknownCritical] }), 'unusable'],
    ['an unknown critical extension of another entry', () => crl({ entries: [crlEntry(Uint8Array.of(9), before, unknownCritical)] }), 'unusable'],
    ['an entry that is no entry', () => crl({ entries: [sequence(encode(tag.octetString, serial))] }), 'unusable'],
    ['an entry with more fields', () => crl({ entries: [sequence(encode(tag.integer, serial), encode(tag.utcTime, new Uint8Array(13)), sequence(), sequence())] }), 'unusable'],
    ['an entry extension twice', () => crl({ entries: listed(reasonCode(1), reasonCode(4)) }), 'unusable'],
    ['another issuer’s entry in a CRL that is not indirect', () => crl({ entries: listed(entryIssuer(other.name)) }), 'unusable'],
    ['SHA-1, where it would say good', () => crl({ digest: 'sha1' }), 'unusable'],
    ['no number among its extensions', () => crl({ extensions: [scopeOf({})] }), 'unusable'],
    ['a critical number', () => crl({ extensions: [crlNumber(1, true)] }), 'unusable'],
    ['octets behind it', () => Uint8Array.from([...crl(), 0]), 'unusable'],
    ['nothing', () => new Uint8Array(), 'unusable'],
  ])('%s', async (_, made, why) => {
    expect(await ask({ crls: [made()] })).toMatchObject({ problems: [], answer: notKnown(why) });
  });

  test('SHA-1 may say revoked: that only makes it worse', async () => {
    expect((await ask({ crls: [crl({ digest: 'sha1', entries: listed() })] })).problems).toEqual(['revoked']);
  });

  test('an issuer whose key usage does not allow CRLs', async () => {
    const strict = await issue(root, { to: root, serial: Uint8Array.of(1), isAuthority: true, extensions: [certSignOnly] });
    expect(await answerTo({ anchors: [strict], crls: [crl()] })).toEqual(notKnown('unusable'));
  });

  test('none of it keeps a good one from counting', async () => {
    const bad = [damage(crl(), -1), new Uint8Array([0x30, 0x80]), crl({ by: other, issuer: root.name })];
    expect((await answerTo({ crls: [...bad, crl()] })).state).toBe('good');
  });
});

describe('times', () => {
  test('one that has passed: nothing is known, and how old it is', async () => {
    const nextUpdate = new Date(now.getTime() - day);
    expect(await answerTo({ crls: [crl({ nextUpdate })] })).toEqual({ ...notKnown('stale'), thisUpdate: madeAt, nextUpdate });
    expect((await answerTo({ crls: [crl({ nextUpdate, entries: listed() })] })).state).toBe('revoked');
  });

  test('one without an end counts for a week', async () => {
    expect((await answerTo({ crls: [crl({ nextUpdate: null })] })).state).toBe('good');
    expect(await answerTo({ crls: [crl({ nextUpdate: null, thisUpdate: before })] })).toMatchObject(notKnown('stale'));
  });

  test.each<readonly [string, Date, readonly Uint8Array[], readonly string[]]>([
    ['revoked before', new Date('2027-05-20T00:00:00Z'), listed(reasonCode(4)), ['revoked']],
    ['revoked later', new Date('2027-04-01T00:00:00Z'), listed(reasonCode(4)), ['revoked-later']],
    ['revoked later because the key was stolen: the time may be the thief’s', new Date('2027-04-01T00:00:00Z'), listed(reasonCode(1)), ['revoked']],
    ['revoked later, invalid since before', new Date('2027-04-01T00:00:00Z'), listed(reasonCode(4), invaliditySince(new Date('2027-03-01T00:00:00Z'))), ['revoked']],
    ['revoked in the future', new Date('2027-04-01T00:00:00Z'), [crlEntry(serial, new Date('2028-01-01T00:00:00Z'), reasonCode(4))], ['revoked']],
  ])('at a time of signing: %s', async (_, at, entries, problems) => {
    expect((await ask({ at, clock: now, crls: [crl({ entries })] })).problems).toEqual(problems);
  });

  test('after the end of the certificate nobody must list it any more', async () => {
    const leaf = await issue(root, { to: person, notAfter: new Date('2027-05-01T00:00:00Z') });
    const at = new Date('2027-04-30T00:00:00Z');
    const kept = madeExtension('2.5.29.60', encode(tag.generalizedTime, new TextEncoder().encode('20270101000000Z')));
    expect(await answerTo({ leaf, at, clock: now, crls: [crl()] })).toEqual(notKnown('after-expiry'));
    expect((await answerTo({ leaf, at, clock: now, crls: [crl({ extensions: [crlNumber(1), kept] })] })).state).toBe('good');
  });

  test('a hold ends when a newer one does not list it, and not before', async () => {
    const old = (reason: number) => crl({ thisUpdate: new Date(madeAt.getTime() - day), entries: listed(reasonCode(reason)) });
    expect((await answerTo({ crls: [old(6)] })).state).toBe('revoked');
    expect((await answerTo({ crls: [crl(), old(6)] })).state).toBe('good');
    expect((await answerTo({ crls: [crl({ digest: 'sha1' }), old(6)] })).state).toBe('revoked');
    // Any other revocation has no end.
    expect((await answerTo({ crls: [crl(), old(4)] })).state).toBe('revoked');
  });
});

describe('scope', () => {
  const a = 'http://contoso.example/a.crl';
  const b = 'http://contoso.example/b.crl';
  // Bits 1 and 2, and all others up to 8.
  const someReasons = Uint8Array.of(5, 0b0110_0000);
  const otherReasons = Uint8Array.of(7, 0b0001_1111, 0b1000_0000);
  const rdn = sequence(objectIdentifier('2.5.4.3'), encode(tag.utf8String, new TextEncoder().encode('CRL 1')));
  const scoped = (scope: MadeScope, more: Partial<MadeCrl> = {}) => crl({ extensions: [crlNumber(1), scopeOf(scope)], ...more });
  const leafWith = (...points: readonly MadePoint[]) => issue(root, { to: person, extensions: [distributionPoints(...points)] });

  test.each<readonly [string, readonly MadePoint[], MadeScope, string]>([
    ['its own part', [{ uri: a }], { uri: a }, 'good'],
    ['another part', [{ uri: a }], { uri: b }, 'no-evidence'],
    ['one of several parts', [{ uri: b }, { uri: a }], { uri: a }, 'good'],
    ['a part, of a certificate that names none', [], { uri: a }, 'no-evidence'],
    ['a name relative to the issuer', [{ relativeName: rdn }], { relativeName: rdn }, 'good'],
    ['certificates of people', [], { only: [1] }, 'good'],
    ['certificates of authorities', [], { only: [2] }, 'no-evidence'],
    ['attribute certificates', [], { only: [5] }, 'no-evidence'],
    ['nothing at all', [], { only: [1, 2] }, 'unusable'],
    ['some reasons', [], { reasons: someReasons }, 'some-reasons-only'],
    ['some reasons, by the certificate', [{ uri: a, reasons: someReasons }], { uri: a }, 'some-reasons-only'],
  ])('%s', async (_, points, scope, expected) => {
    const leaf = points.length === 0 ? plain : await leafWith(...points);
    expect(await answerTo({ leaf, crls: [scoped(scope)] })).toMatchObject(expected === 'good' ? { state: 'good' } : notKnown(expected));
  });

  test('parts that cover all reasons together say good, as old as the older', async () => {
    const older = new Date(madeAt.getTime() - day);
    const parts = [scoped({ reasons: someReasons }), scoped({ reasons: otherReasons }, { thisUpdate: older })];
    expect(await answerTo({ crls: parts })).toMatchObject({ state: 'good', thisUpdate: older });
    const revoking = scoped({ reasons: otherReasons }, { entries: listed(reasonCode(4)) });
    expect((await answerTo({ crls: [scoped({ reasons: someReasons }), revoking] })).state).toBe('revoked');
  });

  describe('indirect', () => {
    const lists = makeAuthority('Lists');
    let listsCertificate: Certificate;
    let leaf: Certificate;
    beforeAll(async () => {
      const extensions = [cRLSign, distributionPoints({ uri: b })];
      listsCertificate = await issue(root, { to: lists, serial: Uint8Array.of(7), extensions });
      leaf = await leafWith({ uri: a, crlIssuer: lists.name });
    });
    /** What the issuer itself says is about others: the one who signs the lists, and not the leaf. */
    const own = (entries: readonly Uint8Array[] = []) => scoped({ uri: b }, { entries });
    const indirect = (entries: readonly Uint8Array[], scope: MadeScope = { uri: a, indirect: true }) => scoped(scope, { by: lists, entries });

    test.each<readonly [string, readonly Uint8Array[], string]>([
      ['nothing', [], 'good'],
      ['the number, of the CRL issuer itself', [crlEntry(serial, before)], 'good'],
      ['the number, of another issuer', [crlEntry(serial, before, entryIssuer(other.name))], 'good'],
      ['the number, of its issuer', [crlEntry(serial, before, entryIssuer(root.name))], 'revoked'],
      ['its issuer named before', [crlEntry(Uint8Array.of(4), before, entryIssuer(root.name)), crlEntry(serial, before)], 'revoked'],
      [
        'its issuer named before, then another',
        [
          crlEntry(Uint8Array.of(4), before, entryIssuer(root.name)),
          crlEntry(Uint8Array.of(4), before, entryIssuer(other.name)),
          crlEntry(serial, before),
        ],
        'good',
      ],
      ['two issuers in one entry', [crlEntry(serial, before, entryIssuer(other.name, root.name))], 'revoked'],
      ['certificateIssuer twice in one entry', [crlEntry(serial, before, entryIssuer(other.name), entryIssuer(root.name))], 'unusable'],
    ])('%s', async (_, entries, expected) => {
      const answer = await answerTo({ leaf, more: [listsCertificate], crls: [indirect(entries), own()] });
      expect(answer.state === 'not-known' ? answer.why : answer.state).toBe(expected);
    });

    test('counts only when it says that it is indirect, and its signer is known to be good', async () => {
      const more = [listsCertificate];
      expect(await answerTo({ leaf, more, crls: [indirect([], { uri: a }), own()] })).toEqual(notKnown('no-evidence'));
      expect(await answerTo({ leaf, more, crls: [indirect([])] })).toEqual(notKnown('unusable'));
      expect(await answerTo({ leaf, crls: [indirect([]), own()] })).toEqual(notKnown('unusable'));
      const revoking = own([crlEntry(Uint8Array.of(7), before)]);
      expect(await answerTo({ leaf, more, crls: [indirect([]), revoking] })).toEqual(notKnown('unusable'));
    });

    test('a stranger of the CRL issuer’s name, below another root, says nothing', async () => {
      const stranger = await issue(other, { to: lists, extensions: [cRLSign] });
      const strangers = await issue(other, { to: other, isAuthority: true });
      const crls = [indirect([crlEntry(serial, before, entryIssuer(root.name))])];
      expect(await answerTo({ leaf, more: [stranger], anchors: [anchor, strangers], crls })).toEqual(notKnown('unusable'));
    });
  });
});

describe('delta CRLs', () => {
  const complete = (more: Partial<MadeCrl> = {}) => crl({ extensions: [crlNumber(5)], ...more });
  const delta = (base: number, number: number, more: Partial<MadeCrl> = {}) =>
    crl({ thisUpdate: new Date(madeAt.getTime() + day), extensions: [crlNumber(number), deltaOf(base)], ...more });

  test.each<readonly [string, readonly Uint8Array[], string]>([
    ['alone', [delta(5, 6)], 'no-evidence'],
    ['newly revoked', [complete(), delta(5, 6, { entries: listed() })], 'revoked'],
    ['from an earlier base', [complete(), delta(3, 6, { entries: listed() })], 'revoked'],
    ['from a later base: listed is listed', [complete(), delta(6, 7, { entries: listed() })], 'revoked'],
    ['older than the complete one: listed is listed', [complete(), delta(3, 5, { entries: listed() })], 'revoked'],
    ['hold ended', [complete({ entries: listed(reasonCode(6)) }), delta(5, 6, { entries: listed(reasonCode(8)) })], 'good'],
    ['hold became for good', [complete({ entries: listed(reasonCode(6)) }), delta(5, 6, { entries: listed(reasonCode(1)) })], 'revoked'],
    ['hold still there', [complete({ entries: listed(reasonCode(6)) }), delta(5, 6)], 'revoked'],
    ['revoked for good and then removed', [complete({ entries: listed(reasonCode(1)) }), delta(5, 6, { entries: listed(reasonCode(8)) })], 'revoked'],
    ['hold ended by a weak delta', [complete({ entries: listed(reasonCode(6)) }), delta(5, 6, { digest: 'sha1', entries: listed(reasonCode(8)) })], 'revoked'],
    ['hold ended by a delta that has passed', [complete({ entries: listed(reasonCode(6)) }), delta(5, 6, { nextUpdate: new Date(now.getTime() - 1), entries: listed(reasonCode(8)) })], 'revoked'],
    ['of another scope', [complete(), crl({ extensions: [crlNumber(6), deltaOf(5), scopeOf({ only: [2] })], entries: listed() })], 'good'],
    ['by a stranger', [complete(), delta(5, 6, { by: other, issuer: root.name, entries: listed() })], 'good'],
  ])('%s', async (_, crls, expected) => {
    const { answer } = await ask({ crls });
    expect(answer.state === 'not-known' ? answer.why : answer.state).toBe(expected);
  });

  test('make a good answer younger, never one that has passed good', async () => {
    const thisUpdate = new Date(madeAt.getTime() + day);
    expect(await answerTo({ crls: [complete(), delta(5, 6)] })).toMatchObject({ state: 'good', thisUpdate });
    const passed = complete({ nextUpdate: new Date(now.getTime() - 1) });
    expect(await answerTo({ crls: [passed, delta(5, 6)] })).toMatchObject(notKnown('stale'));
  });
});

describe('a path', () => {
  test('has an answer for every certificate below the anchor, and is left for another when one is revoked', async () => {
    const between = makeAuthority('Between');
    const leaf = await issue(between, { to: person });
    const revoked = await issue(root, { to: between, serial: Uint8Array.of(20), isAuthority: true });
    const again = await issue(root, { to: between, serial: Uint8Array.of(21), isAuthority: true });
    const crls = [crl({ entries: [crlEntry(Uint8Array.of(20), before, reasonCode(2))] }), makeCrl({ by: between })];
    const alone = await ask({ leaf, more: [revoked], crls });
    expect(alone.problems).toEqual(['revoked']);
    expect(alone.revocation.map(({ state }) => state)).toEqual(['good', 'revoked']);
    const both = await ask({ leaf, more: [revoked, again], crls });
    expect(both.problems).toEqual([]);
    expect(both.revocation.map(({ state }) => state)).toEqual(['good', 'good']);
  });

  test('without an anchor has none: nobody is believed about it', async () => {
    const { revocation, problems } = await validatePath({
      certificate: plain,
      intermediates: [anchor],
      trustAnchors: [],
      at: now,
      revocation: { crls: [crl({ entries: listed() })], ocspResponses: [] },
    });
    expect({ revocation, problems }).toEqual({ revocation: [], problems: ['untrusted-issuer'] });
  });
});
