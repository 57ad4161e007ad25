import { integer, objectIdentifier, octetString, sequence } from '../../../src/smime/asn1/write';
import { parseCertificate } from '../../../src/smime/certificate/parse';
import type { Certificate } from '../../../src/smime/certificate/certificate';
import { bagType } from '../../../src/smime/pkcs12/object-identifiers';
import { readPfx } from '../../../src/smime/pkcs12/read';
import { bag, certificateBag, keyKinds, pfxOf, safeOf } from '../../support/made-pfx';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';

const password = 'Schlüssel 🔑';

/** EncryptedPrivateKeyInfo by `openssl pkcs8`, which has more choices than `openssl pkcs12`, in a file of its own. */
describeOpenssl('PBES2 as OpenSSL writes it for a key', () => {
  const folder = new OpensslFolder();
  let certificate: Certificate;
  afterAll(() => folder.remove());

  beforeAll(async () => {
    folder.run('genpkey', ...keyKinds.p256, '-out', 'key');
    folder.run('req', '-new', '-x509', '-key', 'key', '-subj', '/CN=Paul', '-days', '3650', '-outform', 'DER', '-out', 'crt');
    certificate = await parseCertificate(folder.read('crt'));
  });

  const fileOf = (encryptedKey: Uint8Array) => pfxOf(safeOf(bag(bagType.shroudedKey, encryptedKey), certificateBag(certificate.der)));

  const made = (...options: readonly string[]): Uint8Array => {
    folder.run('pkcs8', '-topk8', '-in', 'key', '-passout', `pass:${password}`, '-outform', 'DER', '-out', 'p8', ...options);
    return fileOf(folder.read('p8'));
  };

  test.each([
    ...['hmacWithSHA1', 'hmacWithSHA224', 'hmacWithSHA256', 'hmacWithSHA384', 'hmacWithSHA512'].map((prf) => ['-v2', 'aes-256-cbc', '-v2prf', prf]),
    ['-v2', 'aes-192-cbc', '-v2prf', 'hmacWithSHA512-224'],
    ['-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA512-256', '-iter', '20000'],
    ['-v2', 'des3', '-v2prf', 'hmacWithSHA1', '-iter', '1'],
    ['-v2', 'rc2', '-provider', 'legacy', '-provider', 'default'],
    ['-v1', 'PBE-SHA1-3DES'],
  ])('%s %s %s %s', async (...options: readonly string[]) => {
    const file = made(...options);
    await expect(readPfx(file, password)).resolves.toMatchObject({ entries: [{ privateKey: { algorithm: 'ec' } }] });
    await expect(readPfx(file, password.toUpperCase())).rejects.toMatchObject({ code: 'ERR_PFX_PASSWORD' });
  });

  test.each([
    ['scrypt', ['-scrypt']],
    ['MD5 and DES', ['-v1', 'PBE-MD5-DES', '-provider', 'legacy', '-provider', 'default']],
    ['ARIA', ['-v2', 'aria-256-cbc']],
  ])('%s is told as unsupported', async (name, options) => {
    const named = name === 'ARIA' ? '1.2.410.200046.1.1.12' : name;
    await expect(readPfx(made(...options), password)).rejects.toMatchObject({
      code: 'ERR_PFX_ALGORITHM_UNSUPPORTED',
      details: { name: named },
    });
  });

  test.each([
    ['no rounds', 0, 32, 'iterations is zero'],
    ['a key too short for the cipher', 1, 5, 'keyLength is not that of the cipher'],
    ['a key longer than any', 1, 1_000_000, 'keyLength is not that of the cipher'],
  ])('%s is damage', async (_, iterations, keyLength, reason) => {
    const derivation = sequence(objectIdentifier('1.2.840.113549.1.5.12'), sequence(octetString(new Uint8Array(8)), integer(iterations), integer(keyLength)));
    const cipher = sequence(objectIdentifier('2.16.840.1.101.3.4.1.42'), octetString(new Uint8Array(16)));
    const algorithm = sequence(objectIdentifier('1.2.840.113549.1.5.13'), sequence(derivation, cipher));
    const file = fileOf(sequence(algorithm, octetString(new Uint8Array(64))));
    await expect(readPfx(file, password)).rejects.toMatchObject({ code: 'ERR_PFX_MALFORMED', details: { reason } });
  });
});
