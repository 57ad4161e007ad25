import { CommandError } from '../arguments';

/** What we read of a case of x509-limbo (its limbo-schema.json has more). */
export interface LimboCase {
  readonly id: string;
  readonly features: readonly string[];
  readonly validation_kind: 'SERVER' | 'CLIENT';
  /** PEM, as all certificates and CRLs. */
  readonly trusted_certs: readonly string[];
  readonly untrusted_intermediates: readonly string[];
  readonly peer_certificate: string;
  readonly crls: readonly string[];
  /** ISO 8601; absent: now. */
  readonly validation_time: string | null;
  readonly key_usage: readonly string[];
  readonly extended_key_usage: readonly string[];
  readonly max_chain_depth: number | null;
  readonly expected_peer_name: PeerName | null;
  readonly expected_peer_names: readonly PeerName[];
  readonly expected_result: 'SUCCESS' | 'FAILURE';
}

export interface PeerName {
  readonly kind: 'DNS' | 'IP' | 'RFC822';
  readonly value: string;
}

/** @throws CommandError when it is no file of x509-limbo */
export function readTestcases(json: string): readonly LimboCase[] {
  const parsed: unknown = JSON.parse(json);
  const cases = isObject(parsed) ? parsed['testcases'] : undefined;
  if (!Array.isArray(cases)) throw new CommandError('ERR_LIMBO_FILE', 'The file has no "testcases".');
  return cases.map(readTestcase);
}

function readTestcase(value: unknown): LimboCase {
  if (!isObject(value) || typeof value['id'] !== 'string' || typeof value['peer_certificate'] !== 'string') {
    throw new CommandError('ERR_LIMBO_FILE', 'A test case has no id or no peer_certificate.');
  }
  const lists = ['features', 'trusted_certs', 'untrusted_intermediates', 'crls', 'key_usage', 'extended_key_usage', 'expected_peer_names'];
  const present = Object.fromEntries(lists.map((name) => [name, value[name] ?? []]));
  const absent = { validation_time: null, max_chain_depth: null, expected_peer_name: null, validation_kind: 'SERVER' };
  return { ...absent, ...value, ...present } as unknown as LimboCase;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
