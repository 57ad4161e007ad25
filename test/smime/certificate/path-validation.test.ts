import type { Certificate } from '../../../src/smime/certificate/certificate';
import { parseCertificate } from '../../../src/smime/certificate/parse';
import { validatePath } from '../../../src/smime/certificate/path-validation';
import type { PathResult } from '../../../src/smime/certificate/path-validation';
import { readCertificates } from '../../../src/smime/certificate/read-certificates';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';
import { describeVectors, vector, vectorText } from '../../support/vectors';

interface PathCase {
  readonly name: string;
  /** `null`: arguable. */
  readonly expect: boolean | null;
  readonly leaf: string;
  readonly inter: readonly string[];
  readonly roots: readonly string[];
}

const at = new Date('2026-12-01T00:00:00Z');

/** The problems told for each case; an empty text is a good path. */
const told: Readonly<Record<string, string>> = {
  'ok-3': '',
  'ok-direct': '',
  'untrusted-root': 'untrusted-issuer',
  'pathlen-violated-root': 'path-invalid',
  'nc-permitted-bad': 'name-not-permitted',
  'nc-permitted-one-good-one-evil': 'name-not-permitted',
  'nc-excluded-bad': 'name-not-permitted',
  'nc-excluded-bad-in-subject-email-only': 'name-not-permitted',
  'nc-permitted-subject-email-evil-with-ok-san': 'name-not-permitted',
  'eku-serverAuth-only': 'key-usage',
  'eku-intermediate-serverAuth-only': 'path-invalid',
  'inter-no-keyCertSign': 'path-invalid',
  'inter-no-basicConstraints': 'path-invalid',
  'EE-as-issuer': 'path-invalid',
  'unknown-critical-leaf': 'path-invalid',
  'unknown-critical-inter': 'path-invalid',
  'expired-leaf': 'certificate-expired',
  'notyet-leaf': 'certificate-not-yet-valid',
  'expired-inter': 'certificate-expired',
  'bad-signature': 'untrusted-issuer path-invalid',
  'two-inters-old-expired-first': '',
  'two-inters-new-first': '',
  'LOOP-cross-certs-no-root': 'untrusted-issuer',
  'LOOP-cross-certs-with-root': '',
  'rsa1024-leaf': 'weak-key',
  'selfsigned-pinned': '',
  'policy-mapping-3cert': '',
  'policy-mapping-without-policies': '',
  'requireExplicitPolicy-none': 'path-invalid',
  'dup-of-leaf-in-pool': '',
  'inter-order-scrambled': '',
  'MESH-7': 'untrusted-issuer',
  'DAG-3^10-paths': '',
};

async function run(testCase: PathCase): Promise<PathResult> {
  const read = (base64: string): Promise<Certificate> => parseCertificate(Buffer.from(base64, 'base64'));
  const anchors = await Promise.all(testCase.roots.map(read));
  return validatePath({
    certificate: await read(testCase.leaf),
    intermediates: await Promise.all(testCase.inter.map(read)),
    trustAnchors: anchors.map((certificate) => ({ certificate })),
    at,
  });
}

describeVectors('validatePath, path cases', () => {
  const all = JSON.parse(vectorText('path-cases/cases.json')) as readonly PathCase[];
  // Revocation is another question than the path (the cases with CRLs are good paths otherwise).
  const cases = all.filter(({ name }) => !name.startsWith('crl-'));

  test('every case is told', () => {
    expect(cases.map(({ name }) => name).sort()).toEqual(Object.keys(told).sort());
  });

  test.each(cases)('$name', async (testCase) => {
    const started = performance.now();
    const { problems } = await run(testCase);
    expect(problems.join(' ')).toBe(told[testCase.name]);
    if (testCase.expect !== null) expect(problems.length === 0).toBe(testCase.expect);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

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
