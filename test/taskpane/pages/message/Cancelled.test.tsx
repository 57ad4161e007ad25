/** @jest-environment jsdom */
import '../../../support/dom-globals';
import { cleanup, screen } from '@testing-library/react';
import type { Certificate, RevocationAnswer, SignatureReport, SignerRevocation } from '../../../../src/smime/index';
import { Cancelled } from '../../../../src/taskpane/pages/message/Cancelled';
import { showDate } from '../../../../src/taskpane/texts/amounts';
import { axeFindings, renderInPane } from '../../../support/in-pane';

afterEach(cleanup);

const own = { fingerprint: 'aa', subject: 'CN=Anna Berg' } as Certificate;
const issuers = { fingerprint: 'bb', subject: 'CN=Contoso Mail CA, O=Contoso' } as Certificate;
const thisUpdate = new Date('2026-11-20T12:00:00Z');
const revokedAt = new Date('2026-05-05T12:00:00Z');

function draw(answer?: RevocationAnswer, change: Partial<SignerRevocation> = {}): HTMLElement {
  const revocation = answer === undefined ? {} : { revocation: { of: own, answer, atSigningTime: 'not-known', ...change } as const };
  const signature = { state: 'valid', signer: { certificate: own }, path: [], remarks: [], ...revocation } as unknown as SignatureReport;
  return renderInPane(<Cancelled signature={signature} />);
}

const row = () => screen.getByRole('group', { name: 'Cancelled?' }).textContent;

test('where nothing was brought along, nothing was checked', () => {
  draw();
  expect(row()).toMatch(/Not checked.*doesn't ask issuers/);
  cleanup();
  draw({ state: 'not-known', why: 'no-evidence' });
  expect(row()).toMatch(/Not checked/);
});

test.each([
  ['crl', /Not cancelled, as of .*2026.*issuer's list/],
  ['ocsp', /Not cancelled, as of .*2026.*issuer's answer/],
] as const)('good by %s is as old as it is', async (source, expected) => {
  const container = draw({ state: 'good', thisUpdate, source });
  expect(row()).toMatch(expected);
  expect(row()).toContain(showDate(thisUpdate));
  expect(await axeFindings(container)).toEqual([]);
});

test('cancelled is told with its date and the reason in plain words', async () => {
  const container = draw({ state: 'revoked', revokedAt, thisUpdate, source: 'crl', reason: 'keyCompromise', invalidSince: new Date('2026-04-01T12:00:00Z') });
  expect(row()).toContain(`Cancelled on ${showDate(revokedAt)}`);
  expect(row()).toMatch(/its secret part was exposed\..*wrong hands since .*Apr/);
  expect(row()).not.toMatch(/keyCompromise|issuer's|[{}]/);
  expect(await axeFindings(container)).toEqual([]);
});

test('no reason is no reason, whichever way an issuer says that', () => {
  for (const reason of [undefined, 'unspecified', 'removeFromCRL'] as const) {
    draw({ state: 'revoked', revokedAt, thisUpdate, source: 'ocsp', ...(reason === undefined ? {} : { reason }) });
    expect(row()).toMatch(/Cancelled on .*No reason was given\.$/);
    cleanup();
  }
});

test('a hold is not called cancelled', () => {
  draw({ state: 'revoked', revokedAt, thisUpdate, source: 'ocsp', reason: 'certificateHold' });
  expect(row()).toContain(`On hold since ${showDate(revokedAt)}`);
  expect(row()).not.toContain('Cancelled on');
});

test("an issuer's certificate is not taken for the signer's", () => {
  draw({ state: 'revoked', revokedAt, thisUpdate, source: 'crl', reason: 'cACompromise' }, { of: issuers });
  expect(row()).toMatch(/Cancelled on .*certificate of its issuer, Contoso Mail CA\./);
});

test('what has run out says so, and since when it is known not to have been cancelled', () => {
  draw({ state: 'not-known', why: 'stale', thisUpdate }, { atSigningTime: 'good' });
  expect(row()).toMatch(/Not cancelled, as of .*after the signing date/);
  cleanup();
  draw({ state: 'not-known', why: 'stale', thisUpdate });
  expect(row()).toMatch(/Couldn't be checked.*too old to count/);
});

test.each(['unusable', 'some-reasons-only', 'after-expiry', 'too-costly', 'stale'] as const)('%s could not be checked', (why) => {
  draw({ state: 'not-known', why });
  expect(row()).toMatch(/Couldn't be checked/);
});
