import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSmimeError } from '../../../src/smime/errors';
import { parseCertificate } from '../../../src/smime/certificate/parse';
import { readCertificates } from '../../../src/smime/certificate/read-certificates';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';
import { describeVectors, vector, vectors } from '../../support/vectors';

describeVectors('parseCertificate, RFC 9216', () => {
  test('reads every field', async () => {
    const [alice] = await readCertificates(vector('rfc9216/alice.sign.crt'));
    expect({ ...alice, der: alice?.der.length }).toEqual({
      der: 979,
      subject: 'CN=Alice Lovelace, OU=LAMPS WG, O=IETF',
      issuer: 'CN=Sample LAMPS RSA Certification Authority, OU=LAMPS WG, O=IETF',
      commonName: 'Alice Lovelace',
      organization: 'IETF',
      serialNumber: '37410579ed757f42a9a25c3af4f86ace9aa9d7',
      notBefore: new Date('2019-11-20T06:54:18Z'),
      notAfter: new Date('2052-09-27T06:54:18Z'),
      emailAddresses: ['alice@smime.example'],
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      extendedKeyUsage: ['emailProtection'],
      isAuthority: false,
      subjectKeyIdentifier: 'bbf6ccb22d1d06121c97ae296a9010d320666673',
      publicKey: { algorithm: 'rsa', bits: 2048 },
      fingerprint: '61237c070284dcef14ebb5a05b0e8950d427ee46041cdb4891468330c13475a6',
    });
  });

  test.each([
    ['rfc9216/bob.sign.crt', { algorithm: 'rsa', bits: 2048 }],
    ['rfc9216/carlos.sign.crt', { algorithm: 'ed25519', bits: 256 }],
    ['rfc9216/carlos.encrypt.crt', { algorithm: 'x25519', bits: 256 }],
    ['interop/ids/erin.crt', { algorithm: 'ec', bits: 256, curve: 'P-256' }],
    ['interop/ids/frank.crt', { algorithm: 'ec', bits: 384, curve: 'P-384' }],
    ['interop/ids/grace.crt', { algorithm: 'ec', bits: 521, curve: 'P-521' }],
    ['interop/ids/heidi.crt', { algorithm: 'rsa-pss', bits: 2048 }],
    ['interop/ids/ivan.crt', { algorithm: 'rsa', bits: 4096 }],
    ['interop/ids/weak.crt', { algorithm: 'rsa', bits: 1024 }],
  ])('%s has its key', async (file, publicKey) => {
    const [certificate] = await readCertificates(vector(file));
    expect(certificate?.publicKey).toEqual(publicKey);
  });
});

describeVectors('readCertificates, odd ones', () => {
  const folder = join(vectors ?? '', 'x509-odd');
  const files = vectors === undefined ? [] : readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const certificates = files.filter((file) => /\.(pem|der|crt|cer)$/.test(file));

  test('there are some', () => {
    expect(certificates.length).toBeGreaterThan(50);
  });

  test.each(certificates)('%s is read or refused', async (file) => {
    try {
      await readCertificates(new Uint8Array(readFileSync(join(folder, file))));
    } catch (error) {
      expect(isSmimeError(error) && error.code).toMatch(/^ERR_(?:CERTIFICATE_MALFORMED|NO_CERTIFICATE)$/);
    }
  });
});

describeOpenssl('parseCertificate', () => {
  const folder = new OpensslFolder();
  afterAll(() => folder.remove());
  beforeAll(() => {
    folder.run(...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'k', '-subj', '/CN=Ann'], ...['-outform', 'DER', '-out', 'Ann.cer']);
  });

  test('a certificate with any octet changed is read or refused, nothing else', async () => {
    const der = folder.read('Ann.cer');
    for (let offset = 0; offset < der.length; offset += 3) {
      const changed = der.map((octet, index) => (index === offset ? octet ^ 0xff : octet));
      await parseCertificate(changed).catch((error: unknown) => {
        expect(isSmimeError(error) && error.code).toBe('ERR_CERTIFICATE_MALFORMED');
      });
    }
  });

  test('keeps its own copy of the octets', async () => {
    const der = folder.read('Ann.cer');
    const certificate = await parseCertificate(der);
    der.fill(0);
    expect(certificate.der[0]).toBe(0x30);
  });
});

describeOpenssl('email addresses of a certificate', () => {
  const folder = new OpensslFolder();
  afterAll(() => folder.remove());

  test.each([
    ['subjectAltName first', '/CN=x/emailAddress=old@example.com', 'email:new@example.com', ['new@example.com']],
    ['several, once each', '/CN=x', 'email:a@example.com,email:b@example.com,email:a@example.com', ['a@example.com', 'b@example.com']],
    ['the subject when there is no name at all', '/CN=x/emailAddress=old@example.com', undefined, ['old@example.com']],
    ['the subject beside names of other kinds', '/CN=x/emailAddress=old@example.com', 'DNS:example.com', ['old@example.com']],
    ['not the subject when a name was there, however bad', '/CN=x/emailAddress=ceo@example.com', 'email:nobody', []],
    ['nobody', '/CN=anna@example.com', undefined, []],
  ])('%s', async (_, subject, names, expected) => {
    const extension = names === undefined ? [] : ['-addext', `subjectAltName=${names}`];
    folder.run(...['req', '-x509', '-utf8', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'k', '-out', 'c.pem'], ...['-subj', subject], ...extension);
    const [certificate] = await readCertificates(folder.read('c.pem'));
    expect(certificate?.emailAddresses).toEqual(expected);
  });

  test('international ones are UTF-8 (SmtpUTF8Mailbox)', async () => {
    const names = 'otherName=1.3.6.1.5.5.7.8.9;FORMAT:UTF8,UTF8:jörg@bücher.example';
    folder.write('c.cnf', `[req]\ndistinguished_name=dn\nx509_extensions=v3\n[dn]\n[v3]\nsubjectAltName=@names\n[names]\n${names}\n`);
    folder.run(...['req', '-x509', '-config', 'c.cnf', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'k', '-subj', '/CN=x', '-out', 'c.pem']);
    const [certificate] = await readCertificates(folder.read('c.pem'));
    expect(certificate?.emailAddresses).toEqual(['jörg@bücher.example']);
  });
});
