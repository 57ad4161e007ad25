import type { Certificate, OpenedMessage, RevocationReason, SignatureProblem, SignatureReport } from '../../src/smime/index';
import { showDate } from '../../src/taskpane/texts/amounts';
import { fillLoosely, takeApart } from '../../src/taskpane/texts/words';
import { tiers, verdicts } from '../../src/taskpane/texts/verdict';
import type { VerdictCode } from '../../src/taskpane/texts/verdict';
import { judge } from '../../src/taskpane/verdict/verdict';
import type { Verdict } from '../../src/taskpane/verdict/verdict';

const certificate: Certificate = {
  der: new Uint8Array(),
  subject: 'CN=Anna Berg, O=Contoso',
  issuer: 'CN=Contoso Mail CA, O=Contoso',
  serialNumber: '4f21',
  notBefore: new Date('2025-03-03T12:00:00Z'),
  notAfter: new Date('2027-03-03T12:00:00Z'),
  emailAddresses: ['anna@contoso.com'],
  extendedKeyUsage: ['serverAuth'],
  isAuthority: false,
  publicKey: { algorithm: 'rsa', bits: 2048 },
  fingerprint: 'ab'.repeat(32),
};
const signer = { certificate, digestAlgorithm: 'sha-256', signatureAlgorithm: 'rsassa-pkcs1-v1_5', covers: 'whole' } as const;
const signingTime = new Date('2026-11-12T12:00:00Z');
const headers = { subject: '', from: [], to: [], cc: [] };
const context = {
  from: { address: 'anna@contoso.com', name: 'Anna \u202Egnp' },
  now: new Date('2026-11-23T12:00:00Z'),
  hasDigitalIds: true,
};
const decrypted = { state: 'decrypted', algorithm: 'aes-256-cbc', authenticated: false, weak: false, recipients: [], openedWith: certificate } as const;

function opened(parts: Partial<OpenedMessage>): OpenedMessage {
  return {
    layers: ['signed-data'],
    encryption: { state: 'not-encrypted' },
    signature: { state: 'not-signed' },
    headers,
    outerHeaders: headers,
    headerProtection: { state: 'none' },
    body: {},
    attachments: [],
    certificates: [],
    ...parts,
  };
}

const valid: SignatureReport = { state: 'valid', signer, path: [certificate], signingTime, remarks: [] };
const notTrusted = (...problems: readonly [SignatureProblem, ...SignatureProblem[]]): SignatureReport =>
  ({ state: 'not-trusted', signer, signingTime, problems }) as SignatureReport;
const verdictOn = (parts: Partial<OpenedMessage>) => judge(opened(parts), context);

describe('the verdict on a good signature', () => {
  test('names the address, which is the fact', () => {
    const { tier, headline, sentence, values, icon } = verdictOn({ signature: valid });
    expect(tier).toBe('good');
    expect(icon).toBe('ShieldCheckmarkFilled');
    expect(fillLoosely(headline, values)).toBe('Signed by anna@contoso.com');
    expect(fillLoosely(sentence, values)).toMatch(/^It hasn't changed since it was signed on .*2026.*\.$/);
  });

  test('of several addresses it names the one of the sender shown, however that is written', () => {
    const several = { ...certificate, emailAddresses: ['head@bank.example', 'eve@xn--mnchen-3ya.example'] };
    const signature: SignatureReport = { ...valid, signer: { ...signer, certificate: several } };
    const { values } = judge(opened({ signature }), { ...context, from: { address: 'Eve@MÜNCHEN.example', name: '' } });
    expect(values.address).toBe('eve@xn--mnchen-3ya.example');
  });

  test('adds the encryption in tier good only', () => {
    expect(verdictOn({ signature: valid, encryption: decrypted }).headline).toBe('Signed by {address} and encrypted');
    const weak = verdictOn({ signature: notTrusted('weak-digest'), encryption: decrypted });
    expect(weak.headline).toBe('Signed in a way that can be forged');
    expect(weak.wasEncrypted).toBe(true);
  });

  test('without a signing time no time is made up', () => {
    const { sentence } = verdictOn({ signature: { state: 'valid', signer, path: [], remarks: [] } });
    expect(sentence).toBe("It hasn't changed since it was signed.");
  });

  test('run out since: a note, not an alarm', () => {
    const { tier, code, also } = verdictOn({ signature: { ...valid, remarks: ['certificate-expired-since'] } });
    expect([tier, code, also]).toEqual(['note', 'certificate-expired-since', []]);
  });
});

describe('a name that shows another address', () => {
  test('is a caution that names the address which is proven, and no other', () => {
    const verdict = verdictOn({ signature: { ...valid, remarks: ['misleading-name'] } });
    expect([verdict.tier, verdict.code, verdict.also]).toEqual(['caution', 'misleading-name', []]);
    expect(verdict.values.certAddress).toBe(signer.certificate.emailAddresses[0]);
  });
});

describe('a cancelled certificate', () => {
  const revokedAt = new Date('2026-05-05T12:00:00Z');
  const cancelled = (problem: 'revoked' | 'revoked-later', of: Certificate, reason?: RevocationReason): SignatureReport => ({
    state: 'not-trusted',
    signer,
    signingTime,
    problems: [problem],
    revocation: {
      of,
      answer: { state: 'revoked', revokedAt, thisUpdate: revokedAt, source: 'crl', ...(reason === undefined ? {} : { reason }) },
      atSigningTime: 'revoked',
    },
  });
  const sentenceOn = (signature: SignatureReport): string => {
    const { sentence, values } = verdictOn({ signature });
    return fillLoosely(sentence, values);
  };

  test('is told with its date, and the reason when there is one', () => {
    expect(sentenceOn(cancelled('revoked', certificate))).toBe(
      `Its issuer cancelled it on ${showDate(revokedAt)}. Someone else may have signed. Check with them another way.`,
    );
    expect(sentenceOn(cancelled('revoked', certificate, 'keyCompromise'))).toMatch(/cancelled it on .*, because its secret part was exposed\. Someone/);
    expect(sentenceOn(cancelled('revoked-later', certificate, 'superseded'))).toMatch(/^It was cancelled on .*, because another certificate took its place\. The earlier/);
    expect(sentenceOn(cancelled('revoked', certificate, 'unspecified'))).not.toContain('because');
  });

  test("of an issuer is not told as the signer's", () => {
    const issuers = { ...certificate, subject: certificate.issuer, fingerprint: 'cd'.repeat(32) };
    const { code, tier } = verdictOn({ signature: cancelled('revoked', issuers, 'cACompromise') });
    expect([code, tier]).toEqual(['issuer-revoked', 'danger']);
    expect(verdictOn({ signature: cancelled('revoked-later', issuers) }).code).toBe('issuer-revoked-later');
    expect(sentenceOn(cancelled('revoked', issuers))).toMatch(/^It was cancelled on .*\. What that issuer vouched for no longer counts\./);
  });

  test('has its own headline, whatever else fits', () => {
    expect(verdictOn({ signature: cancelled('revoked', certificate) })).toMatchObject({ code: 'revoked', tier: 'danger', isSignerGood: false });
    expect(verdictOn({ signature: cancelled('revoked-later', certificate) })).toMatchObject({ code: 'revoked-later', tier: 'caution', isSignerGood: false });
  });
});

describe('the worst finding decides', () => {
  test.each<readonly [readonly [SignatureProblem, ...SignatureProblem[]], VerdictCode]>([
    [['signing-time-implausible', 'untrusted-issuer'], 'untrusted-issuer'],
    [['address-mismatch', 'revoked'], 'revoked'],
    [['weak-digest', 'from-ambiguous'], 'from-ambiguous'],
  ])('%j gives %s', (problems, worst) => {
    const verdict = verdictOn({ signature: notTrusted(...problems) });
    expect(verdict.code).toBe(worst);
    expect(verdict.also).toHaveLength(1);
  });

  test('whatever stands beside it, no problem is ever in tier good', () => {
    const good = Object.entries(verdicts).filter(([, { tier }]) => tier === 'good');
    expect(good.map(([code]) => code)).toEqual(['valid']);
  });

  test('a name or an address of the signer stands in no headline but that of tier good', () => {
    const named = Object.values(verdicts).filter(({ headline }) => takeApart(headline).some((piece) => 'name' in piece));
    expect(named.map(({ tier }) => tier)).toEqual(['good']);
  });
});

describe('each problem', () => {
  const trust: readonly SignatureProblem[] = [
    'untrusted-issuer',
    'path-invalid',
    'certificate-expired',
    'certificate-not-yet-valid',
    'key-usage',
    'weak-key',
    'weak-issuer-signature',
    'name-not-permitted',
    'issuer-distrusted',
    'revoked',
    'revoked-later',
    'weak-digest',
    'address-mismatch',
    'address-missing',
    'from-ambiguous',
    'covers-part-only',
    'signing-time-implausible',
    'marked-not-theirs',
  ];
  const integrity = ['digest-mismatch', 'signature-mismatch', 'malformed', 'ambiguous-structure', 'from-ambiguous'] as const;
  const obstacles = ['signer-certificate-missing', 'algorithm-unsupported', 'not-exact-bytes'] as const;
  const reports: readonly (readonly [SignatureProblem, SignatureReport])[] = [
    ...trust.map((problem) => [problem, notTrusted(problem)] as const),
    ...integrity.map((problem) => [problem, { state: 'broken', problems: [problem] } as const] as const),
    ...obstacles.map((problem) => [problem, { state: 'cannot-check', problems: [problem] } as const] as const),
  ];

  test.each(reports)('%s has a headline and a sentence without gaps', (problem, signature) => {
    const { tier, headline, sentence, values } = verdictOn({ signature });
    expect(tiers).toContain(tier);
    expect(tier).not.toBe('good');
    const names = takeApart(`${headline} ${sentence}`).flatMap((piece) => ('name' in piece ? [piece.name] : []));
    for (const name of names) expect([problem, values]).toEqual([problem, expect.objectContaining({ [name]: expect.any(String) })]);
  });

  test.each(integrity)('%s in a broken signature is danger', (problem) => {
    expect(verdictOn({ signature: { state: 'broken', problems: [problem] } }).tier).toBe('danger');
  });

  test.each(obstacles)('%s is unknown, neither good nor forged', (problem) => {
    expect(verdictOn({ signature: { state: 'cannot-check', problems: [problem] } }).tier).toBe('unknown');
  });

  test('expired and untrusted are never red', () => {
    for (const problem of ['certificate-expired', 'untrusted-issuer', 'certificate-not-yet-valid'] as const) {
      expect(verdictOn({ signature: notTrusted(problem) }).tier).toBe('caution');
    }
  });

  test('who vouches only for itself is told so', () => {
    const self = { ...signer, certificate: { ...certificate, issuer: certificate.subject } };
    expect(verdictOn({ signature: { state: 'not-trusted', signer: self, problems: ['untrusted-issuer'] } }).code).toBe('self-signed');
  });

  test('an issuer that had run out is not taken for the signer', () => {
    expect(verdictOn({ signature: notTrusted('certificate-expired') }).code).toBe('issuer-expired');
    const old = { ...signer, certificate: { ...certificate, notAfter: new Date('2026-01-01') } };
    expect(verdictOn({ signature: { state: 'not-trusted', signer: old, signingTime, problems: ['certificate-expired'] } }).code).toBe(
      'certificate-expired',
    );
  });
});

describe('encryption', () => {
  const locked = { state: 'locked', digitalId: certificate, recipients: [] } as const;

  test('never raises a tier', () => {
    expect(verdictOn({ layers: ['enveloped-data'], encryption: decrypted }).code).toBe('encrypted-not-signed');
    expect(verdictOn({ layers: ['enveloped-data'], encryption: decrypted }).tier).toBe('note');
  });

  test('locked says to whom it was encrypted', () => {
    const { tier, sentence, values } = verdictOn({ encryption: locked });
    expect(tier).toBe('locked');
    expect(fillLoosely(sentence, values)).toBe('It was encrypted to your digital ID for anna@contoso.com.');
  });

  test('a good signature around what is closed says nothing about its author', () => {
    const verdict = verdictOn({ encryption: locked, signature: valid });
    expect([verdict.tier, verdict.also]).toEqual(['locked', []]);
  });

  test('a broken one around it is told all the same', () => {
    const broken: SignatureReport = { state: 'broken', problems: ['digest-mismatch'] };
    expect(verdictOn({ encryption: locked, signature: broken }).tier).toBe('danger');
  });

  test('a signature only outside does not count', () => {
    expect(verdictOn({ layers: ['signed-data', 'enveloped-data'], encryption: decrypted }).code).toBe('signed-outside-only');
  });

  test.each([
    ['no-matching-digital-id', 'no-matching-digital-id'],
    ['decryption-failed', 'decryption-failed'],
    ['malformed', 'encryption-malformed'],
    ['algorithm-unsupported', 'encryption-algorithm-unsupported'],
  ] as const)('%s is unknown', (problem, code) => {
    const verdict = verdictOn({ encryption: { state: 'failed', problem, recipients: [] } });
    expect([verdict.code, verdict.tier]).toEqual([code, 'unknown']);
    expect(takeApart(verdict.sentence).filter((piece) => 'name' in piece)).toEqual([]);
  });

  test('damage and a wrong key read the same', () => {
    expect(verdicts['decryption-failed']).toEqual(verdicts['encryption-malformed']);
  });

  test('without any digital ID the way out is to import one', () => {
    const failed = opened({ encryption: { state: 'failed', problem: 'no-matching-digital-id', recipients: [] } });
    expect(judge(failed, { ...context, hasDigitalIds: false }).code).toBe('no-digital-id');
  });

  describe.each(['des-ede3-cbc', 'rc2-cbc'])('in an old way (%s)', (algorithm) => {
    const weakly = { ...decrypted, algorithm, weak: true };
    const told = ({ headline, sentence, values }: Pick<Verdict, 'headline' | 'sentence' | 'values'>) =>
      fillLoosely(`${headline}. ${sentence}`, values);

    test('is a note that no good signature hides, and that hides no good signature', () => {
      const verdict = verdictOn({ signature: valid, encryption: weakly });
      expect([verdict.code, verdict.tier, verdict.wasEncrypted, verdict.isSignerGood]).toEqual(['weak-cipher', 'note', false, true]);
      expect(told(verdict)).toMatch(/^Encrypted in an old, weak way\. The method \((TripleDES|RC2)\) no longer protects well\.$/);
      expect(verdict.also.map(told)).toEqual([expect.stringMatching(/^Signed by anna@contoso\.com\. It hasn't changed/)]);
    });

    test('and not signed: nobody is told that others could not read it', () => {
      const verdict = verdictOn({ layers: ['enveloped-data'], encryption: weakly });
      expect([verdict.code, verdict.tier, verdict.also]).toEqual(['weak-cipher-not-signed', 'note', []]);
      expect(told(verdict)).not.toMatch(/couldn't read/);
    });

    test.each(['weak-digest', 'address-mismatch', 'untrusted-issuer'] as const)('takes nothing from %s', (problem) => {
      const verdict = verdictOn({ signature: notTrusted(problem), encryption: weakly });
      expect([verdict.code, verdict.wasEncrypted, verdict.isSignerGood]).toEqual([problem, false, false]);
      expect(verdict.also.map(({ code }) => code)).toEqual(['weak-cipher']);
    });
  });
});

test('a subject that was changed is told beside the good signature, with both', () => {
  const fields = [{ name: 'Subject', value: 'Offer 2027', state: 'signed-only' }] as const;
  const headerProtection = { state: 'protected', form: 'rfc9788', fields, subjectHidden: false, differsOutside: ['subject'] } as const;
  const outerHeaders = { ...headers, subject: 'Pay today' };
  const verdict = verdictOn({ signature: valid, headerProtection, outerHeaders });
  expect([verdict.code, verdict.tier, verdict.isSignerGood, verdict.also.map(({ code }) => code)]).toEqual(['subject-changed', 'caution', true, ['valid']]);
  expect(fillLoosely(verdict.sentence, verdict.values)).toBe('Protected subject: "Offer 2027". Shown outside: "Pay today".');
  const without = verdictOn({ signature: valid, headerProtection: { ...headerProtection, fields: [] }, outerHeaders });
  expect(fillLoosely(without.sentence, without.values)).toBe('It was protected without a subject. Shown outside: "Pay today".');
  const others = verdictOn({ signature: valid, headerProtection: { ...headerProtection, differsOutside: ['to', 'date'] }, outerHeaders });
  expect(fillLoosely(others.sentence, others.values)).toMatch(/: the recipients and the date\. /);
});

test('neither signed nor encrypted is no alarm', () => {
  expect(verdictOn({ layers: [] })).toMatchObject({ code: 'not-signed', tier: 'none' });
  expect(verdictOn({ layers: ['certs-only'], certificates: [certificate] }).code).toBe('certificates-only');
});

test('what the message says about its sender is cleaned before it is shown', () => {
  const from = { address: 'anna@contoso.com\u202E', name: '' };
  const { values } = judge(opened({ signature: notTrusted('address-mismatch') }), { ...context, from });
  expect(values.from).toBe('anna@contoso.com');
});
