import { execFileSync } from 'node:child_process';
import { readAsn1 } from '../../../src/smime/asn1/read';
import { encode, integer, nullValue, objectIdentifier, octetString, sequence } from '../../../src/smime/asn1/write';
import { parseCertificate } from '../../../src/smime/certificate/parse';
import { readRsaSigningKey } from '../../../src/smime/certificate/public-key';
import { readCertificates } from '../../../src/smime/certificate/read-certificates';
import { readCertificateStructure } from '../../../src/smime/certificate/structure';
import { joinIssued } from '../../../src/smime/pkcs12/issued-entry';
import { bagType } from '../../../src/smime/pkcs12/object-identifiers';
import { readPfx } from '../../../src/smime/pkcs12/read';
import { readPrivateKeyInfo } from '../../../src/smime/pkcs12/private-key-info';
import { writePfx } from '../../../src/smime/pkcs12/write';
import type { PfxDigitalId } from '../../../src/smime/pkcs12/write';
import { unlockDigitalId } from '../../../src/smime/message/unlock-digital-id';
import { bag, certificateBag, pfxOf, safeOf } from '../../support/made-pfx';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';

describeOpenssl('PKCS#12 with OpenSSL', () => {
  const folder = new OpensslFolder();
  afterAll(() => folder.remove());

  const request = (name: string, issuer: string | undefined, extensions: string): void => {
    folder.run('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
    folder.write(`${name}.ext`, extensions);
    const by = issuer === undefined ? ['-signkey', `${name}.key`] : ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`];
    folder.run(...['x509', '-req', '-in', `${name}.csr`, ...by, '-CAcreateserial', '-days', '3650', '-out', `${name}.crt`, '-extfile', `${name}.ext`]);
  };

  beforeAll(() => {
    const authority = 'basicConstraints=critical,CA:TRUE\n';
    request('root', undefined, authority);
    request('middle', 'root', authority);
    request('issuing', 'middle', authority);
    request('anna', 'issuing', 'subjectAltName=email:anna@example.com\n');
    request('other', 'issuing', 'subjectAltName=email:other@example.com\n');
    // In no order at all.
    const text = (name: string): string => new TextDecoder().decode(folder.read(`${name}.crt`));
    folder.write('others.pem', text('root') + text('middle') + text('other') + text('issuing'));
  });

  const exportFile = (name: string, password: string, ...options: readonly string[]): Uint8Array => {
    folder.run(
      ...['pkcs12', '-export', '-inkey', 'anna.key', '-in', 'anna.crt', '-certfile', 'others.pem'],
      ...['-out', name, '-passout', `pass:${password}`, '-name', 'Anna Berg', ...options],
    );
    return folder.read(name);
  };

  test.each([
    ['defaults', []],
    ['AES-128', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC']],
    ['AES-192', ['-keypbe', 'AES-192-CBC', '-certpbe', 'AES-192-CBC']],
    ['MAC with SHA-1', ['-macalg', 'sha1']],
    ['MAC with SHA-384', ['-macalg', 'sha384']],
    ['MAC with SHA-512', ['-macalg', 'sha512']],
    ['no MAC', ['-nomac']],
    ['many rounds', ['-iter', '100000']],
    ['certificates in the clear', ['-certpbe', 'NONE']],
  ])('reads a file of OpenSSL: %s', async (_, options) => {
    const { entries, withoutPassword } = await readPfx(exportFile('from.p12', 'Grüße', ...options), 'Grüße');
    const [entry] = entries;
    expect(entries.length).toBe(1);
    expect(entry?.certificate.emailAddresses).toEqual(['anna@example.com']);
    expect(entry?.chain.map(({ commonName }) => commonName)).toEqual(['issuing', 'middle']);
    expect(entry?.friendlyName).toBe('Anna Berg');
    expect(withoutPassword).toBe(false);
    await expect(readPfx(folder.read('from.p12'), 'Gruesse')).rejects.toMatchObject({ code: 'ERR_PFX_PASSWORD' });
  });

  test('reads one with an empty password, and says so', async () => {
    const { entries, withoutPassword } = await readPfx(exportFile('empty.p12', ''), '');
    expect([entries.length, withoutPassword]).toEqual([1, true]);
  });

  test.each([
    ['TripleDES', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
    ['TripleDES of two keys', ['-keypbe', 'PBE-SHA1-2DES', '-certpbe', 'PBE-SHA1-2DES']],
    ['RC2 of 40 bits and TripleDES', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-RC2-40', '-macalg', 'sha224']],
    ['RC2 of 128 bits', ['-keypbe', 'PBE-SHA1-RC2-128', '-certpbe', 'PBE-SHA1-RC2-128', '-macalg', 'sha512-256']],
    ['RC4 of 40 and 128 bits', ['-keypbe', 'PBE-SHA1-RC4-128', '-certpbe', 'PBE-SHA1-RC4-40']],
    ['RC4 without a MAC', ['-keypbe', 'PBE-SHA1-RC4-128', '-certpbe', 'PBE-SHA1-RC4-128', '-nomac']],
    ['PBES2 with TripleDES', ['-keypbe', 'des-ede3-cbc', '-certpbe', 'des-ede3-cbc']],
    ['PBES2 with RC2', ['-keypbe', 'rc2-cbc', '-certpbe', 'rc2-40-cbc']],
    ['PBES2 with DES', ['-keypbe', 'des-cbc', '-certpbe', 'des-cbc']],
    ['PBES2 with Camellia', ['-keypbe', 'camellia-128-cbc', '-certpbe', 'camellia-192-cbc']],
  ])('reads an old file of OpenSSL: %s', async (_, options) => {
    const file = exportFile('old.p12', 'Grüße', '-legacy', ...options);
    const { entries, unsupportedParts } = await readPfx(file, 'Grüße');
    expect(entries.map(({ certificate, chain }) => [certificate.commonName, chain.length])).toEqual([['anna', 2]]);
    expect(unsupportedParts).toEqual([]);
    await expect(readPfx(file, 'Gruesse')).rejects.toMatchObject({ code: 'ERR_PFX_PASSWORD' });
  });

  test('names what is older still', async () => {
    const old = exportFile('older.p12', 'x', '-legacy', '-keypbe', 'PBE-MD5-DES', '-certpbe', 'PBE-SHA1-3DES');
    await expect(readPfx(old, 'x')).rejects.toMatchObject({ code: 'ERR_PFX_ALGORITHM_UNSUPPORTED', details: { name: 'MD5 and DES' } });
    const mac = exportFile('md5.p12', 'x', '-macalg', 'md5');
    await expect(readPfx(mac, 'x')).rejects.toMatchObject({ code: 'ERR_PFX_ALGORITHM_UNSUPPORTED', details: { name: 'md5' } });
  });

  test('limits hold', async () => {
    const file = exportFile('limits.p12', 'x', '-iter', '10000');
    await expect(readPfx(file, 'x', { maxSoftwareRounds: 9999 })).rejects.toMatchObject({
      code: 'ERR_PFX_TOO_COSTLY',
      details: { iterations: 10_000, limit: 9999 },
    });
    // Two parts of ten thousand rounds share one purse.
    await expect(readPfx(file, 'x', { maxNativeRounds: 19_999 })).rejects.toMatchObject({ code: 'ERR_PFX_TOO_COSTLY' });
    await expect(readPfx(file, 'x', { maxOctets: 100 })).rejects.toMatchObject({ code: 'ERR_PFX_TOO_LARGE' });
  });

  const password = 'Grüße 🔑';
  const written = async (
    iterations: { iterations?: number } = { iterations: 2048 },
  ): Promise<{ digitalId: PfxDigitalId; file: Uint8Array }> => {
    const { entries } = await readPfx(exportFile('source.p12', 'x'), 'x');
    const [entry] = entries;
    if (entry === undefined) throw new Error('no entry');
    const digitalId = { ...entry, friendlyName: 'Anna 🔑 Berg' };
    return { digitalId, file: await writePfx({ digitalIds: [digitalId], password, form: 'modern', ...iterations }) };
  };

  test('OpenSSL reads what we write, with the key, the certificate and the chain', async () => {
    const { file } = await written();
    folder.write('to.p12', file);
    folder.run('pkcs12', '-in', 'to.p12', '-passin', 'pass:Grüße 🔑', '-nodes', '-out', 'to.pem');
    const pem = new TextDecoder().decode(folder.read('to.pem'));
    expect(pem).toContain('BEGIN PRIVATE KEY');
    expect((await readCertificates(folder.read('to.pem'))).map(({ commonName }) => commonName)).toEqual(['anna', 'issuing', 'middle']);
    expect(folder.run('pkey', '-in', 'to.pem', '-pubout')).toBe(folder.run('pkey', '-in', 'anna.key', '-pubout'));
    const description = execFileSync('sh', ['-c', 'openssl pkcs12 -in "$1" -passin "pass:Grüße 🔑" -info -noout 2>&1', 'sh', folder.path('to.p12')], {
      encoding: 'utf8',
    });
    expect(description).toContain('MAC: sha256, Iteration 2048');
    expect(description).toContain('PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA256');
    expect(() => folder.run('pkcs12', '-in', 'to.p12', '-passin', 'pass:wrong', '-noout')).toThrow();
  });

  test('we read what we write, as often as it goes round', async () => {
    const { digitalId, file } = await written();
    const { entries } = await readPfx(file, password);
    expect(entries).toEqual([digitalId]);
    await expect(readPfx(file, 'Grüße')).rejects.toMatchObject({ code: 'ERR_PFX_PASSWORD' });
  });

  test.each([
    ['P-256', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']],
    ['P-384', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384']],
    ['P-521', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521']],
    ['X25519', ['-algorithm', 'X25519']],
    ['Ed25519', ['-algorithm', 'ED25519']],
    ['RSA-PSS', ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048']],
    ['RSA-PSS-SHA-384', ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048', '-pkeyopt', 'rsa_pss_keygen_md:sha384']],
  ])('an %s key from OpenSSL and back', async (name, options) => {
    const [key, certificate] = [`${name}.key`, `${name}.crt`];
    folder.run('genpkey', ...options, '-out', key);
    folder.run('pkey', '-in', key, '-pubout', '-out', `${name}.pub`);
    const issuing = ['-CA', 'issuing.crt', '-CAkey', 'issuing.key', '-CAcreateserial', '-days', '3650'];
    // The public key is put in the place of Anna's: an X25519 key cannot sign a request.
    folder.run('x509', '-req', '-in', 'anna.csr', '-force_pubkey', `${name}.pub`, ...issuing, '-out', certificate);
    const source = ['-inkey', key, '-in', certificate, '-out', `${name}.p12`, '-passout', 'pass:x'];
    folder.run('pkcs12', '-export', ...source, '-certfile', 'others.pem');
    const [entry, ...more] = (await readPfx(folder.read(`${name}.p12`), 'x')).entries;
    if (entry === undefined) throw new Error('no entry');
    expect(more).toEqual([]);
    folder.write('back.p12', await writePfx({ digitalIds: [entry], password: 'y', form: 'modern', iterations: 2048 }));
    folder.run('pkcs12', '-in', 'back.p12', '-passin', 'pass:y', '-nodes', '-out', 'back.pem');
    // The private exponent of an RSA key has more than one right value.
    if (name.startsWith('RSA')) expect(folder.run('pkey', '-in', 'back.pem', '-check', '-noout')).toContain('Key is valid');
    else expect(folder.run('pkey', '-in', 'back.pem')).toBe(folder.run('pkey', '-in', key));
    expect(folder.run('pkey', '-in', 'back.pem', '-pubout')).toBe(folder.run('pkey', '-in', key, '-pubout'));
  });

  test('a key of a kind that we cannot use is named', () => {
    folder.run('genpkey', '-algorithm', 'ED448', '-out', 'ed.key');
    folder.run('pkcs8', '-topk8', '-nocrypt', '-in', 'ed.key', '-outform', 'DER', '-out', 'ed.p8');
    expect(readPrivateKeyInfo(folder.read('ed.p8'))).toEqual({ unsupported: 'Ed448' });
    folder.run('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:brainpoolP256r1', '-out', 'bp.key');
    folder.run('pkcs8', '-topk8', '-nocrypt', '-in', 'bp.key', '-outform', 'DER', '-out', 'bp.p8');
    expect(readPrivateKeyInfo(folder.read('bp.p8'))).toEqual({ unsupported: 'EC brainpoolP256r1' });
  });

  test('asks as much of who guesses as others do', async () => {
    const { file } = await written({});
    folder.write('costly.p12', file);
    const listing = folder.run('asn1parse', '-inform', 'DER', '-in', 'costly.p12');
    // 600 000 rounds, in the MAC; those of the ciphers lie inside.
    expect(listing).toContain(':0927C0');
    expect((await readPfx(folder.read('costly.p12'), password)).entries.length).toBe(1);
  });

  test('a key beside the certificates of others is a mismatch', async () => {
    const { digitalId } = await written();
    const [other] = await readCertificates(folder.read('other.crt'));
    if (other === undefined) throw new Error('other');
    const digitalIds = [{ ...digitalId, certificate: other, chain: [] }];
    const file = await writePfx({ digitalIds, password, form: 'modern', iterations: 2048 });
    await expect(readPfx(file, password)).rejects.toMatchObject({ code: 'ERR_PFX_KEY_MISMATCH' });
  });

  test('the key that comes out signs for the certificate that comes out', async () => {
    const { entries } = await readPfx(exportFile('use.p12', 'x'), 'x');
    const [entry] = entries;
    if (entry === undefined) throw new Error('no entry');
    const unlocked = await unlockDigitalId(entry.privateKey, entry);
    expect((await unlocked.sign(Uint8Array.of(1), 'sha-256')).length).toBe(256);
  });

  test.each([
    ['a certificate', 'certificate', () => folder.run('x509', '-in', 'anna.crt', '-outform', 'DER', '-out', 'c.der'), 'c.der'],
    ['a PEM certificate', 'certificate', () => '', 'anna.crt'],
    ['a PEM key', 'private-key', () => '', 'anna.key'],
    ['certs-only CMS', 'message', () => folder.run('crl2pkcs7', '-nocrl', '-certfile', 'anna.crt', '-outform', 'DER', '-out', 'c.p7b'), 'c.p7b'],
    ['a message', 'message', () => folder.write('m.eml', 'Received: by x\n y\nFrom: a@b\nTo: c@d\n\nHi'), 'm.eml'],
    ['a text', 'text', () => folder.write('t.txt', 'Good day, this is a letter.'), 't.txt'],
    ['octets', 'unknown', () => folder.write('o.bin', Uint8Array.from({ length: 99 }, (_, i) => (i * 89) & 255)), 'o.bin'],
    ['nothing', 'text', () => folder.write('e.bin', ''), 'e.bin'],
  ])('%s is no PKCS#12: %s', async (_, looksLike, make, file) => {
    make();
    await expect(readPfx(folder.read(file), 'x')).rejects.toMatchObject({ code: 'ERR_PFX_NOT_PFX', details: { looksLike } });
  });

  test('a key whose primes are not those of its modulus is refused', () => {
    folder.run('pkcs8', '-topk8', '-nocrypt', '-in', 'anna.key', '-outform', 'DER', '-out', 'anna.p8');
    const der = folder.read('anna.p8');
    expect('key' in readPrivateKeyInfo(der)).toBe(true);
    const spoiled = der.map((octet, index) => (index === 100 ? octet ^ 4 : octet));
    expect(() => readPrivateKeyInfo(spoiled)).toThrow('not those of the modulus');
  });

  test("one times the modulus is no key for somebody else's certificate", async () => {
    const [other] = await readCertificates(folder.read('other.crt'));
    if (other === undefined) throw new Error('other');
    const { n } = readRsaSigningKey(readCertificateStructure(other.der).spkiDer);
    const one = Uint8Array.of(1);
    const forged = (...primes: readonly Uint8Array[]) => {
      const numbers = [one.subarray(1), n, Uint8Array.of(1, 0, 1), one, ...primes, one, one, one].map((number) => integer(number));
      const algorithm = sequence(objectIdentifier('1.2.840.113549.1.1.1'), nullValue());
      return sequence(integer(0), algorithm, octetString(sequence(...numbers)));
    };
    for (const key of [forged(one, n), forged(n, one)]) {
      await expect(readPfx(pfxOf(safeOf(bag(bagType.key, key), certificateBag(other.der))), '')).rejects.toMatchObject({ code: 'ERR_PFX_MALFORMED' });
      await expect(joinIssued({ privateKey: key, certificate: other, others: [] })).rejects.toMatchObject({ code: 'ERR_PFX_KEY_MISMATCH' });
    }
  });

  test('a key alone is told from one beside other certificates', async () => {
    folder.run('pkcs8', '-topk8', '-nocrypt', '-in', 'anna.key', '-outform', 'DER', '-out', 'alone.p8');
    const file = pfxOf(safeOf(bag(bagType.key, folder.read('alone.p8'))));
    await expect(readPfx(file, '')).rejects.toMatchObject({ code: 'ERR_PFX_KEY_MISMATCH', details: { certificates: 0 } });
  });

  test.each([['a line end', [13, 10]], ['zeros', [0, 0, 0, 0]]])('%s behind it is nothing that was lost', async (_, octets) => {
    const file = new Uint8Array([...exportFile('padded.p12', 'x'), ...octets]);
    expect((await readPfx(file, 'x')).entries).toHaveLength(1);
    await expect(readPfx(new Uint8Array([...file, 1]), 'x')).rejects.toMatchObject({ code: 'ERR_PFX_MALFORMED' });
  });

  test('as base64 or PEM in UTF-16, which Windows writes', async () => {
    const base64 = Buffer.from(exportFile('wide.p12', 'x')).toString('base64');
    for (const text of [base64, `-----BEGIN PKCS12-----\r\n${base64}\r\n-----END PKCS12-----\r\n`]) {
      const { entries } = await readPfx(new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')), 'x');
      expect(entries).toHaveLength(1);
    }
  });

  test('an EC key as gpgsm wrote it, in an OCTET STRING of pieces without any', () => {
    folder.run('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', 'g.key');
    folder.run('pkcs8', '-topk8', '-nocrypt', '-in', 'g.key', '-outform', 'DER', '-out', 'g.p8');
    const der = folder.read('g.p8');
    const [version, algorithm, key] = readAsn1(der).children;
    if (version === undefined || algorithm === undefined || key === undefined) throw new Error('no PKCS#8');
    const asGpgsm = sequence(version.bytes, algorithm.bytes, encode(0x24, key.contents));
    expect(readPrivateKeyInfo(asGpgsm)).toEqual(readPrivateKeyInfo(der));
    expect(readPrivateKeyInfo(sequence(version.bytes, algorithm.bytes, encode(0x24, key.bytes)))).toEqual(readPrivateKeyInfo(der));
  });

  test('parseCertificate keeps the exact octets', async () => {
    folder.run('x509', '-in', 'anna.crt', '-outform', 'DER', '-out', 'anna.der');
    const der = folder.read('anna.der');
    expect((await parseCertificate(der)).der).toEqual(der);
  });
});
