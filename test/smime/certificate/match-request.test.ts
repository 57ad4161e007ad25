import { matchRequest } from '../../../src/smime/certificate/match-request';
import { readCertificates } from '../../../src/smime/certificate/read-certificates';
import { readSubjectPublicKey } from '../../../src/smime/certificate/public-key';
import { writePem } from '../../../src/smime/certificate/pem';
import { writeRequest } from '../../../src/smime/certificate/request-write';
import { bitString, objectIdentifier, sequence } from '../../../src/smime/asn1/write';
import type { Certificate } from '../../../src/smime';
import { joinIssued } from '../../../src/smime/pkcs12/issued-entry';
import { writePrivateKeyInfo } from '../../../src/smime/pkcs12/private-key-info';
import { readPfx } from '../../../src/smime/pkcs12/read';
import { generateKey } from '../../../src/smime/private-key/generate';
import type { NewKey } from '../../../src/smime/private-key/generate';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';

describeOpenssl('a certificate that an authority issued for our request', () => {
  const folder = new OpensslFolder();
  let rsa: NewKey;
  let ec: NewKey;
  let received: readonly Certificate[];
  afterAll(() => folder.remove());

  const requestedAt = new Date('2026-11-12T09:00:00Z');
  const waiting = (key: NewKey, addresses: readonly string[] = ['anna@contoso.com']) => ({ publicKeySpkiDer: key.publicKeySpkiDer, addresses, requestedAt });

  beforeAll(async () => {
    [rsa, ec] = [await generateKey('rsa-2048'), await generateKey('p-256')];
    folder.write('ca.ext', 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n');
    folder.run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'root.key', '-subj', '/CN=Root', '-days', '30', '-out', 'root.crt');
    for (const [name, issuer] of [['middle', 'root'], ['lower', 'middle']] as const) {
      folder.run('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
      folder.run('x509', '-req', '-in', `${name}.csr`, '-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`, '-CAcreateserial', '-extfile', 'ca.ext', '-days', '20', '-out', `${name}.crt`);
    }
    for (const [name, key] of [['rsa', rsa], ['ec', ec]] as const) {
      folder.write(`${name}.csr`, writePem('CERTIFICATE REQUEST', await writeRequest({ key, addresses: ['anna@contoso.com'], commonName: 'Anna Berg' })));
      // The authority verifies the request's own signature, and takes over what was asked for.
      folder.run('x509', '-req', '-in', `${name}.csr`, '-CA', 'lower.crt', '-CAkey', 'lower.key', '-CAcreateserial', '-copy_extensions', 'copyall', '-days', '10', '-out', `${name}.crt`);
    }
    folder.run('crl2pkcs7', '-nocrl', ...['root', 'middle', 'rsa', 'lower'].flatMap((name) => ['-certfile', `${name}.crt`]), '-outform', 'DER', '-out', 'answer.p7b');
    received = await readCertificates(folder.read('answer.p7b'));
  }, 60_000);

  const only = async (name: string): Promise<Certificate> => {
    const [certificate] = await readCertificates(folder.read(`${name}.crt`));
    if (certificate === undefined) throw new Error(name);
    return certificate;
  };

  test('carries what was asked for', async () => {
    expect(await only('rsa')).toMatchObject({ emailAddresses: ['anna@contoso.com'], keyUsage: ['digitalSignature', 'keyEncipherment'], extendedKeyUsage: ['emailProtection'] });
    expect(await only('ec')).toMatchObject({ emailAddresses: ['anna@contoso.com'], keyUsage: ['digitalSignature', 'keyAgreement'] });
  });

  test('fits its request, whatever came along and in whatever order; the chain is in order and without the root', async () => {
    for (const order of [received, [...received].reverse()]) {
      const match = await matchRequest([waiting(ec), waiting(rsa)], order);
      expect(match).toMatchObject({ state: 'fits', request: { publicKeySpkiDer: rsa.publicKeySpkiDer }, certificate: { commonName: 'Anna Berg' } });
      expect('chain' in match && match.chain.map(({ commonName }) => commonName)).toEqual(['lower', 'middle']);
    }
  });

  test('fits also when the key stands in a request without the NULL of RSA', async () => {
    const { octets } = readSubjectPublicKey(rsa.publicKeySpkiDer);
    const publicKeySpkiDer = sequence(sequence(objectIdentifier('1.2.840.113549.1.1.1')), bitString(octets));
    expect(await matchRequest([{ ...waiting(rsa), publicKeySpkiDer }], received)).toMatchObject({ state: 'fits' });
  });

  test('an address in another case, or as DNS writes it, is the same', async () => {
    expect(await matchRequest([waiting(rsa, ['Anna@CONTOSO.com'])], received)).toMatchObject({ state: 'fits' });
  });

  test('for another address is told', async () => {
    const match = await matchRequest([waiting(rsa, ['anna@fabrikam.com'])], received);
    expect(match).toMatchObject({ state: 'other-address', request: { addresses: ['anna@fabrikam.com'] }, certificate: { emailAddresses: ['anna@contoso.com'] } });
  });

  test('for a request that was cancelled is told, unless the same key waits again', async () => {
    const cancelledAt = new Date('2026-11-13T09:00:00Z');
    const cancelled = { ...waiting(rsa), cancelledAt };
    expect(await matchRequest([cancelled], received)).toMatchObject({ state: 'cancelled', cancelledAt, certificate: { commonName: 'Anna Berg' } });
    expect(await matchRequest([cancelled, waiting(rsa)], received)).toMatchObject({ state: 'fits' });
  });

  test('of two for one key the newer one counts', async () => {
    folder.run('x509', '-req', '-in', 'rsa.csr', '-CA', 'lower.crt', '-CAkey', 'lower.key', '-CAcreateserial', '-copy_extensions', 'copyall', '-days', '15', '-out', 'newer.crt');
    const newer = await only('newer');
    const later = { ...newer, notBefore: new Date(newer.notBefore.getTime() + 1000) };
    expect(await matchRequest([waiting(rsa)], [...received, later])).toMatchObject({ certificate: { fingerprint: newer.fingerprint } });
    expect(await matchRequest([waiting(rsa)], [later, ...received])).toMatchObject({ certificate: { fingerprint: newer.fingerprint } });
  });

  test('another key, or nothing, fits nothing; the personal certificate is named', async () => {
    expect(await matchRequest([waiting(ec)], received)).toMatchObject({ state: 'no-match', certificate: { commonName: 'Anna Berg' } });
    expect(await matchRequest([], received)).toMatchObject({ state: 'no-match' });
    expect(await matchRequest([waiting(rsa)], [])).toEqual({ state: 'no-match' });
    expect(await matchRequest([{ ...waiting(rsa), publicKeySpkiDer: Uint8Array.of(1) }], received)).toMatchObject({ state: 'no-match' });
  });

  test('with the key that waited, it is what importing a .pfx of both gives', async () => {
    const certificate = await only('rsa');
    folder.write('rsa.p8', writePem('PRIVATE KEY', writePrivateKeyInfo(rsa.privateKey, rsa.publicKeySpkiDer)));
    folder.write('chain.pem', [folder.read('lower.crt'), folder.read('middle.crt')].map((bytes) => new TextDecoder().decode(bytes)).join(''));
    folder.run('pkcs12', '-export', '-inkey', 'rsa.p8', '-in', 'rsa.crt', '-certfile', 'chain.pem', '-passout', 'pass:x', '-out', 'rsa.pfx');
    const { entries } = await readPfx(folder.read('rsa.pfx'), 'x');
    const joined = await joinIssued({ privateKey: rsa.privateKey, certificate, others: received });
    expect([joined]).toEqual(entries);
    const pkcs8 = writePrivateKeyInfo(rsa.privateKey, rsa.publicKeySpkiDer);
    expect(await joinIssued({ privateKey: pkcs8, certificate, others: received })).toEqual(joined);
  });

  test('with another key, or none, it is refused', async () => {
    const certificate = await only('rsa');
    for (const privateKey of [ec.privateKey, (await generateKey('rsa-2048')).privateKey, Uint8Array.of(0x30, 0)]) {
      await expect(joinIssued({ privateKey, certificate, others: [] })).rejects.toMatchObject({ code: 'ERR_PFX_KEY_MISMATCH' });
    }
  });
});
