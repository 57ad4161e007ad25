import type { Certificate } from '../../../src/smime/certificate/certificate';
import { validatePath } from '../../../src/smime/certificate/path-validation';
import { readCertificates } from '../../../src/smime/certificate/read-certificates';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';
import { describeVectors, vector } from '../../support/vectors';

describeVectors('validatePath, RFC 9216 and interop identities', () => {
  const when = new Date('2027-06-01T00:00:00Z');
  const read = async (file: string): Promise<Certificate> => {
    const [certificate] = await readCertificates(vector(file));
    if (certificate === undefined) throw new Error(file);
    return certificate;
  };

  test.each([
    ['rfc9216/alice.sign.crt', ''],
    ['rfc9216/alice.encrypt.crt', 'key-usage'],
    ['rfc9216/bob.sign.crt', ''],
    ['interop/ids/erin.crt', ''],
    ['interop/ids/ivan.crt', ''],
    ['interop/ids/expired.crt', 'certificate-expired'],
    ['interop/ids/future.crt', 'certificate-not-yet-valid'],
    ['interop/ids/server.crt', 'key-usage'],
    ['interop/ids/weak.crt', 'weak-key'],
    ['interop/ids/selfsigned-alice.crt', 'untrusted-issuer'],
    ['interop/ids/notca-alice.crt', 'path-invalid'],
    ['rfc9216/carlos.sign.crt', ''],
  ])('%s: %s', async (file, expected) => {
    const { problems } = await validatePath({
      certificate: await read(file),
      intermediates: [await read('rfc9216/ca.25519.cross.crt'), await read('interop/ids/mallory.crt')],
      trustAnchors: [{ certificate: await read('rfc9216/ca.rsa.crt') }],
      at: when,
    });
    expect(problems.join(' ')).toBe(expected);
  });

  test('without anchors nobody is trusted', async () => {
    const certificate = await read('rfc9216/alice.sign.crt');
    const { problems } = await validatePath({ certificate, intermediates: [], trustAnchors: [], at: when });
    expect(problems).toEqual(['untrusted-issuer']);
  });

  test('an authority of the right name and another key is named a forgery', async () => {
    const { problems } = await validatePath({
      certificate: await read('interop/ids/rogue-alice.crt'),
      intermediates: [],
      trustAnchors: [{ certificate: await read('interop/ids/rogue-ca.crt') }],
      at: when,
    });
    expect(problems).toEqual([]);
    const believed = await validatePath({
      certificate: await read('interop/ids/rogue-alice.crt'),
      intermediates: [await read('interop/ids/rogue-ca.crt')],
      trustAnchors: [{ certificate: await read('rfc9216/ca.rsa.crt') }],
      at: when,
    });
    expect(believed.problems).toContain('untrusted-issuer');
  });
});

describeOpenssl('validatePath, certificates made for one purpose', () => {
  const folder = new OpensslFolder();
  afterAll(() => folder.remove());

  const make = async (name: string, options: { issuer?: string; extensions: string; digest?: string }) => {
    folder.run('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
    folder.write(`${name}.ext`, options.extensions);
    const signer = options.issuer ?? name;
    const by = options.issuer === undefined ? ['-signkey', `${name}.key`] : ['-CA', `${signer}.crt`, '-CAkey', `${signer}.key`];
    folder.run(
      ...['x509', '-req', '-in', `${name}.csr`, ...by, '-CAcreateserial', '-days', '3650'],
      ...[`-${options.digest ?? 'sha256'}`, '-extfile', `${name}.ext`, '-out', `${name}.crt`],
    );
    const [certificate] = await readCertificates(folder.read(`${name}.crt`));
    if (certificate === undefined) throw new Error(name);
    return certificate;
  };
  const leafExtensions = 'keyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\n';
  const caExtensions = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n';
  const check = (certificate: Certificate, anchors: readonly Certificate[], intermediates: readonly Certificate[] = []) =>
    validatePath({
      certificate,
      intermediates,
      trustAnchors: anchors.map((anchor) => ({ certificate: anchor })),
      at: new Date(certificate.notBefore.getTime() + 60_000),
    });

  test('a pinned personal certificate is trusted, but makes nobody an authority', async () => {
    const pinned = await make('Pinned', { extensions: leafExtensions });
    const impostor = await make('Impostor', { issuer: 'Pinned', extensions: leafExtensions });
    expect((await check(pinned, [pinned])).problems).toEqual([]);
    expect((await check(impostor, [pinned])).problems).toEqual(['path-invalid']);
  });

  test('SHA-1 below the anchor proves nothing; the anchor itself is not judged by its signature', async () => {
    const root = await make('Old root', { extensions: caExtensions, digest: 'sha1' });
    const good = await make('Good', { issuer: 'Old root', extensions: leafExtensions });
    const weak = await make('Weak', { issuer: 'Old root', extensions: leafExtensions, digest: 'sha1' });
    expect((await check(good, [root])).problems).toEqual([]);
    expect((await check(weak, [root])).problems).toEqual(['weak-issuer-signature']);
  });

  test('a leaf without key usage and key purposes may sign', async () => {
    const root = await make('Root', { extensions: caExtensions });
    const leaf = await make('Free', { issuer: 'Root', extensions: 'subjectAltName=email:free@example.com\n' });
    const { problems, path } = await check(leaf, [root]);
    expect(problems).toEqual([]);
    expect(path.map(({ commonName }) => commonName)).toEqual(['Free', 'Root']);
  });
});
