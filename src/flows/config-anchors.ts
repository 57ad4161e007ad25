import { normalizeDomain } from '../smime/index';
import type { TrustAnchor } from '../smime/index';
import { FlowError } from './errors';

/** A certificate that the organisation believes, and how far (TrustAnchor says what each limit means). */
export interface AnchorSource extends Omit<TrustAnchor, 'certificate'> {
  readonly pem: string;
}

const field = 'organisation.trustAnchors';

/**
 * Each is a certificate in PEM, or an object with it and with limits. A limit that
 * is misspelt or cannot be read would be no limit at all, so it stops everything.
 * @throws FlowError ERR_CONFIG_INVALID
 */
export function readAnchorSources(value: unknown): readonly AnchorSource[] {
  if (!Array.isArray(value)) throw invalid(field);
  return value.map((anchor: unknown) => (typeof anchor === 'string' ? { pem: text(anchor, field) } : readLimited(anchor)));
}

function readLimited(value: unknown): AnchorSource {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(field);
  const { pem, domains, distrustAfter, purposes, ...unknown } = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(unknown)) throw invalid(`${field}.${name}`);
  return {
    pem: text(pem, `${field}.pem`),
    ...(domains === undefined ? {} : { domains: texts(domains, `${field}.domains`).map(readDomain) }),
    ...(distrustAfter === undefined ? {} : { distrustAfter: readTime(distrustAfter) }),
    ...(purposes === undefined ? {} : { purposes: texts(purposes, `${field}.purposes`) }),
  };
}

/** `contoso.com`, or `.contoso.com` for all below it. */
function readDomain(domain: string): string {
  const normal = normalizeDomain(domain);
  if (!/^\.?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(normal)) throw invalid(`${field}.domains`);
  return normal;
}

/** A day, which is its first moment, or a moment; in UTC, so that it is the same for everybody. */
function readTime(value: unknown): Date {
  const given = text(value, `${field}.distrustAfter`);
  const time = new Date(given);
  const day = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d:\d\d(?:\.\d{1,3})?Z)?$/.exec(given)?.[1];
  // 30 February is no day, although Date makes one of it.
  if (day === undefined || Number.isNaN(time.getTime()) || !time.toISOString().startsWith(day)) throw invalid(`${field}.distrustAfter`);
  return time;
}

/** An empty list would believe nobody: more likely something was forgotten. */
function texts(value: unknown, name: string): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid(name);
  return value.map((member: unknown) => text(member, name));
}

function text(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw invalid(name);
  return value;
}

function invalid(name: string): FlowError {
  return new FlowError('ERR_CONFIG_INVALID', { field: name });
}
