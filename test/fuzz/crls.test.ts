import { readAsn1 } from '../../src/smime/asn1/read';
import { toHex } from '../../src/smime/bytes';
import type { Certificate } from '../../src/smime';
import { readRevocationData } from '../../src/smime';
import { readCrl } from '../../src/smime/revocation/crl';
import { answerFromCrls } from '../../src/smime/revocation/crl-answer';
import { readForRevocation } from '../../src/smime/revocation/question';
import type { ReadCertificate } from '../../src/smime/revocation/question';
import { issue, makeAuthority, signedBy } from '../support/made-authority';
import { crlEntry, crlNumber, deltaOf, distributionPoints, entryIssuer, invaliditySince, makeCrl, reasonCode, scopeOf } from '../support/made-crl';
import { binaryChanges, changed } from './support/changes';
import { changedFiles, giveOctets, octetsOf } from './support/corpus';
import { holds, slowTimeout, valueOrRefused } from './support/runs';

/**
 * CRLs, changed: what the issuer did not sign says nothing, and what it did sign
 * (its own key signs the change) is judged or refused, in bounded time.
 */

const now = new Date('2027-06-01T00:00:00Z');
const before = new Date('2027-05-01T00:00:00Z');
const uri = 'http://contoso.example/a.crl';
const root = makeAuthority('Root');
const entries = Array.from({ length: 40 }, (_, number) => crlEntry(Uint8Array.of(0x40, number), before, reasonCode(number % 7)));
const ours = crlEntry(Uint8Array.of(5), before, reasonCode(1), invaliditySince(before));
const made = {
  good: { entries },
  revoked: { entries: [...entries, ours] },
  hold: { entries: [crlEntry(Uint8Array.of(5), before, reasonCode(6))], extensions: [crlNumber(3)] },
  empty: { extensions: [], nextUpdate: null },
  scoped: { entries, extensions: [crlNumber(1), scopeOf({ uri, only: [1] })] },
  indirect: { entries: [crlEntry(Uint8Array.of(9), before, entryIssuer(root.name)), ours], extensions: [crlNumber(1), scopeOf({ uri, indirect: true })] },
  delta: { entries: [crlEntry(Uint8Array.of(5), before, reasonCode(8))], extensions: [crlNumber(4), deltaOf(3)] },
} as const;
const seeds = Object.keys(made).map((name) => `crls/${name}`);

describe('a CRL, changed', () => {
  let subject: ReadCertificate;
  let issuer: ReadCertificate;

  beforeAll(async () => {
    for (const [name, crl] of Object.entries(made)) giveOctets(`crls/${name}`, makeCrl({ by: root, ...crl }));
    subject = read(await issue(root, { to: makeAuthority('Anna Berg'), extensions: [distributionPoints({ uri })] }));
    issuer = read(await issue(root, { to: root, serial: Uint8Array.of(1), isAuthority: true }));
  });

  const judge = (...crls: readonly Uint8Array[]) =>
    answerFromCrls(
      { subject, issuer, now, certificates: [], vouchFor: () => Promise.resolve(undefined), budget: { certificateChecks: 50 } },
      crls,
    );

  test('says what the issuer signed, or nothing', async () => {
    const signed = new Set(seeds.map((seed) => signedPart(octetsOf(seed))));
    let spoke = 0;
    await holds(changedFiles(seeds, binaryChanges), 1500, async (input) => {
      const octets = changed(input);
      const { state } = await judge(octets);
      if (state === 'not-known') return;
      spoke++;
      expect(signed).toContain(signedPart(octets));
    });
    expect(spoke).toBeGreaterThan(0);
  }, slowTimeout);

  test('is judged or refused, also where its issuer signed the change, alone and beside others', async () => {
    const hold = octetsOf('crls/hold');
    const states = new Set<string>();
    await holds(changedFiles(seeds, binaryChanges), 1500, async (input) => {
      const crl = signedBy(root.key, changed(input, tbsOf(octetsOf(input.file))));
      states.add((await judge(crl)).state);
      // A complete one to which a delta may belong.
      states.add((await judge(hold, crl)).state);
    });
    // All three happen: nothing of this is refused before it is looked at.
    expect([...states].sort()).toEqual(['good', 'not-known', 'revoked']);
  }, slowTimeout);

  test('as a file is read or refused by our own error', async () => {
    await holds(changedFiles(seeds, binaryChanges), 1500, async (input) => {
      await valueOrRefused(() => readRevocationData(changed(input)));
    });
  }, slowTimeout);
});

test('entries and names as long as a CRL may be are looked through in a moment', async () => {
  const long = new Uint8Array(60_000).fill(0x41);
  const crls = [
    makeCrl({ by: root, entries: Array.from({ length: 100_000 }, (_, number) => crlEntry(Uint8Array.of(1, number & 0x7f, number >> 8 & 0xff), before)) }),
    makeCrl({ by: root, entries: Array.from({ length: 20 }, () => crlEntry(long, before)), extensions: [crlNumber(1), scopeOf({ uri: 'a'.repeat(60_000) })] }),
  ];
  const certificate = await issue(root, { to: makeAuthority('Anna Berg') });
  const anchor = await issue(root, { to: root, serial: Uint8Array.of(1), isAuthority: true });
  const started = performance.now();
  const answer = await answerFromCrls(
    { subject: read(certificate), issuer: read(anchor), now, certificates: [], vouchFor: () => Promise.resolve(undefined), budget: { certificateChecks: 50 } },
    crls,
  );
  expect(answer.state).toBe('good');
  expect(performance.now() - started).toBeLessThan(10_000);
});

function read(certificate: Certificate): ReadCertificate {
  const found = readForRevocation(certificate);
  if (found === undefined) throw new Error('unreadable');
  return found;
}

function signedPart(octets: Uint8Array): string {
  return toHex(readCrl(octets)?.signedDer ?? new Uint8Array());
}

function tbsOf(crl: Uint8Array): Uint8Array {
  return readAsn1(crl).children[0]?.bytes ?? new Uint8Array();
}
