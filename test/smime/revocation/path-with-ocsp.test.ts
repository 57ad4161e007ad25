import { validatePath } from '../../../src/smime';
import type { Certificate } from '../../../src/smime';
import type { PathResult } from '../../../src/smime/certificate/path-validation';
import type { RevocationEvidence } from '../../../src/smime/revocation/judge';
import { describeOpenssl } from '../../support/openssl';
import { opensslCrl } from '../../support/openssl-crl';
import { createTestAuthority } from '../../support/openssl-identities';
import type { TestAuthority } from '../../support/openssl-identities';
import { OpensslResponder } from '../../support/openssl-ocsp';

const day = 24 * 60 * 60 * 1000;
const later = (milliseconds: number) => new Date(Date.now() + milliseconds);

/** The whole judgement of a path, with lists and answers that contradict each other. */
describeOpenssl('a path judged with OCSP responses', () => {
  let authority: TestAuthority;
  let namesake: TestAuthority;
  let openssl: OpensslResponder;
  let rogue: OpensslResponder;
  let subject: Certificate;
  let crl: Uint8Array;

  beforeAll(async () => {
    authority = await createTestAuthority('One Authority');
    namesake = await createTestAuthority('One Authority');
    openssl = new OpensslResponder(authority);
    rogue = new OpensslResponder(namesake);
    subject = (await authority.issue('anna@example.com')).certificate;
    crl = opensslCrl(authority, { certificate: subject });
  }, 60_000);

  afterAll(() => {
    authority.remove();
    namesake.remove();
  });

  const good = { status: { is: 'V' }, days: 7 } as const;
  const revoked = { status: { is: 'R', at: '250102030405Z', reason: 'superseded' }, days: 7 } as const;

  const judge = (evidence: Partial<RevocationEvidence>, at = new Date()): Promise<PathResult> =>
    validatePath({
      certificate: subject,
      intermediates: [],
      trustAnchors: [{ certificate: authority.certificate }],
      at,
      revocation: { crls: [], ocspResponses: [], ...evidence },
    });

  test('good is told, and no path is refused because nothing is known', async () => {
    const { problems, revocation } = await judge({ ocspResponses: [openssl.answer(subject, { ...good, responder: openssl.delegate() })] });
    expect(problems).toEqual([]);
    expect(revocation).toMatchObject([{ state: 'good', source: 'ocsp' }]);
    expect((await judge({})).problems).toEqual([]);
  });

  // A widely used library took the forged answer for good, and forgot the list.
  test('a forged "good" beside a list that revokes is nothing, whoever brings it', async () => {
    const issuer = { ...good, responder: rogue.issuer };
    const forged = [openssl.answer(subject, issuer), openssl.answer(subject, { ...good, responder: rogue.delegate() })];
    for (const evidence of [{ crls: [crl], ocspResponses: forged }, { crls: [crl], brought: { crls: [], ocspResponses: forged } }]) {
      const { problems, revocation } = await judge(evidence);
      expect(problems).toEqual(['revoked']);
      expect(revocation).toMatchObject([{ state: 'revoked', source: 'crl', reason: 'keyCompromise' }]);
    }
  });

  test('a real "good" cannot undo a list that revokes, nor a list that knows nothing of it an answer that does', async () => {
    const answers = [openssl.answer(subject, { ...good, responder: openssl.issuer })];
    expect((await judge({ crls: [crl], ocspResponses: answers })).problems).toEqual(['revoked']);
    const cancelled = [openssl.answer(subject, { ...revoked, responder: openssl.issuer })];
    const { problems, revocation } = await judge({ crls: [opensslCrl(authority)], ocspResponses: cancelled });
    expect(problems).toEqual(['revoked']);
    expect(revocation).toMatchObject([{ state: 'revoked', source: 'ocsp', reason: 'superseded' }]);
  });

  test('the message itself may bring the answer that revokes', async () => {
    const brought = { crls: [], ocspResponses: [openssl.answer(subject, { ...revoked, responder: openssl.issuer })] };
    expect((await judge({ brought })).problems).toEqual(['revoked']);
  });

  test('a responder that a list cancelled is not believed, one that a list knows as good is', async () => {
    const responder = openssl.delegate({ extensions: 'extendedKeyUsage=OCSPSigning\n' });
    const answers = [openssl.answer(subject, { ...good, responder })];
    expect((await judge({ ocspResponses: answers })).revocation).toMatchObject([{ state: 'not-known', why: 'unusable' }]);
    expect((await judge({ crls: [opensslCrl(authority)], ocspResponses: answers })).revocation).toMatchObject([{ state: 'good' }]);
  });

  test('cancelled after the time that is judged for is another answer, but not when the key was exposed', async () => {
    const at = new Date('2025-01-01T00:00:00Z');
    const then = (reason: string) => [openssl.answer(subject, { status: { ...revoked.status, reason }, days: 7, responder: openssl.issuer })];
    const problems = async (reason: string) => (await judge({ ocspResponses: then(reason), now: later(day) }, at)).problems;
    expect(await problems('superseded')).toContain('revoked-later');
    expect(await problems('keyCompromise')).toContain('revoked');
  });
});
