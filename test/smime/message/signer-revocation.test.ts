/** @jest-environment node */
import { integer, objectIdentifier, sequence, encode } from '../../../src/smime/asn1/write';
import { readContentInfo } from '../../../src/smime/cms/content-info';
import { readSignedData } from '../../../src/smime/cms/signed-data';
import { writeAlgorithm } from '../../../src/smime/cms/algorithm-identifier';
import { attributeTypes } from '../../../src/smime/cms/signed-attributes';
import { openDetached } from '../../../src/smime/index';
import type { Certificate, SignatureReport } from '../../../src/smime/index';
import { issue, makeAuthority } from '../../support/made-authority';
import { crlEntry, madeAt, makeCrl, reasonCode } from '../../support/made-crl';
import type { MadeCrl } from '../../support/made-crl';
import { generalizedTime } from '../../support/made-ocsp';
import { attribute, makeSignedData } from '../../support/made-signed-data';
import { createHash } from 'node:crypto';

/** What revocation makes of a signature: at the time of signing, and now. */

const now = new Date('2027-06-01T00:00:00Z');
const signedAt = new Date('2027-04-01T00:00:00Z');
const earlier = new Date('2027-03-01T00:00:00Z');
const later = new Date('2027-05-01T00:00:00Z');
const content = new TextEncoder().encode('Hello.\r\n');
const root = makeAuthority('Root');
const anna = makeAuthority('Anna Berg');
const stranger = makeAuthority('Stranger');

let anchor: Certificate;
let certificate: Certificate;

beforeAll(async () => {
  anchor = await issue(root, { to: root, serial: Uint8Array.of(1), isAuthority: true });
  certificate = await issue(root, { to: anna });
});

function message(...revocation: readonly Uint8Array[]): Uint8Array {
  const attributes = [
    attribute(attributeTypes.contentType, objectIdentifier('1.2.840.113549.1.7.1')),
    attribute(attributeTypes.messageDigest, encode(0x04, createHash('sha256').update(content).digest())),
    attribute(attributeTypes.signingTime, generalizedTime(signedAt)),
  ];
  const algorithm = writeAlgorithm('1.2.840.10045.4.3.2');
  return makeSignedData(content, [{ key: anna.key, certificate: certificate.der, algorithm, attributes }], undefined, revocation);
}

async function report(cms: Uint8Array, ...crls: readonly Uint8Array[]): Promise<SignatureReport> {
  const { opened } = await openDetached(cms, content, {
    unlocked: [],
    locked: [],
    trustAnchors: [{ certificate: anchor }],
    at: now,
    exact: true,
    revocation: { crls, ocspResponses: [] },
  });
  return opened.signature;
}

const list = (made: Partial<MadeCrl> = {}) => makeCrl({ by: root, ...made });
const revoking = (at: Date, reason: number, made: Partial<MadeCrl> = {}) =>
  list({ entries: [crlEntry(Uint8Array.of(5), at, reasonCode(reason))], ...made });

test('nothing is known: the signature is valid, and that is said', async () => {
  expect(await report(message())).toMatchObject({
    state: 'valid',
    revocation: { of: certificate, answer: { state: 'not-known', why: 'no-evidence' }, atSigningTime: 'not-known' },
  });
});

test('good now is good at the time of signing too', async () => {
  expect(await report(message(), list())).toMatchObject({
    state: 'valid',
    revocation: { answer: { state: 'good', thisUpdate: madeAt }, atSigningTime: 'good' },
  });
});

test.each<readonly [string, Date, number, string, string]>([
  ['before', earlier, 4, 'revoked', 'revoked'],
  ['later', later, 4, 'revoked-later', 'good'],
  ['later, because the key was stolen', later, 1, 'revoked', 'revoked'],
])('revoked %s', async (_, at, reason, problem, atSigningTime) => {
  expect(await report(message(), revoking(at, reason))).toMatchObject({
    state: 'not-trusted',
    problems: [problem],
    revocation: { of: certificate, answer: { state: 'revoked', revokedAt: at }, atSigningTime },
  });
});

test('evidence that has passed proves what was before it, and not what came after', async () => {
  const passed = (thisUpdate: Date) => list({ thisUpdate, nextUpdate: new Date(now.getTime() - 1) });
  const stale = (thisUpdate: Date, atSigningTime: string) => ({
    state: 'valid',
    revocation: { answer: { state: 'not-known', why: 'stale', thisUpdate }, atSigningTime },
  });
  expect(await report(message(), passed(later))).toMatchObject(stale(later, 'good'));
  expect(await report(message(), passed(earlier))).toMatchObject(stale(earlier, 'not-known'));
});

test('the issuer’s own revocation is told as such', async () => {
  const between = makeAuthority('Between');
  const issuer = await issue(root, { to: between, serial: Uint8Array.of(9), isAuthority: true });
  const leaf = await issue(between, { to: anna });
  const attributes = 'none';
  const algorithm = writeAlgorithm('1.2.840.10045.4.3.2');
  const cms = makeSignedData(content, [{ key: anna.key, certificate: leaf.der, algorithm, attributes }], [leaf.der, issuer.der]);
  const crls = [list({ entries: [crlEntry(Uint8Array.of(9), earlier)] }), makeCrl({ by: between })];
  expect(await report(cms, ...crls)).toMatchObject({ problems: ['revoked'], revocation: { of: issuer, answer: { state: 'revoked' } } });
});

describe('what the message brings along', () => {
  test('counts when the issuer signed it', async () => {
    expect(await report(message(list()))).toMatchObject({ state: 'valid', revocation: { answer: { state: 'good' } } });
    expect(await report(message(revoking(earlier, 4)))).toMatchObject({ state: 'not-trusted', problems: ['revoked'] });
  });

  test('is nothing when a stranger did, and never makes a worse answer better', async () => {
    const forged = makeCrl({ by: stranger, issuer: root.name, thisUpdate: now });
    expect(await report(message(forged))).toMatchObject({ state: 'valid', revocation: { answer: { state: 'not-known' } } });
    expect(await report(message(forged), revoking(earlier, 4))).toMatchObject({ problems: ['revoked'] });
    // Signed by the issuer, and newer: but what is revoked for good stays so.
    expect(await report(message(list({ thisUpdate: now })), revoking(earlier, 4))).toMatchObject({ problems: ['revoked'] });
  });

  test('does not use up the work that is left for what was given', async () => {
    const flood = Array.from({ length: 40 }, (_, number) =>
      makeCrl({ by: stranger, issuer: root.name, thisUpdate: new Date(madeAt.getTime() + number * 1000) }),
    );
    expect(await report(message(...flood), revoking(earlier, 4))).toMatchObject({ problems: ['revoked'] });
    expect(await report(message(...flood), list())).toMatchObject({ revocation: { answer: { state: 'good' } } });
  });

  test('is passed over when it is of another kind, damaged or too much', async () => {
    const unknownKind = encode(0xa1, objectIdentifier('1.2.3'), sequence());
    const members = [unknownKind, encode(0xa1, integer(1)), sequence(), encode(0x04), list()];
    expect(await report(message(...members))).toMatchObject({ state: 'valid', revocation: { answer: { state: 'good' } } });
    const many = Array.from({ length: 60 }, () => sequence());
    expect(await report(message(...many, list()))).toMatchObject({ state: 'valid', revocation: { answer: { state: 'not-known' } } });
  });

  test('an OCSP response is found by its identifier (RFC 5940)', () => {
    const response = sequence(encode(0x0a, Uint8Array.of(0)));
    const cms = message(encode(0xa1, objectIdentifier('1.3.6.1.5.5.7.16.2'), response), list());
    const { revocation } = readSignedData(readContentInfo(cms).content);
    expect(revocation).toEqual({ crls: [list()].map(() => expect.any(Uint8Array) as Uint8Array), ocspResponses: [response] });
  });
});
