import { accessPoints, summarizeCertificate } from '../../../src/smime';
import type { Certificate } from '../../../src/smime';
import { parseCertificate } from '../../../src/smime/certificate/parse';
import { makeTrialCertificate } from '../../../src/smime/certificate/trial-certificate';
import { generateKey } from '../../../src/smime/private-key/generate';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';

interface Made {
  readonly subject?: string;
  readonly extensions?: string;
  readonly issuer?: string;
}

describeOpenssl('what a certificate tells people', () => {
  const folder = new OpensslFolder();
  afterAll(() => folder.remove());
  let made = 0;

  async function make({ subject = '/CN=Anna Berg/O=Contoso Ltd', extensions = '', issuer = 'root' }: Made): Promise<Certificate> {
    const name = `c${++made}`;
    folder.write(`${name}.ext`, `keyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=emailProtection\nsubjectAltName=email:anna@contoso.com\n${extensions}`);
    folder.run('req', '-new', '-utf8', '-key', 'key', '-subj', subject, '-out', `${name}.csr`);
    folder.run('x509', '-req', '-in', `${name}.csr`, '-CA', `${issuer}.crt`, '-CAkey', 'key', '-CAcreateserial', '-extfile', `${name}.ext`, '-outform', 'DER', '-out', `${name}.cer`);
    return parseCertificate(folder.read(`${name}.cer`));
  }

  async function authority(name: string, extensions: string): Promise<Certificate> {
    folder.write('ca.ext', `basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n${extensions}`);
    folder.run('req', '-new', '-key', 'key', '-subj', `/CN=${name}`, '-out', 'ca.csr');
    folder.run('x509', '-req', '-in', 'ca.csr', '-CA', 'root.crt', '-CAkey', 'key', '-CAcreateserial', '-extfile', 'ca.ext', '-out', `${name}.crt`);
    folder.run('x509', '-in', `${name}.crt`, '-outform', 'DER', '-out', `${name}.cer`);
    return parseCertificate(folder.read(`${name}.cer`));
  }

  beforeAll(() => {
    folder.run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key', '-subj', '/CN=Root', '-out', 'root.crt');
  });

  const policy = (...oids: readonly string[]) => `certificatePolicies=${oids.join(',')}`;
  const anna = { person: 'Anna Berg' };
  const contoso = { organization: 'Contoso Ltd' };

  test.each([
    ['no policy', '', { by: 'unsaid' }],
    ['a policy of its own', policy('1.3.6.1.4.1.99999.1'), { by: 'unsaid' }],
    ['a policy for websites', policy('2.23.140.1.2.2'), { by: 'unsaid' }],
    ['a generation that there is not', policy('2.23.140.1.5.2.4'), { by: 'unsaid' }],
    ['mailbox, legacy', policy('2.23.140.1.5.1.1'), { by: 'mailbox' }],
    ['mailbox, strict', policy('2.23.140.1.5.1.3'), { by: 'mailbox' }],
    ['organisation, multipurpose', policy('2.23.140.1.5.2.2'), { by: 'names', ...contoso }],
    ['sponsor, beside one of its own', policy('1.3.6.1.4.1.99999.1', '2.23.140.1.5.3.2'), { by: 'names', ...anna, ...contoso }],
    ['individual', policy('2.23.140.1.5.4.1'), { by: 'names', ...anna }],
    ['two that contradict each other: what both say', policy('2.23.140.1.5.3.1', '2.23.140.1.5.2.1'), { by: 'names', ...contoso }],
    ['two with nothing in common', policy('2.23.140.1.5.4.1', '2.23.140.1.5.2.1'), { by: 'mailbox' }],
  ])('%s', async (_, extensions, proves) => {
    expect(summarizeCertificate(await make({ extensions }))).toEqual({ ...anna, ...contoso, uses: 'signs-and-encrypts', proves });
  });

  test.each([
    ['an issuer that names no policy', '', { by: 'unsaid' }],
    ['an issuer for mailboxes alone', policy('2.23.140.1.5.1.1'), { by: 'unsaid' }],
    ['an issuer for that policy', policy('2.23.140.1.5.3.1'), { by: 'names', ...anna, ...contoso }],
    ['an issuer for all policies', policy('2.5.29.32.0'), { by: 'names', ...anna, ...contoso }],
    ['an issuer that maps its own policy to that one', `${policy('1.3.6.1.4.1.99999.1')}\npolicyMappings=1.3.6.1.4.1.99999.1:2.23.140.1.5.3.1`, { by: 'unsaid' }],
  ])('below %s', async (_, extensions, proves) => {
    const issuer = await authority(`ca${++made}`, extensions);
    const leaf = await make({ extensions: policy('2.23.140.1.5.3.1'), issuer: issuer.commonName ?? '' });
    const root = await parseCertificate(new Uint8Array(Buffer.from(new TextDecoder().decode(folder.read('root.crt')).replace(/-----.*-----/g, ''), 'base64')));
    expect(summarizeCertificate(leaf, [issuer, root]).proves).toEqual(proves);
    expect(summarizeCertificate(leaf, [issuer]).proves).toEqual(proves);
  });

  test.each([
    ['an address for a name', '/CN=anna@contoso.com', {}],
    ['given name and surname beside an address', '/CN=anna@contoso.com/GN=Anna/SN=Berg/O=Contoso Ltd', { ...anna, ...contoso }],
    ["the organisation's own mailbox", '/CN=Contoso Ltd/O=Contoso Ltd', contoso],
    ['blanks for a name', '/CN=  /O=Contoso Ltd', contoso],
    ['another address for an organisation', '/CN=Anna Berg/O=ceo@contoso.com', anna],
  ])('%s', async (_, subject, names) => {
    const { person, organization } = summarizeCertificate(await make({ subject }));
    expect({ person, organization }).toEqual(names);
  });

  test('a policy vouches for no name that is not there', async () => {
    const mailbox = await make({ subject: '/CN=anna@contoso.com', extensions: policy('2.23.140.1.5.3.1') });
    expect(summarizeCertificate(mailbox).proves).toEqual({ by: 'mailbox' });
  });

  test('uses, whatever the date', async () => {
    expect(summarizeCertificate(await make({ extensions: 'keyUsage=digitalSignature' })).uses).toBe('signs');
    expect(summarizeCertificate(await make({ extensions: 'keyUsage=keyEncipherment' })).uses).toBe('encrypts');
    expect(summarizeCertificate(await make({ extensions: 'extendedKeyUsage=serverAuth' })).uses).toBe('neither');
  });

  test('who signed for himself is vouched for by nobody, whatever policy he names', async () => {
    folder.run('req', '-x509', '-key', 'key', '-subj', '/CN=Anna Berg', '-addext', policy('2.23.140.1.5.3.1'), '-outform', 'DER', '-out', 'self.cer');
    expect(summarizeCertificate(await parseCertificate(folder.read('self.cer'))).proves).toEqual({ by: 'itself' });
    const validity = { notBefore: new Date('2026-11-25'), notAfter: new Date('2027-11-25') };
    const trial = await makeTrialCertificate({ key: await generateKey('p-256'), addresses: ['anna@contoso.com'], ...validity });
    expect(summarizeCertificate(trial)).toMatchObject({ uses: 'signs-and-encrypts', proves: { by: 'trial' } });
  });

  test('policies that cannot be read say nothing', async () => {
    expect(summarizeCertificate(await make({ extensions: 'certificatePolicies=DER:0500' })).proves).toEqual({ by: 'unsaid' });
  });

  test('where an issuer says more is to be found', async () => {
    const places = [
      'crlDistributionPoints=URI:http://crl.example/a.crl,URI:ldap://crl.example/b',
      'authorityInfoAccess=OCSP;URI:http://ocsp.example,caIssuers;URI:http://ca.example/ca.cer,OCSP;email:a@b.example',
    ];
    expect(accessPoints(await make({ extensions: places.join('\n') }))).toEqual({
      crls: ['http://crl.example/a.crl', 'ldap://crl.example/b'],
      ocsp: ['http://ocsp.example'],
      issuers: ['http://ca.example/ca.cer'],
    });
    expect(accessPoints(await make({}))).toEqual({ crls: [], ocsp: [], issuers: [] });
    expect(accessPoints(await make({ extensions: 'authorityInfoAccess=DER:0500' }))).toEqual({ crls: [], ocsp: [], issuers: [] });
  });
});
