import { recognizeFile } from '../../../src/smime';
import { readCertificates } from '../../../src/smime/certificate/read-certificates';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';
import { describeVectors, vector, vectorFiles } from '../../support/vectors';

const encoder = new TextEncoder();

/** As Windows' editor and shell write it. */
function utf16(text: string, order: 'le' | 'be'): Uint8Array<ArrayBuffer> {
  const octets = Buffer.from(`\ufeff${text}`, 'utf16le');
  return new Uint8Array(order === 'le' ? octets : octets.swap16());
}

describeOpenssl('readCertificates', () => {
  const folder = new OpensslFolder();
  afterAll(() => folder.remove());
  const text = (name: string): string => new TextDecoder().decode(folder.read(name));

  beforeAll(() => {
    for (const name of ['Ann', 'Ben']) {
      folder.run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.pem`);
      folder.run('x509', '-in', `${name}.pem`, '-outform', 'DER', '-out', `${name}.cer`);
    }
    const both = ['-certfile', 'Ann.pem', '-certfile', 'Ben.pem'];
    folder.run('crl2pkcs7', '-nocrl', ...both, '-outform', 'DER', '-out', 'both.p7b');
    folder.run('crl2pkcs7', '-nocrl', ...both, '-out', 'both.p7b.pem');
    folder.write('old.p7b.pem', text('both.p7b.pem').replaceAll('PKCS7', 'PKCS #7 SIGNED DATA'));
    folder.write('named.p7b.pem', text('both.p7b.pem').replaceAll('PKCS7', 'CERTIFICATE'));
    // BER: indefinite lengths, as older Windows and streaming programs write.
    folder.write('message', 'Good day.');
    folder.run('cms', '-sign', '-in', 'message', '-signer', 'Ann.pem', '-inkey', 'Ann.key', '-certfile', 'Ben.pem', '-stream', '-nodetach', '-binary', '-outform', 'DER', '-out', 'streamed.p7m');
    folder.write('both.pem', `subject=Ann\n${text('Ann.pem')}\nsubject=Ben\r\n${text('Ben.pem').replaceAll('\n', '\r\n')}`);
    folder.write('mac.pem', text('both.pem').replace(/\r?\n/g, '\r'));
    folder.write('twice.pem', text('Ann.pem') + text('Ben.pem') + text('Ann.pem'));
    folder.write('ben-first.pem', text('Ben.pem') + text('Ann.pem'));
    folder.write('with-key.pem', text('Ann.key') + text('Ann.pem'));
    folder.run('x509', '-in', 'Ann.pem', '-addtrust', 'emailProtection', '-trustout', '-out', 'trusted.pem');
    folder.write('x509.pem', text('Ann.pem').replaceAll('CERTIFICATE', 'X509 CERTIFICATE'));
    folder.run('nseq', '-in', 'both.pem', '-toseq', '-out', 'netscape.pem');
    folder.write('netscape.der', Buffer.from(text('netscape.pem').replace(/-----.*-----/g, ''), 'base64'));
    folder.write('bare.txt', text('Ann.pem').replace(/-----.*-----/g, ''));
    folder.write('mark.txt', `\ufeff${text('bare.txt')}`);
    for (const order of ['le', 'be'] as const) {
      folder.write(`utf16${order}.pem`, utf16(text('both.pem'), order));
      folder.write(`utf16${order}.txt`, utf16(text('bare.txt'), order));
    }
    // Text that begins with the same octet as DER.
    folder.write('chain.txt', `0 s:CN = Ann\n${text('Ann.pem')}`);
  }, 60_000);

  test.each([
    ['Ann.cer', ['Ann']],
    ['Ann.pem', ['Ann']],
    ['both.pem', ['Ann', 'Ben']],
    ['mac.pem', ['Ann', 'Ben']],
    ['both.p7b.pem', ['Ann', 'Ben']],
    ['old.p7b.pem', ['Ann', 'Ben']],
    ['named.p7b.pem', ['Ann', 'Ben']],
    ['both.p7b', ['Ann', 'Ben']],
    ['twice.pem', ['Ann', 'Ben']],
    ['ben-first.pem', ['Ben', 'Ann']],
    ['with-key.pem', ['Ann']],
    ['trusted.pem', ['Ann']],
    ['x509.pem', ['Ann']],
    ['netscape.pem', ['Ann', 'Ben']],
    ['netscape.der', ['Ann', 'Ben']],
    ['bare.txt', ['Ann']],
    ['mark.txt', ['Ann']],
    ['utf16le.pem', ['Ann', 'Ben']],
    ['utf16be.pem', ['Ann', 'Ben']],
    ['utf16le.txt', ['Ann']],
    ['utf16be.txt', ['Ann']],
    ['chain.txt', ['Ann']],
  ])('%s: %s, in the order of the file, and the file is known by its octets', async (file, names) => {
    const certificates = await readCertificates(folder.read(file));
    // A SET has no order of its own: OpenSSL sorts it by the encodings.
    const found = certificates.map(({ commonName }) => commonName);
    expect(file.includes('p7b') ? found.sort() : found).toEqual(names);
    const { kind, bytes } = recognizeFile(folder.read(file));
    expect(kind).toBe('certificates');
    expect(await readCertificates(bytes)).toHaveLength(names.length);
  });

  test('the certificates of a signed message, in BER', async () => {
    const certificates = await readCertificates(folder.read('streamed.p7m'));
    expect(certificates.map(({ commonName }) => commonName).sort()).toEqual(['Ann', 'Ben']);
  });

  describe('a file without a certificate is told by what it is', () => {
    beforeAll(() => {
      folder.run('req', '-new', '-key', 'Ann.key', '-subj', '/CN=Ann', '-out', 'Ann.csr');
      folder.run('req', '-in', 'Ann.csr', '-outform', 'DER', '-out', 'csr.der');
      folder.run('pkcs8', '-topk8', '-in', 'Ann.key', '-outform', 'DER', '-nocrypt', '-out', 'key.der');
      folder.run('pkcs8', '-topk8', '-in', 'Ann.key', '-outform', 'DER', '-passout', 'pass:x', '-out', 'sealed-key.der');
      folder.run('pkcs12', '-export', '-inkey', 'Ann.key', '-in', 'Ann.pem', '-passout', 'pass:x', '-out', 'Ann.pfx');
      folder.write('empty-database', '');
      folder.write('ca.cnf', '[ca]\ndefault_ca=d\n[d]\ndatabase=empty-database\ndefault_md=sha256\ndefault_crl_days=9\n');
      folder.run('ca', '-config', 'ca.cnf', '-gencrl', '-keyfile', 'Ann.key', '-cert', 'Ann.pem', '-out', 'crl.pem');
      folder.run('crl', '-in', 'crl.pem', '-outform', 'DER', '-out', 'crl.der');
      folder.run('crl2pkcs7', '-in', 'crl.pem', '-outform', 'DER', '-out', 'crl.p7b');
      folder.run('cms', '-encrypt', '-in', 'message', '-outform', 'DER', '-out', 'encrypted.p7m', 'Ann.pem');
      folder.run('cms', '-sign', '-in', 'message', '-signer', 'Ann.pem', '-inkey', 'Ann.key', '-nocerts', '-outform', 'DER', '-out', 'bare.p7s');
      folder.write('empty', '');
      folder.write('picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a));
    });

    test.each([
      ['Ann.key', 'private-key'],
      ['key.der', 'private-key'],
      ['sealed-key.der', 'private-key'],
      ['Ann.csr', 'request'],
      ['csr.der', 'request'],
      ['crl.pem', 'revocation-list'],
      ['crl.der', 'revocation-list'],
      ['crl.p7b', 'revocation-list'],
      ['Ann.pfx', 'pfx'],
      ['encrypted.p7m', 'message'],
      ['bare.p7s', 'message'],
      ['message', 'text'],
      ['empty', 'unknown'],
      ['picture', 'unknown'],
    ])('%s: %s', async (file, looksLike) => {
      await expect(readCertificates(folder.read(file))).rejects.toMatchObject({ code: 'ERR_NO_CERTIFICATE', details: { looksLike } });
    });
  });

  test.each([
    ['a cut certificate', () => folder.read('Ann.cer').slice(0, -5)],
    ['octets after a certificate', () => Uint8Array.from([...folder.read('Ann.cer'), 0])],
    ['a block without its end', () => encoder.encode(text('Ann.pem').replace(/-----END.*/, ''))],
    ['damaged base64', () => encoder.encode(text('Ann.pem').replace(/.\n-----END/, '\n-----END'))],
    ['one good certificate and a damaged one', () => encoder.encode(text('Ann.pem') + text('Ben.pem').replace(/\nMII./, '\nMIIA'))],
    ['a cut collection', () => folder.read('both.p7b').slice(0, -5)],
  ])('%s is damaged', async (_, make) => {
    await expect(readCertificates(make())).rejects.toMatchObject({ code: 'ERR_CERTIFICATE_MALFORMED' });
  });

  test('500 different certificates at most, in 4 MB', async () => {
    const [pem] = text('Ann.pem').split('\n\n');
    const der = folder.read('Ann.cer');
    // Different and readable: nobody has looked at the signature yet.
    const numbered = (count: number) =>
      Array.from({ length: count }, (_, at) => {
        const changed = der.slice();
        changed.set([at >> 8, at & 255], changed.length - 2);
        return `-----BEGIN CERTIFICATE-----\n${Buffer.from(changed).toString('base64')}\n-----END CERTIFICATE-----\n`;
      }).join('');
    expect(await readCertificates(encoder.encode(numbered(500)))).toHaveLength(500);
    await expect(readCertificates(encoder.encode(numbered(501)))).rejects.toMatchObject({ code: 'ERR_CERTIFICATES_TOO_MANY', details: { limit: 500 } });
    expect(await readCertificates(encoder.encode((pem ?? '').repeat(3000)))).toHaveLength(1);
    await expect(readCertificates(new Uint8Array(4 * 1024 * 1024 + 1))).rejects.toMatchObject({ code: 'ERR_CERTIFICATES_TOO_LARGE' });
  });

  test('words about PEM inside a name do not turn a certificate into text', async () => {
    folder.run('req', '-x509', '-key', 'Ann.key', '-subj', '/CN=-----BEGIN CERTIFICATE-----', '-outform', 'DER', '-out', 'odd.cer');
    expect(await readCertificates(folder.read('odd.cer'))).toHaveLength(1);
  });
});

/** As `openssl pkcs7 -print_certs` counts them. */
const collections: Readonly<Record<string, number>> = {
  'interop/nss/certs-only.p7c': 2,
  'openssl-cms/pyca-pkcs7/amazon-roots.p7b': 2,
};

describeVectors('collections of certificates of other programs', () => {
  test('there are no more', () => {
    const found = ['interop', 'openssl-cms', 'rfc9216', 'thunderbird-smime', 'gnupg-cms', 'mimekit-smime', 'x509-odd', 'pkits']
      .flatMap((collection) => vectorFiles(collection).map((file) => `${collection}/${file}`))
      .filter((file) => /\.p7[bc]$/.test(file));
    expect(found.sort()).toEqual(Object.keys(collections).sort());
  });

  test.each(Object.entries(collections))('%s: %i', async (file, count) => {
    expect(await readCertificates(vector(file))).toHaveLength(count);
  });
});
