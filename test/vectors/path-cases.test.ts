import { parseCertificate, validatePath } from '../../src/smime';
import type { Certificate, PathResult } from '../../src/smime';
import { describeVectors, vectorFiles, vectorText } from '../support/vectors';

interface PathCase {
  readonly name: string;
  /** `null`: arguable. */
  readonly expect: boolean | null;
  readonly leaf: string;
  readonly inter: readonly string[];
  readonly roots: readonly string[];
  readonly crls: readonly string[];
}

const at = new Date('2026-12-01T00:00:00Z');

/** The problems told for each case; an empty text is a good path. Whether it must be good, the case itself says. */
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
  'crl-expired-hides-nothing': '',
  'crl-bad-signature': '',
  'crl-revoked-stale-plus-none': 'revoked',
  'crl-signer-without-cRLSign': '',
};

/** With revocation lists: what is known about the leaf. None of them is good for whoever asks for certificates that are known to be. */
const leafRevocation: Readonly<Record<string, string>> = {
  'crl-expired-hides-nothing': 'not-known stale',
  'crl-bad-signature': 'not-known unusable',
  // Stale, and yet signed: what was revoked stays so.
  'crl-revoked-stale-plus-none': 'revoked',
  'crl-signer-without-cRLSign': 'not-known unusable',
};

/** A path search may check so many signatures; without its limits these would not end. */
const mostChecks = 60;
const meshes = ['LOOP-cross-certs-no-root', 'LOOP-cross-certs-with-root', 'MESH-7', 'DAG-3^10-paths'];

describeVectors('path-cases', () => {
  const cases = JSON.parse(vectorText('path-cases/cases.json')) as readonly PathCase[];
  const costs: string[] = [];
  afterAll(() => process.stdout.write(`Signature checks: ${costs.join(', ')}\n`));

  test('every file and case is told', () => {
    expect(vectorFiles('path-cases')).toEqual(['SOURCE.md', 'cases.json']);
    expect(cases.map(({ name }) => name).sort()).toEqual(Object.keys(told).sort());
  });

  test.each(cases)('$name', async (testCase) => {
    const started = performance.now();
    const { problems, cost, revocation } = await run(testCase);
    expect(problems.join(' ')).toBe(told[testCase.name]);
    const [leaf] = revocation;
    const isKnown = testCase.crls.length === 0 || revocation.every(({ state }) => state === 'good');
    if (testCase.expect !== null) expect(problems.length === 0 && isKnown).toBe(testCase.expect);
    if (testCase.name in leafRevocation) {
      expect(leaf?.state === 'not-known' ? `not-known ${leaf.why}` : leaf?.state).toBe(leafRevocation[testCase.name]);
    }
    expect(cost.signatureChecks).toBeLessThanOrEqual(mostChecks);
    if (meshes.includes(testCase.name)) costs.push(`${testCase.name} ${cost.signatureChecks}`);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

async function run({ leaf, inter, roots, crls }: PathCase): Promise<PathResult> {
  const decode = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
  const read = (base64: string): Promise<Certificate> => parseCertificate(decode(base64));
  const anchors = await Promise.all(roots.map(read));
  return validatePath({
    certificate: await read(leaf),
    intermediates: await Promise.all(inter.map(read)),
    trustAnchors: anchors.map((certificate) => ({ certificate })),
    at,
    revocation: { crls: crls.map(decode), ocspResponses: [] },
  });
}
