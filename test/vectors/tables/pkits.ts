import type { PathProblem, PolicyDemands } from '../../../src/smime';

/** A run of pkits/expected.json. */
export interface PkitsRun {
  readonly test: string;
  readonly section: string;
  readonly name: string;
  readonly file: string;
  readonly openssl_reason: string;
  readonly openssl_policy_args: string | null;
  readonly expect: 'valid' | 'invalid';
}

/** What is told of the path by the reason that OpenSSL gives; none where it is only not known whether somebody revoked it. */
export const problemsByReason: Readonly<Record<string, readonly PathProblem[]>> = {
  ok: [],
  'certificate signature failure': ['untrusted-issuer', 'path-invalid'],
  // Nobody of the name whose key fits, or somebody who is no authority: OpenSSL looks no further for either.
  'unable to get local issuer': ['untrusted-issuer', 'path-invalid'],
  'cert expired': ['certificate-expired'],
  'cert not yet valid': ['certificate-not-yet-valid'],
  'invalid CA': ['path-invalid'],
  'path length exceeded': ['path-invalid'],
  'unhandled critical extension': ['path-invalid'],
  'permitted violation': ['name-not-permitted'],
  'excluded violation': ['name-not-permitted'],
  'invalid policy extension': ['path-invalid'],
  'no explicit policy': ['path-invalid'],
  revoked: ['revoked'],
  'unable to get CRL': [],
  'CRL expired': [],
  'CRL path validation error': [],
  'CRL signature failure': [],
  'different CRL scope': [],
  'keyusage no crl sign': [],
  'unhandled critical CRL extension': [],
};

interface Exception {
  readonly problems: readonly PathProblem[] | 'no signer';
  readonly reason: string;
}

/** Where we differ from what OpenSSL expects of itself. */
export const ownExceptions: Readonly<Record<string, Exception>> = {
  '4.1.4': {
    problems: ['path-invalid'],
    reason: 'a certificate signed with DSA of 1,024 bits over SHA-1: both are refused whatever the signature says (RFC 8551 section 2.2 has no DSA)',
  },
  '4.1.5': { problems: ['path-invalid'], reason: 'the same, with a key whose parameters its issuer has; OpenSSL 3.0 cannot read it either' },
  '4.1.6': {
    problems: 'no signer',
    reason: 'expected invalid, and it is: its certificate has a signature of no whole octets and is not read at all',
  },
  '4.14.30': {
    problems: [],
    reason: 'valid by NIST’s own description, as its name says: the CRL is signed by somebody whose certificate only that CRL covers, which OpenSSL does not follow',
  },
};

const nist = '2.16.840.1.101.3.2.1.48.';
const anyPolicy = '2.5.29.32.0';

/** `"-policy $nist1 -explicit_policy", "True", "$nist1:$nist2", "$nist1", 0`: flags, …, authority's set, user's set, error. */
function splitArguments(text: string): readonly string[] {
  return text.split(', ').map((part) => part.replaceAll('"', ''));
}

export function readDemands(text: string | null): PolicyDemands {
  const words = splitArguments(text ?? '')[0]?.split(' ') ?? [];
  const acceptable = words.flatMap((word, index) => (words[index - 1] === '-policy' ? [longName(word)] : []));
  return {
    ...(acceptable.length === 0 ? {} : { acceptable }),
    explicitPolicy: words.includes('-explicit_policy'),
    inhibitPolicyMapping: words.includes('-inhibit_map'),
    inhibitAnyPolicy: words.includes('-inhibit_any'),
  };
}

/** The authority's and the user's policies that must come out. */
export function readSets(text: string | null): readonly [string, string] | undefined {
  if (text === null) return undefined;
  const [, , authority = '', user = ''] = splitArguments(text);
  return [authority, user];
}

function longName(word: string): string {
  return word === 'anyPolicy' ? anyPolicy : word.replace('$nist', nist);
}

export function shortSet(policies: readonly string[]): string {
  const names = policies.map((policy) => policy.replace(nist, '$nist').replace(anyPolicy, '$apolicy'));
  return names.length === 0 ? '<empty>' : names.sort().join(':');
}

/**
 * What may be told of the path when a message is opened, without demands on
 * policies: nothing when any run accepts it, else why the run that demands nothing does not.
 */
export function problemsOfMessage(file: string, runs: readonly PkitsRun[]): readonly PathProblem[] {
  const own = runs.filter((run) => run.file === file);
  if (own.some(({ expect }) => expect === 'valid')) return [];
  const run = own.find(({ openssl_policy_args: text }) => demandsNothing(text));
  const problems = problemsByReason[run?.openssl_reason ?? ''];
  if (problems === undefined) throw new Error(`No run tells what to expect of ${file}.`);
  return problems;
}

function demandsNothing(text: string | null): boolean {
  const { acceptable, ...flags } = readDemands(text);
  return (acceptable === undefined || acceptable.includes(anyPolicy)) && !Object.values(flags).includes(true);
}
