import { readAnchorSources } from './config-anchors';
import type { AnchorSource } from './config-anchors';
import { FlowError } from './errors';

/** What `config.json`, beside the pages, says about the world around them. */
export interface Config {
  /** Without a slash at the end. */
  readonly graphBaseUrl: string;
  /** How to get a token that may send mail; `null`: there is no way yet. */
  readonly accessToken: AccessTokenSource | null;
  readonly organisation: Organisation;
}

export type AccessTokenSource =
  /** Asked at an address of our own origin. */
  | { readonly url: string }
  /** Fixed ones, for trying: mailbox address → token. */
  | { readonly byMailbox: Readonly<Record<string, string>> };

export interface Organisation {
  readonly name?: string;
  readonly trustAnchors: readonly AnchorSource[];
}

type Fields = Readonly<Record<string, unknown>>;

/** @throws FlowError ERR_CONFIG_INVALID, naming the field */
export function readConfig(json: unknown): Config {
  const config = fields(json, 'config.json');
  return {
    graphBaseUrl: secureUrl(config['graphBaseUrl'], 'graphBaseUrl'),
    accessToken: accessToken(config['accessToken'] ?? null),
    organisation: organisation(fields(config['organisation'] ?? {}, 'organisation')),
  };
}

function accessToken(value: unknown): AccessTokenSource | null {
  if (value === null) return null;
  const { url, byMailbox } = fields(value, 'accessToken');
  if (typeof url === 'string' && /^\/(?![/\\])/.test(url)) return { url };
  if (byMailbox === undefined) throw invalid('accessToken.url');
  const tokens = Object.entries(fields(byMailbox, 'accessToken.byMailbox'));
  return { byMailbox: Object.fromEntries(tokens.map(([mailbox, token]) => [mailbox, text(token, 'accessToken.byMailbox')])) };
}

function organisation({ name, trustAnchors = [] }: Fields): Organisation {
  return {
    ...(name === undefined ? {} : { name: text(name, 'organisation.name') }),
    trustAnchors: readAnchorSources(trustAnchors),
  };
}

/** Mail goes there with a token: never over an open line. */
function secureUrl(value: unknown, field: string): string {
  const given = text(value, field);
  if (!URL.canParse(given) || new URL(given).protocol !== 'https:') throw invalid(field);
  return given.replace(/\/+$/, '');
}

function text(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') throw invalid(field);
  return value;
}

function fields(value: unknown, field: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(field);
  return value as Fields;
}

function invalid(field: string): FlowError {
  return new FlowError('ERR_CONFIG_INVALID', { field });
}
