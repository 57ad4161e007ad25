import { Folder } from '../../scripts/interop/folder';
import { missingPrograms } from '../../scripts/interop/programs';
import { generateKey, matchRequest, readCertificates, readRequest, writePem, writeRequest } from '../../src/smime';
import type { NewKeyType } from '../../src/smime';

const name = 'requests for certificates, in other programs';
const missing = missingPrograms(['openssl', 'certutil', 'pk12util', 'keytool']);

if (missing.length === 0) {
  describe(name, () => {
    const folder = new Folder();
    afterAll(() => folder.remove());

    beforeAll(() => {
      folder.write('ca.cnf', '[req]\ndistinguished_name=n\nprompt=no\n[n]\nCN=Authority\n[v3]\nbasicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n');
      folder.run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-config', 'ca.cnf', '-extensions', 'v3', '-keyout', 'ca.key', '-out', 'ca.crt']);
      folder.run('openssl', ['pkcs12', '-export', '-inkey', 'ca.key', '-in', 'ca.crt', '-name', 'ca', '-passout', 'pass:x', '-out', 'ca.p12']);
      folder.run('certutil', ['-N', '-d', 'sql:.', '--empty-password']);
      folder.run('pk12util', ['-d', 'sql:.', '-i', 'ca.p12', '-W', 'x']);
      folder.run('certutil', ['-M', '-d', 'sql:.', '-n', 'ca', '-t', 'C,C,C']);
    });

    test.each<[NewKeyType, RegExp]>([
      ['rsa-2048', /Public Key: 2048-bit RSA key[^]*SHA256withRSA[^]*emailProtection[^]*DigitalSignature\s+Key_Encipherment/],
      ['rsa-3072', /Public Key: 3072-bit RSA key[^]*SHA256withRSA/],
      ['p-256', /Public Key: 256-bit EC \(secp256r1\) key[^]*SHA256withECDSA[^]*DigitalSignature\s+Key_Agreement/],
    ])('%s: Java verifies it, an authority with NSS issues for it, and its certificate finds it again', async (type, shown) => {
      const key = await generateKey(type);
      const addresses = ['anna@contoso.com', 'jörg@bücher.example'];
      folder.write('ours.csr', writePem('NEW CERTIFICATE REQUEST', await writeRequest({ key, addresses, commonName: 'Änna Berg' })));
      const java = folder.run('keytool', ['-printcertreq', '-file', 'ours.csr']);
      expect(java).toMatch(shown);
      expect(java).toContain('RFC822Name: anna@contoso.com');
      folder.run('certutil', ['-C', '-d', 'sql:.', '-c', 'ca', '-a', '-i', 'ours.csr', '-o', 'issued.crt', '-m', String(100 + key.publicKeySpkiDer.length), '--extSAN', 'email:anna@contoso.com']);
      folder.run('certutil', ['-A', '-d', 'sql:.', '-n', type, '-t', ',,', '-a', '-i', 'issued.crt']);
      expect(folder.run('certutil', ['-V', '-d', 'sql:.', '-n', type, '-u', 'S'])).toContain('certificate is valid');
      const received = await readCertificates(folder.read('issued.crt'));
      const waiting = [{ publicKeySpkiDer: key.publicKeySpkiDer, addresses, requestedAt: new Date() }];
      expect(await matchRequest(waiting, received)).toMatchObject({ state: 'fits', certificate: { commonName: 'Änna Berg' } });
    }, 60_000);

    test('requests of NSS and Java are read', async () => {
      folder.write('noise', Uint8Array.from({ length: 64 }, (_, at) => at));
      const noise = ['-z', 'noise', '-f', folder.write('no-password', '')];
      folder.run('certutil', ['-R', '-d', 'sql:.', '-s', 'CN=Anna', '-k', 'rsa', '-g', '2048', '--extSAN', 'email:anna@contoso.com', '-o', 'nss.csr', ...noise]);
      expect(await readRequest(folder.read('nss.csr'))).toMatchObject({ commonName: 'Anna', emailAddresses: ['anna@contoso.com'], signature: 'fits' });
      const store = ['-keystore', 'java.p12', '-storepass', 'secret', '-alias', 'anna'];
      folder.run('keytool', ['-genkeypair', ...store, '-keyalg', 'EC', '-groupname', 'secp384r1', '-dname', 'CN=Anna, O=Contoso']);
      folder.run('keytool', ['-certreq', ...store, '-ext', 'san=email:anna@contoso.com', '-file', 'java.csr']);
      expect(await readRequest(folder.read('java.csr'))).toMatchObject({
        ...{ commonName: 'Anna', organization: 'Contoso', emailAddresses: ['anna@contoso.com'], signature: 'fits' },
        publicKey: { algorithm: 'ec', curve: 'P-384' },
      });
    }, 60_000);
  });
} else if (process.env['CI'] === undefined) {
  test.skip(`${name} (SKIPPED: missing ${missing.join(', ')})`, () => undefined);
} else {
  test(`${name}: the programs are there`, () => {
    throw new Error(`In CI these must be present: ${missing.join(', ')}.`);
  });
}
