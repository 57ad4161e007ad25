import { readFileSync } from 'node:fs';
import { readConfig } from '../../src/flows/config';

const graphBaseUrl = 'https://graph.microsoft.com/v1.0';

test('the least', () => {
  expect(readConfig({ graphBaseUrl, accessToken: null })).toEqual({
    graphBaseUrl,
    accessToken: null,
    organisation: { trustAnchors: [] },
  });
});

test('the one that is delivered: real Graph, no token, nobody trusted', () => {
  const delivered: unknown = JSON.parse(readFileSync('assets/config.json', 'utf8'));
  expect(readConfig(delivered)).toEqual({ graphBaseUrl, accessToken: null, organisation: { trustAnchors: [] } });
});

test('everything', () => {
  const config = {
    graphBaseUrl: `${graphBaseUrl}/`,
    accessToken: { byMailbox: { 'alice@signet.example': 'token' } },
    organisation: { name: 'Contoso', trustAnchors: ['-----BEGIN CERTIFICATE-----'] },
  };
  const organisation = { name: 'Contoso', trustAnchors: [{ pem: '-----BEGIN CERTIFICATE-----' }] };
  expect(readConfig(config)).toEqual({ ...config, graphBaseUrl, organisation });
  expect(readConfig({ graphBaseUrl, accessToken: { url: '/token' } }).accessToken).toEqual({ url: '/token' });
});

const anchored = (limits: unknown) => ({ graphBaseUrl, organisation: { trustAnchors: [limits] } });
const pem = '-----BEGIN CERTIFICATE-----';

test('anchors with limits', () => {
  const limits = { pem, domains: ['Contoso.com', '.contoso.com', 'Bücher.example'], distrustAfter: '2026-02-28', purposes: ['emailProtection'] };
  expect(readConfig(anchored(limits)).organisation.trustAnchors).toEqual([
    {
      pem,
      domains: ['contoso.com', '.contoso.com', 'xn--bcher-kva.example'],
      distrustAfter: new Date('2026-02-28T00:00:00Z'),
      purposes: ['emailProtection'],
    },
  ]);
  const later = readConfig(anchored({ pem, distrustAfter: '2026-11-25T17:00:00.5Z' }));
  expect(later.organisation.trustAnchors).toEqual([{ pem, distrustAfter: new Date('2026-11-25T17:00:00.500Z') }]);
});

test.each<[string, unknown]>([
  ['', null],
  ['', [pem]],
  ['.pem', {}],
  ['.pem', { pem: 1 }],
  // Misspelt, it would limit nothing.
  ['.domain', { pem, domain: ['contoso.com'] }],
  ['.domains', { pem, domains: 'contoso.com' }],
  ['.domains', { pem, domains: null }],
  ['.domains', { pem, domains: [] }],
  ['.domains', { pem, domains: ['contoso.com', ''] }],
  ['.domains', { pem, domains: ['*.contoso.com'] }],
  ['.domains', { pem, domains: ['anna@contoso.com'] }],
  ['.domains', { pem, domains: ['contoso.com '] }],
  ['.domains', { pem, domains: ['.'] }],
  ['.distrustAfter', { pem, distrustAfter: null }],
  ['.distrustAfter', { pem, distrustAfter: 1_700_000_000_000 }],
  ['.distrustAfter', { pem, distrustAfter: '2026-02-30' }],
  ['.distrustAfter', { pem, distrustAfter: '2026-02-30T00:00:00Z' }],
  ['.distrustAfter', { pem, distrustAfter: '2026' }],
  ['.distrustAfter', { pem, distrustAfter: '2026-02-28T12:00:00' }],
  ['.distrustAfter', { pem, distrustAfter: 'Feb 28, 2026' }],
  ['.purposes', { pem, purposes: [] }],
  ['.purposes', { pem, purposes: [true] }],
])('an anchor%s that cannot be read is no anchor without limits: %j', (name, anchor) => {
  const error = { code: 'ERR_CONFIG_INVALID', details: { field: `organisation.trustAnchors${name}` } };
  expect(() => readConfig(anchored(anchor))).toThrow(expect.objectContaining(error) as Error);
});

test.each<[string, unknown]>([
  ['config.json', null],
  ['config.json', []],
  ['graphBaseUrl', {}],
  ['graphBaseUrl', { graphBaseUrl: 'http://graph.microsoft.com' }],
  ['graphBaseUrl', { graphBaseUrl: 'graph' }],
  ['accessToken', { graphBaseUrl, accessToken: 'secret' }],
  ['accessToken.url', { graphBaseUrl, accessToken: { url: 'https://elsewhere.example' } }],
  ['accessToken.url', { graphBaseUrl, accessToken: { url: '//elsewhere.example' } }],
  ['accessToken.byMailbox', { graphBaseUrl, accessToken: { byMailbox: { a: 1 } } }],
  ['organisation', { graphBaseUrl, organisation: 'Contoso' }],
  ['organisation.trustAnchors', { graphBaseUrl, organisation: { trustAnchors: 'PEM' } }],
  ['organisation.trustAnchors', { graphBaseUrl, organisation: { trustAnchors: [1] } }],
])('%s is not what it should be', (field, json) => {
  expect(() => readConfig(json)).toThrow(expect.objectContaining({ code: 'ERR_CONFIG_INVALID', details: { field } }) as Error);
});
