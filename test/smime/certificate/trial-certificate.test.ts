import { openMessage, protectMessage, unlockDigitalId, validatePath } from '../../../src/smime';
import type { Certificate } from '../../../src/smime';
import { writePem } from '../../../src/smime/certificate/pem';
import { isTrial, makeTrialCertificate } from '../../../src/smime/certificate/trial-certificate';
import { readCertificateStructure } from '../../../src/smime/certificate/structure';
import { generateKey } from '../../../src/smime/private-key/generate';
import type { NewKey, NewKeyType } from '../../../src/smime/private-key/generate';
import { hardDraft } from '../../support/drafts';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';

const at = new Date('2026-11-25T12:00:00Z');
const validity = { notBefore: new Date('2026-11-25T10:00:00.5Z'), notAfter: new Date('2027-02-25T10:00:00Z') };
const address = 'anna@contoso.com';

async function trial(type: NewKeyType): Promise<{ readonly key: NewKey; readonly certificate: Certificate }> {
  const key = await generateKey(type);
  return { key, certificate: await makeTrialCertificate({ key, addresses: [address], commonName: 'Anna Berg', ...validity }) };
}

describe.each<NewKeyType>(['rsa-2048', 'rsa-3072', 'p-256'])('a trial certificate with %s', (type) => {
  let key: NewKey;
  let certificate: Certificate;
  beforeAll(async () => {
    ({ key, certificate } = await trial(type));
  }, 60_000);

  test('says what it is, and nothing more', () => {
    const name = 'CN=Anna Berg, O=Signet trial\\, checked by nobody';
    expect(certificate).toMatchObject({
      subject: name,
      issuer: name,
      emailAddresses: [address],
      notBefore: new Date('2026-11-25T10:00:00Z'),
      notAfter: validity.notAfter,
      isAuthority: false,
      extendedKeyUsage: ['emailProtection'],
      keyUsage: ['digitalSignature', type === 'p-256' ? 'keyAgreement' : 'keyEncipherment'],
    });
    expect(isTrial(certificate)).toBe(true);
    const { extensions } = readCertificateStructure(certificate.der);
    expect(extensions.filter(({ critical }) => critical).map(({ oid }) => oid)).toEqual(['2.5.29.19', '2.5.29.15']);
    expect(certificate.subjectKeyIdentifier).toHaveLength(40);
  });

  test('proves something only to who pinned it, and makes nobody else believed', async () => {
    const pinned = await validatePath({ certificate, intermediates: [], trustAnchors: [{ certificate }], at });
    expect(pinned.problems).toEqual([]);
    const unknown = await validatePath({ certificate, intermediates: [certificate], trustAnchors: [], at });
    expect(unknown.problems).toContain('untrusted-issuer');
  });

  test('signs and decrypts', async () => {
    const own = await unlockDigitalId(key.privateKey, { certificate, chain: [] });
    const draft = { ...hardDraft, from: { name: 'Anna', address } };
    const { mime } = await protectMessage(draft, { signWith: own, encryptTo: [certificate], at });
    const opened = await openMessage(mime, { unlocked: [own], locked: [], trustAnchors: [{ certificate }], at, exact: true });
    expect(opened.signature).toMatchObject({ state: 'valid' });
    expect(opened.encryption).toMatchObject({ state: 'decrypted' });
  });

  describeOpenssl('and OpenSSL', () => {
    const folder = new OpensslFolder();
    afterAll(() => folder.remove());

    test('accepts it by the letter of RFC 5280, for signing mail and for encrypting, when it is its own anchor', () => {
      folder.write('t.pem', writePem('CERTIFICATE', certificate.der));
      const verify = (...options: readonly string[]) => folder.run('verify', '-x509_strict', '-check_ss_sig', '-attime', String(at.getTime() / 1000), ...options, 't.pem');
      expect(verify('-purpose', 'smimesign', '-CAfile', 't.pem')).toContain('t.pem: OK');
      // OpenSSL asks for keyEncipherment here also of EC keys, which RFC 8550 section 4.4.2 gives keyAgreement.
      if (type !== 'p-256') expect(verify('-purpose', 'smimeencrypt', '-CAfile', 't.pem')).toContain('t.pem: OK');
      expect(() => verify('-purpose', 'smimesign', '-no-CAfile')).toThrow();
    });
  });
});

test('no two have one serial number; each is positive and of 16 octets', async () => {
  const key = await generateKey('p-256');
  const made = await Promise.all(Array.from({ length: 20 }, () => makeTrialCertificate({ key, addresses: [address], ...validity })));
  const numbers = made.map(({ der }) => Buffer.from(readCertificateStructure(der).serialNumberDer).toString('hex'));
  expect(new Set(numbers).size).toBe(20);
  for (const number of numbers) expect(number).toMatch(/^0210[4-7]/);
});

test('dates from 2050 on are GeneralizedTime', async () => {
  const key = await generateKey('p-256');
  const { der } = await makeTrialCertificate({ key, addresses: [address], notBefore: new Date('2049-12-31T23:59:59Z'), notAfter: new Date('2050-01-01T00:00:00Z') });
  const text = Buffer.from(der).toString('latin1');
  expect(text).toContain('\x17\r491231235959Z\x18\x0f20500101000000Z');
});

test('somebody else who takes the name is no trial', async () => {
  const { certificate } = await trial('p-256');
  expect(isTrial({ ...certificate, issuer: 'CN=Some Authority' })).toBe(false);
  expect(isTrial({ ...certificate, organization: 'Contoso' })).toBe(false);
});
