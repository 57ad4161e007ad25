import { isSmimeError, openMessage, parseCertificate, readPfx, validatePath } from '../../src/smime';
import type { OpenedMessage, PathResult, TrustAnchor } from '../../src/smime';
import { describeVectors, vector, vectorFiles, vectorText } from '../support/vectors';
import { ownExceptions, problemsByReason, problemsOfMessage, readDemands, readSets, shortSet } from './tables/pkits';
import type { PkitsRun } from './tables/pkits';

/** NIST's tests of RFC 5280 section 6, as OpenSSL runs them: 247 runs over 224 signed messages. */
const runs = JSON.parse(vectorText('pkits/expected.json')) as readonly PkitsRun[];
const at = new Date('2027-06-01T00:00:00Z');

/** All of them at once for every path: what is about another one must not confuse anybody. */
const crls = vectorFiles('pkits')
  .filter((file) => file.startsWith('crls/'))
  .map((file) => vector(`pkits/${file}`));

async function trustAnchors(): Promise<readonly TrustAnchor[]> {
  return [{ certificate: await parseCertificate(vector('pkits/certs/TrustAnchorRootCertificate.crt')) }];
}

/** Several runs are about one message. */
const opened = new Map<string, Promise<OpenedMessage>>();

function open(file: string): Promise<OpenedMessage> {
  const message = opened.get(file) ?? openNow(file);
  opened.set(file, message);
  return message;
}

async function openNow(file: string): Promise<OpenedMessage> {
  const options = { unlocked: [], locked: [], trustAnchors: await trustAnchors(), at, exact: true };
  return openMessage(vector(`pkits/${file}`), options);
}

/** The path of whoever signed the message, from the certificates it brings along. */
async function judge(run: PkitsRun): Promise<PathResult> {
  const { signature, certificates } = await open(run.file);
  if (signature.state === 'not-signed' || signature.signer === undefined) throw new Error(`${run.file} names no signer.`);
  const policies = readDemands(run.openssl_policy_args);
  const { certificate } = signature.signer;
  return validatePath({
    certificate,
    intermediates: certificates,
    trustAnchors: await trustAnchors(),
    at,
    purpose: 'any',
    policies,
    revocation: { crls, ocspResponses: [] },
  });
}

/** A good path, and of each certificate below the anchor it is known that it was not revoked. */
function isGood({ problems, path, revocation }: PathResult): boolean {
  const known = revocation.filter(({ state }) => state === 'good');
  return problems.length === 0 && known.length === path.length - 1;
}

/** One or more of those, and nothing else; none when there is none. */
function expectOnly(problems: readonly string[], expected: readonly string[]): void {
  expect(problems.filter((problem) => !expected.includes(problem))).toEqual([]);
  expect(problems.length > 0).toBe(expected.length > 0);
}

describeVectors('PKITS, paths', () => {
  test('every run has an expected result of its own', () => {
    expect(runs).toHaveLength(247);
    expect(new Set(runs.map(({ test: number }) => number)).size).toBe(247);
    expect(runs.filter(({ openssl_reason: reason }) => problemsByReason[reason] === undefined)).toEqual([]);
  });

  test.each(runs.filter(({ test: number }) => ownExceptions[number] === undefined))('$test $name: $openssl_reason', async (run) => {
    const result = await judge(run);
    const { problems, policies } = result;
    expect(isGood(result)).toBe(run.expect === 'valid');
    expectOnly(problems, problemsByReason[run.openssl_reason] ?? []);
    const sets = readSets(run.openssl_policy_args);
    if (sets === undefined) return;
    expect([shortSet(policies.authorityPolicies), shortSet(policies.userPolicies)]).toEqual(sets);
  });

  test.each(Object.entries(ownExceptions))('%s otherwise, with a reason', async (number, { problems }) => {
    const run = runs.find((candidate) => candidate.test === number);
    if (run === undefined) throw new Error(`${number} is no run.`);
    if (problems === 'no signer') {
      await expect(judge(run)).rejects.toThrow('names no signer');
      return;
    }
    const result = await judge(run);
    expect(result.problems).toEqual(problems);
    expect(isGood(result)).toBe(problems.length === 0);
  });
});

describeVectors('PKITS, messages', () => {
  const files = vectorFiles('pkits').filter((file) => file.startsWith('smime/'));

  test('every run has its message, every message a run', () => {
    expect(files).toHaveLength(224);
    expect([...new Set(runs.map(({ file }) => file))].sort()).toEqual(files);
  });

  test.each(files)('%s', async (file) => {
    const { layers, signature, body, certificates } = await open(file);
    expect(layers).toEqual(['signed-data']);
    expect(body.text).toBe('This is a sample signed message.\n');
    if (file.includes('DSA')) {
      expect(signature).toMatchObject({ state: 'cannot-check', problems: ['algorithm-unsupported'], algorithm: 'dsa' });
      return;
    }
    // The signature fits; its signers are nobody's addresses, but where names are constrained.
    expect(['valid', 'not-trusted']).toContain(signature.state);
    expect(certificates.length).toBeGreaterThan(0);
    const problems = signature.state === 'not-trusted' ? signature.problems : [];
    const aboutPath = problems.filter((problem) => problem !== 'address-missing' && problem !== 'address-mismatch');
    // Each message carries the CRLs of its path: whoever is revoked is told, too.
    expectOnly(aboutPath, problemsOfMessage(file, runs));
  });
});

describeVectors('PKITS, the other files', () => {
  /** One bit of the number of unused bits was changed in them: their signatures are no whole octets. */
  const unreadable = new Set(['certs/BadSignedCACert.crt', 'certs/InvalidDSASignatureTest6EE.crt']);
  const files = vectorFiles('pkits');

  test('no file is left out', () => {
    // CRLs are given to every path above.
    const known = /^(?:smime\/.*\.eml|certs\/.*\.crt|crls\/.*\.crl|pkcs12\/.*\.p12|expected\.json|SOURCE\.md)$/;
    expect(files.filter((file) => !known.test(file))).toEqual([]);
  });

  test('certificates are read but for two', async () => {
    const refused: string[] = [];
    for (const file of files.filter((name) => name.startsWith('certs/'))) {
      const reason = await refusal(file);
      if (reason !== undefined) refused.push(`${file}: ${reason}`);
    }
    expect(refused).toEqual([...unreadable].map((file) => `${file}: signatureValue does not hold whole octets`));
  });

  test.each([
    ['GoodCACert', 'Good CA'],
    ['InvalidEESignatureTest3EE', 'Invalid EE Signature Test3'],
    ['TrustAnchorRootCertificate', 'Trust Anchor'],
    ['ValidCertificatePathTest1EE', 'Valid EE Certificate Test1'],
  ])('pkcs12/%s.p12', async (file, name) => {
    const { entries } = await readPfx(vector(`pkits/pkcs12/${file}.p12`), 'password');
    expect(entries.map(({ certificate }) => certificate.commonName)).toEqual([name]);
    await expect(readPfx(vector(`pkits/pkcs12/${file}.p12`), 'Password')).rejects.toMatchObject({ code: 'ERR_PFX_PASSWORD' });
  });
});

async function refusal(file: string): Promise<string | undefined> {
  try {
    await parseCertificate(vector(`pkits/${file}`));
    return undefined;
  } catch (error) {
    if (isSmimeError(error) && error.code === 'ERR_CERTIFICATE_MALFORMED') return error.details.reason;
    throw error;
  }
}
