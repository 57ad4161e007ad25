import { isSmimeError, profileFaults, readCertificates, validatePath } from '../../../src/smime';
import type { Certificate, CertificatePath, KeyUsage, PathPurpose } from '../../../src/smime';
import { isNamed } from './peer-name';
import type { LimboCase } from './testcase';
import { webFaults } from './web-profile';

export interface LimboResult {
  readonly actual: 'SUCCESS' | 'FAILURE';
  /** Codes of the path, then of the profile of RFC 5280, of names and of web servers. */
  readonly problems: readonly string[];
}

/**
 * Judges a case of x509-limbo. Paths and their certificates are the core's
 * business; names of servers and rules of the web are added here. Optional rules
 * are those that the case itself names in `features`, as its schema means them.
 */
export async function judgeLimboCase(testcase: LimboCase, now: Date): Promise<LimboResult> {
  const [leaf] = await certificatesOf([testcase.peer_certificate]);
  if (leaf === undefined) return { actual: 'FAILURE', problems: ['certificate-malformed'] };
  const crls = testcase.crls.map(derOf);
  const trusted = await certificatesOf(testcase.trusted_certs);
  const { path, problems, revocation } = await validatePath({
    certificate: leaf,
    intermediates: await certificatesOf(testcase.untrusted_intermediates),
    trustAnchors: trusted.map((certificate) => ({ certificate })),
    at: testcase.validation_time === null ? now : new Date(testcase.validation_time),
    purpose: purposeOf(testcase),
    ...(crls.length === 0 ? {} : { revocation: { crls, ocspResponses: [] } }),
    ...(testcase.max_chain_depth === null ? {} : { maxPathLength: testcase.max_chain_depth }),
  });
  // Where there are lists, each certificate must be known to be good.
  const isUnknown = crls.length > 0 && revocation.some(({ state }) => state === 'not-known');
  const unknown = isUnknown ? ['revocation-not-known'] : [];
  const all = [...new Set<string>([...problems, ...unknown, ...byTheBook(path, testcase), ...aboutTheLeaf(leaf, testcase)])];
  return { actual: all.length === 0 ? 'SUCCESS' : 'FAILURE', problems: all };
}

function purposeOf({ extended_key_usage: [purpose] }: LimboCase): PathPurpose {
  return purpose === 'serverAuth' || purpose === 'clientAuth' || purpose === 'emailProtection' ? purpose : 'any';
}

function byTheBook(path: CertificatePath, { features, validation_kind: kind }: LimboCase): readonly string[] {
  // Nobody looks for the issuer of an anchor, which may be a cross-certificate; some would have it named all the same.
  const anchor = features.includes('pedantic-rfc5280') ? undefined : path.at(-1);
  const faults = path.flatMap((certificate) =>
    profileFaults(certificate).filter((fault) => certificate !== anchor || fault !== 'issuer-key-identifier-missing'),
  );
  // The web may leave name constraints uncritical (Baseline Requirements 7.1.2.5.2), RFC 5280 does not.
  const asked = features.includes('rfc5280-incompatible-with-webpki')
    ? faults
    : faults.filter((fault) => fault !== 'name-constraints-must-be-critical');
  return kind === 'SERVER' ? [...asked, ...webFaults(path, features)] : asked;
}

function aboutTheLeaf(leaf: Certificate, testcase: LimboCase): readonly string[] {
  const { expected_peer_name: peer, expected_peer_names: peers, features, key_usage: usages } = testcase;
  const wanted = [...(peer === null ? [] : [peer]), ...peers];
  // Which domains are a registry's nobody can tell here: where that is asked, no wildcard counts.
  const wildcards = !features.includes('pedantic-public-suffix-wildcard');
  return [
    ...(wanted.every((name) => isNamed(leaf, name, wildcards)) ? [] : ['peer-name-mismatch']),
    ...(usages.every((usage) => leaf.keyUsage?.includes(usage as KeyUsage) !== false) ? [] : ['key-usage']),
  ];
}

/** Of a PEM file with one block. */
function derOf(pem: string): Uint8Array {
  return new Uint8Array(Buffer.from(pem.replace(/-----[^-]*-----/g, ''), 'base64'));
}

/** What cannot be read is not there: of the leaf that is told, an issuer is just not found. */
async function certificatesOf(pems: readonly string[]): Promise<readonly Certificate[]> {
  const read = await Promise.all(pems.map(async (pem) => readOrNone(new TextEncoder().encode(pem))));
  return read.flat();
}

async function readOrNone(pem: Uint8Array): Promise<readonly Certificate[]> {
  try {
    return await readCertificates(pem);
  } catch (error) {
    if (isSmimeError(error)) return [];
    throw error;
  }
}
