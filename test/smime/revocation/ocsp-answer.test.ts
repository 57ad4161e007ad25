import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from '../../../src/smime';
import { parseCertificate } from '../../../src/smime';
import { encode } from '../../../src/smime/asn1/write';
import { concat } from '../../../src/smime/bytes';
import { readPem } from '../../../src/smime/certificate/pem';
import { readCertificateStructure } from '../../../src/smime/certificate/structure';
import type { RevocationAnswer } from '../../../src/smime/revocation/answer';
import { answerFromOcsp } from '../../../src/smime/revocation/ocsp-answer';
import type { ReadCertificate, RevocationQuestion } from '../../../src/smime/revocation/question';
import { generalizedTime, good, laterVersion, madeExtension, makeOcspResponse, ocspResponse, revoked, unknown } from '../../support/made-ocsp';
import type { MadeResponse, MadeSingle } from '../../support/made-ocsp';
import { describeOpenssl } from '../../support/openssl';
import { createTestAuthority } from '../../support/openssl-identities';
import type { TestAuthority } from '../../support/openssl-identities';
import { delegated, OpensslResponder } from '../../support/openssl-ocsp';
import type { AnswerOptions, Responder } from '../../support/openssl-ocsp';
import { flipped } from '../../support/signed-message';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const later = (milliseconds: number) => new Date(Date.now() + milliseconds);
const unusable = { state: 'not-known', why: 'unusable' };
const nothing = { state: 'not-known', why: 'no-evidence' };

const read = (certificate: Certificate): ReadCertificate => ({ certificate, structure: readCertificateStructure(certificate.der) });

describeOpenssl('what OpenSSL answers in the name of an authority', () => {
  let authority: TestAuthority;
  let namesake: TestAuthority;
  let openssl: OpensslResponder;
  let subject: Certificate;
  let responder: Responder;

  beforeAll(async () => {
    authority = await createTestAuthority('One Authority');
    namesake = await createTestAuthority('One Authority');
    openssl = new OpensslResponder(authority);
    subject = (await authority.issue('anna@example.com')).certificate;
    responder = openssl.delegate();
  }, 60_000);

  afterAll(() => {
    authority.remove();
    namesake.remove();
  });

  function question(change: Partial<RevocationQuestion> = {}): RevocationQuestion {
    return {
      subject: read(subject),
      issuer: read(authority.certificate),
      now: new Date(),
      certificates: [],
      vouchFor: () => Promise.resolve(undefined),
      budget: { certificateChecks: 20 },
      ...change,
    };
  }

  const answer = (options: Partial<AnswerOptions> = {}): Uint8Array =>
    openssl.answer(subject, { responder, status: { is: 'V' }, days: 7, ...options });

  const judge = (response: Uint8Array, change: Partial<RevocationQuestion> = {}): Promise<RevocationAnswer> =>
    answerFromOcsp(question(change), [response]);

  test.each<[string, Partial<AnswerOptions>]>([
    ['by a delegated responder', {}],
    ['with the responder by the hash of its key', { more: ['-resp_key_id'] }],
    ['about a certificate named by SHA-256', { digest: 'sha256' }],
    ['about a certificate named by SHA-384', { digest: 'sha384' }],
    ['about a certificate named by SHA-512', { digest: 'sha512' }],
    ['signed with SHA-512', { more: ['-rmd', 'sha512'] }],
    ['signed with RSASSA-PSS', { more: ['-rmd', 'sha256', '-rsigopt', 'rsa_padding_mode:pss'] }],
  ])('good %s is good', async (_, options) => {
    const given = await judge(answer(options));
    expect(given).toMatchObject({ state: 'good', source: 'ocsp' });
    if (given.state !== 'good') return;
    expect(Math.abs(given.thisUpdate.getTime() - Date.now())).toBeLessThan(120_000);
    expect(given.nextUpdate?.getTime()).toBe(given.thisUpdate.getTime() + 7 * day);
  });

  test('good by the issuer itself is good, by name and by key', async () => {
    for (const more of [[], ['-resp_key_id'], ['-resp_no_certs']]) {
      expect(await judge(answer({ responder: openssl.issuer, more }))).toMatchObject({ state: 'good' });
    }
  });

  test('good by a responder with a key on an elliptic curve is good', async () => {
    const curve = openssl.delegate({ key: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] });
    expect(await judge(answer({ responder: curve }))).toMatchObject({ state: 'good' });
  });

  test('the responder is found among the certificates at hand when the response brings none', async () => {
    const response = answer({ more: ['-resp_no_certs'] });
    expect(await judge(response)).toEqual(unusable);
    expect(await judge(response, { certificates: [await certificateOf(responder)] })).toMatchObject({ state: 'good' });
  });

  test('revoked tells since when and why, however old that is', async () => {
    const response = answer({ status: { is: 'R', at: '250102030405Z', reason: 'keyCompromise' } });
    const expected = { state: 'revoked', revokedAt: new Date('2025-01-02T03:04:05Z'), reason: 'keyCompromise', source: 'ocsp' };
    expect(await judge(response)).toMatchObject(expected);
    expect(await judge(response, { now: later(20 * day) })).toMatchObject(expected);
    expect(await judge(answer({ status: { is: 'R', at: '250102030405Z' } }))).not.toHaveProperty('reason');
  });

  test('a hold counts however old it is, until a newer answer ends it', async () => {
    const held = answer({ status: { is: 'R', at: '250102030405Z', reason: 'certificateHold' } });
    expect(await judge(held)).toMatchObject({ state: 'revoked', reason: 'certificateHold' });
    expect(await judge(held, { now: later(8 * day) })).toMatchObject({ state: 'revoked', reason: 'certificateHold' });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await answerFromOcsp(question(), [answer(), held])).toMatchObject({ state: 'good' });
  });

  test('a certificate that the responder does not know is not known', async () => {
    expect(await judge(openssl.answer(subject, { responder, days: 7 }))).toEqual(nothing);
  });

  test('good is good until nextUpdate, and stale from then on, with its times', async () => {
    const response = answer();
    expect(await judge(response, { now: later(7 * day - hour) })).toMatchObject({ state: 'good' });
    const stale = await judge(response, { now: later(7 * day + hour) });
    expect(stale).toMatchObject({ state: 'not-known', why: 'stale', thisUpdate: expect.any(Date) as Date, nextUpdate: expect.any(Date) as Date });
  });

  test('without nextUpdate it is good for a day', async () => {
    const response = openssl.answer(subject, { responder, status: { is: 'V' } });
    expect(await judge(response, { now: later(23 * hour) })).toMatchObject({ state: 'good' });
    expect(await judge(response, { now: later(25 * hour) })).toMatchObject({ state: 'not-known', why: 'stale' });
  });

  test('what is from the future is not believed, good or revoked; clocks may differ by minutes', async () => {
    for (const status of [{ is: 'V' }, { is: 'R', at: '250102030405Z', reason: 'keyCompromise' }] as const) {
      expect(await judge(answer({ status }), { now: later(-hour) })).toEqual(unusable);
      expect((await judge(answer({ status }), { now: later(-2 * 60_000) })).state).not.toBe('not-known');
    }
  });

  test('what is about another serial number says nothing', async () => {
    const other = await authority.issue('bob@example.com');
    const response = openssl.answer(other.certificate, { responder, status: { is: 'V' }, days: 7 });
    expect(await judge(response)).toEqual(nothing);
  }, 30_000);

  test('what an issuer of the same name and another key says is about another certificate', async () => {
    const of = new OpensslResponder(namesake);
    expect(await judge(of.answer(subject, { responder: of.issuer, status: { is: 'V' }, days: 7 }))).toEqual(nothing);
  });

  test('a namesake of the issuer cannot answer for it, nor name somebody who does', async () => {
    const of = new OpensslResponder(namesake);
    expect(await judge(answer({ responder: of.issuer }))).toEqual(unusable);
    expect(await judge(answer({ responder: of.delegate() }))).toEqual(unusable);
    const revokedByRogue = answer({ responder: of.delegate(), status: { is: 'R', at: '250102030405Z' } });
    expect(await judge(revokedByRogue)).toEqual(unusable);
  }, 30_000);

  test.each([
    ['without the purpose', 'keyUsage=critical,digitalSignature\nnoCheck=ignored\n'],
    ['with another purpose', 'extendedKeyUsage=emailProtection\nnoCheck=ignored\n'],
    ['with any purpose at all', 'extendedKeyUsage=anyExtendedKeyUsage\nnoCheck=ignored\n'],
    ['whose key is not for signatures', 'extendedKeyUsage=OCSPSigning\nkeyUsage=critical,keyEncipherment\nnoCheck=ignored\n'],
    ['with a critical extension that nobody knows', `${delegated}1.2.3.4=critical,DER:0500\n`],
  ])('a responder %s is none', async (_, extensions) => {
    expect(await judge(answer({ responder: openssl.delegate({ extensions }) }))).toEqual(unusable);
  });

  test('a responder out of date is none, when it answered and now', async () => {
    const short = openssl.delegate({ days: 3 });
    const response = answer({ responder: short });
    expect(await judge(response)).toMatchObject({ state: 'good' });
    expect(await judge(response, { now: later(4 * day) })).toEqual(unusable);
  });

  test('a responder whom lists may have cancelled is asked for there', async () => {
    const unchecked = openssl.delegate({ extensions: 'extendedKeyUsage=OCSPSigning\n' });
    const response = answer({ responder: unchecked });
    const cancelled = answer({ responder: unchecked, status: { is: 'R', at: '250102030405Z' } });
    const lists = (given: RevocationAnswer) => ({ crlAnswer: () => Promise.resolve(given) });
    expect(await judge(response)).toEqual(unusable);
    expect(await judge(cancelled)).toMatchObject({ state: 'revoked' });
    const fine = lists({ state: 'good', thisUpdate: new Date(), source: 'crl' });
    expect(await judge(response, fine)).toMatchObject({ state: 'good' });
    const gone = lists({ state: 'revoked', revokedAt: new Date(), thisUpdate: new Date(), source: 'crl' });
    expect(await judge(response, gone)).toEqual(unusable);
    expect(await judge(cancelled, gone)).toEqual(unusable);
  });

  test('SHA-1 and short keys can make an answer worse, never better', async () => {
    const short = openssl.delegate({ key: ['rsa:1024'] });
    const old = openssl.delegate({ digest: 'sha1' });
    const status = { is: 'R', at: '250102030405Z' } as const;
    for (const options of [{ more: ['-rmd', 'sha1'] }, { responder: short }, { responder: old }]) {
      expect(await judge(answer(options))).toEqual(unusable);
      expect(await judge(answer({ ...options, status }))).toMatchObject({ state: 'revoked' });
    }
    expect(await judge(answer({ more: ['-rmd', 'md5'] }))).toEqual(unusable);
  });

  test('of answers that disagree the one that says revoked counts, in any order', async () => {
    const bad = answer({ status: { is: 'R', at: '250102030405Z', reason: 'superseded' } });
    for (const responses of [[bad, answer()], [answer(), bad]]) {
      expect(await answerFromOcsp(question(), responses)).toMatchObject({ state: 'revoked', reason: 'superseded' });
    }
  });

  test('no bit of a good answer can be flipped so that it says anything', async () => {
    const response = answer({ responder: openssl.issuer, more: ['-resp_no_certs'] });
    expect(await judge(response)).toMatchObject({ state: 'good' });
    const stillSaying: number[] = [];
    for (let at = 0; at < response.length; at++) {
      for (const mask of [0x01, 0x80, 0x20]) {
        if ((await judge(flipped(response, at, mask))).state !== 'not-known') stillSaying.push(at);
      }
    }
    expect(stillSaying).toEqual([]);
  }, 60_000);

  test('no bit of a revocation can be flipped so that it says good', async () => {
    const response = answer({ status: { is: 'R', at: '250102030405Z' } });
    for (let at = 0; at < response.length; at += 1) {
      expect((await judge(flipped(response, at, 1 << (at % 8)))).state).not.toBe('good');
    }
  }, 60_000);

  test('signatures are checked within the budget of the message', async () => {
    const budget = { certificateChecks: 1 };
    expect(await judge(answer(), { budget })).toEqual({ state: 'not-known', why: 'too-costly' });
    const enough = { certificateChecks: 2 };
    const response = answer();
    expect((await judge(response, { budget: enough })).state).toBe('good');
    // What was found out about an encoding once costs nothing again.
    expect((await judge(response, { budget: enough })).state).toBe('good');
  });

  async function certificateOf({ certificate }: Responder): Promise<Certificate> {
    return parseCertificate(readPem(readFileSync(certificate, 'utf8'))[0]?.bytes ?? new Uint8Array());
  }

  describe('with answers that OpenSSL does not make', () => {
    const now = new Date('2027-06-01T12:00:00Z');
    const single = (change: Partial<MadeSingle> = {}): MadeSingle => ({
      about: subject.der,
      issuer: authority.certificate.der,
      thisUpdate: new Date(now.getTime() - hour),
      nextUpdate: new Date(now.getTime() + day),
      ...change,
    });
    const made = (change: Partial<MadeResponse> = {}): Uint8Array =>
      makeOcspResponse({
        key: createPrivateKey(readFileSync(join(authority.folder, 'ca.key'), 'utf8')),
        signer: authority.certificate.der,
        singles: [single()],
        producedAt: new Date(now.getTime() - hour),
        ...change,
      });
    const judgeMade = (response: Uint8Array, at = now) => judge(response, { now: at });
    const cutoff = '1.3.6.1.5.5.7.48.1.6';

    test('a usual one is good', async () => {
      expect(await judgeMade(made())).toMatchObject({ state: 'good' });
      expect(await judgeMade(made({ singles: [single({ digest: 'sha-256' })] }))).toMatchObject({ state: 'good' });
    });

    test('a single answer of many is found, and revoked wins within one response', async () => {
      const other = single({ about: authority.certificate.der });
      expect(await judgeMade(made({ singles: [other, other, single()] }))).toMatchObject({ state: 'good' });
      const cancelled = single({ status: revoked(new Date('2027-05-01T00:00:00Z'), 1) });
      expect(await judgeMade(made({ singles: [single(), cancelled] }))).toMatchObject({ state: 'revoked', reason: 'keyCompromise' });
      expect(await judgeMade(made({ singles: [single({ status: unknown }), cancelled] }))).toMatchObject({ state: 'revoked' });
    });

    test('an issuer may say since when a key was somebody else\'s', async () => {
      const since = new Date('2027-04-01T00:00:00Z');
      const extensions = [madeExtension('2.5.29.24', generalizedTime(since))];
      const response = made({ singles: [single({ status: revoked(new Date('2027-05-01T00:00:00Z'), 1), extensions })] });
      expect(await judgeMade(response)).toMatchObject({ state: 'revoked', invalidSince: since });
    });

    test('a serial number is the same however long it is written', async () => {
      const [, , ...digits] = readCertificateStructure(subject.der).serialNumberDer;
      const cancelled = { status: revoked(new Date('2027-05-01T00:00:00Z'), 1), serialNumberDer: encode(0x02, Uint8Array.of(0, 0, ...digits)) };
      expect(await judgeMade(made({ singles: [single(cancelled)] }))).toMatchObject({ state: 'revoked' });
      const other = { ...cancelled, serialNumberDer: encode(0x02, Uint8Array.of(1, ...digits)) };
      expect(await judgeMade(made({ singles: [single(other)] }))).toEqual(nothing);
    });

    test('however many say good, the last one may say revoked', async () => {
      const cancelled = made({ singles: [single({ status: revoked(new Date('2027-05-01T00:00:00Z'), 1) })] });
      const responses = [...Array.from({ length: 60 }, () => new Uint8Array(made())), cancelled];
      expect(await answerFromOcsp(question({ now, budget: { certificateChecks: 100 } }), responses)).toMatchObject({ state: 'revoked' });
    });

    test('a number that is no reason is no reason', async () => {
      const response = made({ singles: [single({ status: revoked(new Date('2027-05-01T00:00:00Z'), 7) })] });
      const given = await judgeMade(response);
      expect(given.state).toBe('revoked');
      expect(given).not.toHaveProperty('reason');
    });

    test.each<[string, () => Uint8Array]>([
      ['a critical extension that nobody knows, of all', () => made({ extensions: [madeExtension('1.2.3.4', Uint8Array.of(5, 0), true)] })],
      ['one of the single answer', () => made({ singles: [single({ extensions: [madeExtension('1.2.3.4', Uint8Array.of(5, 0), true)] })] })],
      ['a later version', () => made({ version: laterVersion })],
      ['nextUpdate before thisUpdate', () => made({ singles: [single({ nextUpdate: new Date(now.getTime() - 2 * hour) })] })],
      ['producedAt in the future', () => made({ producedAt: new Date(now.getTime() + hour) })],
      ['thisUpdate in the future', () => made({ singles: [single({ thisUpdate: new Date(now.getTime() + hour) })] })],
      ['a hundred answers too many', () => made({ singles: Array.from({ length: 101 }, () => single()) })],
      ['an extension twice', () => made({ extensions: [1, 2].map(() => madeExtension('1.2.3.4', Uint8Array.of(5, 0))) })],
      ['octets behind it', () => concat(made(), Uint8Array.of(0))],
      ['garbage inside', () => ocspResponse(Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x01))],
      ['garbage instead of it', () => new TextEncoder().encode('<html>404</html>')],
      ['nothing', () => new Uint8Array()],
      ['a megabyte of it', () => ocspResponse(new Uint8Array(1024 * 1024))],
      ['depth', () => ocspResponse(nested(50_000))],
    ])('one with %s is not used', async (_, response) => {
      expect(await judgeMade(response())).toEqual(unusable);
    });

    test('extensions that are not critical are passed over, a nonce and archiveCutoff in any case', async () => {
      const extensions = [madeExtension('1.2.3.4', Uint8Array.of(5, 0)), madeExtension('1.3.6.1.5.5.7.48.1.2', Uint8Array.of(4, 1, 7), true)];
      expect(await judgeMade(made({ extensions }))).toMatchObject({ state: 'good' });
    });

    test('a responder that could not answer said nothing', async () => {
      for (const status of [1, 2, 3, 5, 6]) expect(await judgeMade(ocspResponse(new Uint8Array(), status))).toEqual(nothing);
    });

    test('after the end of a certificate good needs the issuer\'s word that it still knows', async () => {
      const after = new Date(subject.notAfter.getTime() + 10 * day);
      const times = { thisUpdate: new Date(after.getTime() - hour), nextUpdate: new Date(after.getTime() + day) };
      const at = (extensions?: readonly Uint8Array[]) =>
        judgeMade(made({ producedAt: times.thisUpdate, singles: [single({ ...times, status: good, ...(extensions === undefined ? {} : { extensions }) })] }), after);
      expect(await at()).toEqual({ state: 'not-known', why: 'after-expiry' });
      expect(await at([madeExtension(cutoff, generalizedTime(new Date(subject.notAfter.getTime() + day)))])).toEqual({ state: 'not-known', why: 'after-expiry' });
      expect(await at([madeExtension(cutoff, generalizedTime(new Date(subject.notAfter.getTime() - day)))])).toMatchObject({ state: 'good' });
      expect(await at([madeExtension(cutoff, Uint8Array.of(5, 0))])).toEqual({ state: 'not-known', why: 'after-expiry' });
    });

    test('many answers, each with all that may be in one, among many who look like responders, take bounded time', async () => {
      const delegate = openssl.delegate();
      const [issuer, lookalike] = [authority.certificate, await certificateOf(delegate)];
      const key = createPrivateKey(readFileSync(join(authority.folder, 'ca.key'), 'utf8'));
      const singles = Array.from({ length: 100 }, () => single());
      const response = makeOcspResponse({ key, signer: lookalike.der, singles, producedAt: now, certificates: Array.from({ length: 10 }, () => lookalike.der) });
      const started = process.cpuUsage();
      for (let signer = 0; signer < 5; signer++) {
        const certificates = Array.from({ length: 200 }, () => ({ ...lookalike }));
        const responses = Array.from({ length: 50 }, () => new Uint8Array(response));
        const asked = question({ issuer: read(issuer), now, certificates, budget: { certificateChecks: 40 } });
        expect((await answerFromOcsp(asked, responses)).state).toBe('not-known');
      }
      const { user, system } = process.cpuUsage(started);
      expect((user + system) / 1e6).toBeLessThan(20);
    }, 60_000);

    test('nobody answers about himself', async () => {
      const own = openssl.delegate();
      const certificate = await certificateOf(own);
      const response = openssl.answer(certificate, { responder: own, status: { is: 'V' }, days: 7 });
      expect(await answerFromOcsp(question({ subject: read(certificate) }), [response])).toEqual(unusable);
    });
  });
});

function nested(depth: number): Uint8Array {
  const octets = new Uint8Array(depth * 2);
  for (let at = 0; at < depth; at++) octets.set([0x30, 0x80], at * 2);
  return octets;
}
