import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openMessage } from '../../../src/smime';
import type { Certificate, OpenedMessage, OpenOptions } from '../../../src/smime';
import { concat } from '../../../src/smime/bytes';
import { encodeBase64Lines } from '../../../src/smime/mime/transfer-encoding';
import type { RevocationData } from '../../../src/smime/revocation/answer';
import { describeOpenssl } from '../../support/openssl';
import { opensslCrl } from '../../support/openssl-crl';
import { createTestAuthority } from '../../support/openssl-identities';
import type { TestAuthority } from '../../support/openssl-identities';
import { OpensslResponder } from '../../support/openssl-ocsp';
import { withRevocationInfo } from '../../support/revocation-info';
import { verdictOf } from '../../support/verdict';

const hour = 60 * 60 * 1000;

/** Signed by OpenSSL; what is inside beside the certificates anybody on the way could have put there. */
describeOpenssl('a message that brings word of whether its signer was cancelled', () => {
  let authority: TestAuthority;
  let namesake: TestAuthority;
  let openssl: OpensslResponder;
  let rogue: OpensslResponder;
  let signer: Certificate;
  let cms: Uint8Array;

  beforeAll(async () => {
    authority = await createTestAuthority('One Authority');
    namesake = await createTestAuthority('One Authority');
    openssl = new OpensslResponder(authority);
    rogue = new OpensslResponder(namesake);
    signer = (await authority.issue('anna@example.com')).certificate;
    writeFileSync(join(authority.folder, 'text'), 'Content-Type: text/plain\r\n\r\nHello\r\n');
    const parameters = ['cms', '-sign', '-binary', '-nodetach', '-in', 'text', '-signer', 'person1.crt', '-inkey', 'person1.key', '-outform', 'DER', '-out', 'cms'];
    execFileSync('openssl', parameters, { cwd: authority.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    cms = new Uint8Array(readFileSync(join(authority.folder, 'cms')));
  }, 60_000);

  afterAll(() => {
    authority.remove();
    namesake.remove();
  });

  const good = { status: { is: 'V' }, days: 7 } as const;
  const cancelled = (reason: string, at = '250102030405Z') => ({ status: { is: 'R', at, reason }, days: 7 }) as const;
  const answer = (by: OpensslResponder, what: typeof good | ReturnType<typeof cancelled>) => by.answer(signer, { ...what, responder: by.issuer });

  function open(brought: Partial<RevocationData>, options: Partial<OpenOptions> = {}): Promise<OpenedMessage> {
    const head = 'From: anna@example.com\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data\r\nContent-Transfer-Encoding: base64\r\n\r\n';
    const message = concat(new TextEncoder().encode(head), encodeBase64Lines(withRevocationInfo(cms, brought)));
    return openMessage(message, { unlocked: [], locked: [], trustAnchors: [{ certificate: authority.certificate }], at: new Date(), exact: true, ...options });
  }

  const told = async (brought: Partial<RevocationData>, options: Partial<OpenOptions> = {}) => {
    const opened = await open(brought, options);
    return { verdict: verdictOf(opened), revocation: 'revocation' in opened.signature ? opened.signature.revocation : undefined };
  };

  test('nothing brought is nothing known, and no reproach', async () => {
    expect(await told({})).toMatchObject({ verdict: 'signed-data · valid', revocation: { answer: { state: 'not-known', why: 'no-evidence' } } });
  });

  test('good is told with its date, by list and by answer, and makes nothing better', async () => {
    const byList = await told({ crls: [opensslCrl(authority)] });
    expect(byList).toMatchObject({ verdict: 'signed-data · valid', revocation: { answer: { state: 'good', source: 'crl' }, atSigningTime: 'good' } });
    const byAnswer = await told({ ocspResponses: [answer(openssl, good)] });
    expect(byAnswer).toMatchObject({ verdict: 'signed-data · valid', revocation: { answer: { state: 'good', source: 'ocsp' }, atSigningTime: 'good' } });
    expect(byAnswer.revocation?.of.fingerprint).toBe(signer.fingerprint);
    const untrusted = await told({ ocspResponses: [answer(openssl, good)] }, { trustAnchors: [] });
    expect(untrusted).toEqual({ verdict: 'signed-data · not-trusted (untrusted-issuer)', revocation: undefined });
  });

  test('revoked is told with its reason, by list and by answer', async () => {
    const revoked = 'signed-data · not-trusted (revoked)';
    expect(await told({ crls: [opensslCrl(authority, { certificate: signer })] })).toMatchObject({
      verdict: revoked,
      revocation: { answer: { state: 'revoked', source: 'crl', reason: 'keyCompromise' }, atSigningTime: 'revoked' },
    });
    expect(await told({ ocspResponses: [answer(openssl, cancelled('affiliationChanged'))] })).toMatchObject({
      verdict: revoked,
      revocation: { answer: { state: 'revoked', source: 'ocsp', reason: 'affiliationChanged' }, atSigningTime: 'revoked' },
    });
  });

  test('cancelled after the signing time is "later", unless the key was exposed', async () => {
    const at = new Date(Date.now() + 3 * hour);
    const between = new Date(Date.now() + hour).toISOString().replace(/^..|\.\d+|[-:T]/g, '');
    const later = await told({ ocspResponses: [answer(openssl, cancelled('superseded', between))] }, { at });
    expect(later).toMatchObject({ verdict: 'signed-data · not-trusted (revoked-later)', revocation: { atSigningTime: 'good' } });
    const exposed = await told({ ocspResponses: [answer(openssl, cancelled('keyCompromise', between))] }, { at });
    expect(exposed).toMatchObject({ verdict: 'signed-data · not-trusted (revoked)' });
  });

  test('an old answer made after signing tells about then, not about now', async () => {
    const at = new Date(Date.now() + 60 * 24 * hour);
    const { verdict, revocation } = await told({ ocspResponses: [answer(openssl, good)] }, { at });
    expect(verdict).toBe('signed-data · valid');
    expect(revocation).toMatchObject({ answer: { state: 'not-known', why: 'stale' }, atSigningTime: 'good' });
  });

  // A widely used library takes an answer from inside the message whoever signed it.
  test('a forged "good" inside undoes neither the list that is given nor the one beside it', async () => {
    const forged = [answer(rogue, good)];
    const list = opensslCrl(authority, { certificate: signer });
    const revoked = { verdict: 'signed-data · not-trusted (revoked)' };
    expect(await told({ ocspResponses: forged, crls: [list] })).toMatchObject(revoked);
    expect(await told({ ocspResponses: forged }, { revocation: { crls: [list], ocspResponses: [] } })).toMatchObject(revoked);
    expect(await told({ ocspResponses: [answer(openssl, good)] }, { revocation: { crls: [list], ocspResponses: [] } })).toMatchObject(revoked);
  });

  test('nor does a forged "revoked" inside harm a signer', async () => {
    const brought = { ocspResponses: [answer(rogue, cancelled('keyCompromise'))], crls: [opensslCrl(namesake, { certificate: signer })] };
    expect((await told(brought)).verdict).toBe('signed-data · valid');
  });

  test('a flood inside keeps nothing that is given from being looked at', async () => {
    const more = ['-rother', rogue.delegate({ name: 'One Authority' }).certificate];
    const flood = Array.from({ length: 35 }, (_, at) => openssl.answer(signer, { ...good, days: at + 1, responder: rogue.issuer, more }));
    const real = answer(openssl, cancelled('superseded'));
    // There it comes too late: the budget of what was brought is spent.
    expect(await told({ ocspResponses: [...flood, real] })).toMatchObject({ verdict: 'signed-data · valid', revocation: { answer: { why: 'too-costly' } } });
    const given = { crls: [], ocspResponses: [real] };
    expect(await told({ ocspResponses: flood }, { revocation: given })).toMatchObject({ verdict: 'signed-data · not-trusted (revoked)' });
  }, 30_000);

  test('garbage inside is passed over', async () => {
    const garbage = [Uint8Array.of(0x30, 0), Uint8Array.of(0x04, 1, 0), Uint8Array.of(0x30, 3, 2, 1, 0)];
    expect((await told({ ocspResponses: garbage, crls: [Uint8Array.of(0x30, 0)] })).verdict).toBe('signed-data · valid');
  });
});
