import { isSettingsChanges } from '../../src/store/settings-changes';

test.each([
  [{ 'signet.store': '{}', 'signet.id.0011223344556677': null }],
  [{}],
  [{ 'signet.policy': 'A'.repeat(32_000) }],
])('a save of Signet: %#', (value) => {
  expect(isSettingsChanges(value)).toBe(true);
});

test.each<[string, unknown]>([
  ['nothing', null],
  ['a text', 'signet.store'],
  ['a list', ['x']],
  ['a foreign key', { 'signet.store': 'x', other: 'y' }],
  ['the prefix alone', { 'signet.': 'x' }],
  ['a key with a space', { 'signet.a b': 'x' }],
  ["the bag's own list", { 'signet.keys': 'signet.store' }],
  ['a long key', { [`signet.${'a'.repeat(60)}`]: 'x' }],
  ['a number', { 'signet.store': 1 }],
  ['undefined', { 'signet.store': undefined }],
  ['an object', { 'signet.store': {} }],
  ['more characters than any bag', { 'signet.a': 'A'.repeat(20_000), 'signet.b': 'A'.repeat(20_000) }],
  ['many keys', Object.fromEntries(Array.from({ length: 65 }, (_, at) => [`signet.id.${String(at)}`, null]))],
])('not one: %s', (_, value) => {
  expect(isSettingsChanges(value)).toBe(false);
});
