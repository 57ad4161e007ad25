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
  expect(readConfig(config)).toEqual({ ...config, graphBaseUrl });
  expect(readConfig({ graphBaseUrl, accessToken: { url: '/token' } }).accessToken).toEqual({ url: '/token' });
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
