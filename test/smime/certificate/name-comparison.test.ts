import { nameKey, prefixKeys } from '../../../src/smime/certificate/name-comparison';
import type { Name } from '../../../src/smime/certificate/names';
import { bmp, ia5, madeName, printable, teletex, utf8 } from '../../support/made-names';

const o = (value: string | Uint8Array): Name => madeName([['O', value]]);

describe('names that are one (RFC 5280 section 7.1)', () => {
  test.each<[string, Name, Name]>([
    ['another string type', o(printable('Contoso')), o(utf8('Contoso'))],
    ['BMPString', o(bmp('Contoso Süd')), o(utf8('Contoso Süd'))],
    ['TeletexString, which is Latin-1 in practice', o(teletex('Contoso Süd')), o(utf8('Contoso Süd'))],
    ['another case', o('CONTOSO Süd'), o('contoso SÜD')],
    ['spaces around and between', o('  Contoso   South '), o('Contoso South')],
    ['other white space', o('Contoso\tSouth\u3000'), o('Contoso South')],
    ['a soft hyphen, which nobody sees', o('Con\u00adtoso'), o('Contoso')],
    ['spaces around what nobody sees', o('Contoso \u200b South'), o('Contoso South')],
    ['composed and decomposed', o('Su\u0308d'), o('Süd')],
    ['full width', o('Ｃontoso'), o('Contoso')],
    ['sharp s', o('Straße'), o('STRASSE')],
    ['sigma at the end of a word', o('ΟΔΟΣ'), o('οδος')],
    ['sigma anywhere', o('οδοσ'), o('οδος')],
    ['e-mail address', madeName([['E', ia5('Anna@Example.com')]]), madeName([['E', utf8('anna@example.com')]])],
    ['attributes of one RDN in another order', madeName([['O', 'A'], ['OU', 'B']]), madeName([['OU', 'b'], ['O', 'a']])],
    ['no RDN', madeName(), madeName()],
  ])('%s', (_, a, b) => {
    expect(nameKey(a)).toBe(nameKey(b));
  });
});

describe('names that are not', () => {
  test.each<[string, Name, Name]>([
    ['other words', o('Contoso'), o('Contosa')],
    ['no space', o('Con toso'), o('Contoso')],
    ['another attribute type', madeName([['O', 'A']]), madeName([['OU', 'A']])],
    ['RDNs in another order', madeName([['O', 'A']], [['OU', 'B']]), madeName([['OU', 'B']], [['O', 'A']])],
    ['two RDNs and one of two attributes', madeName([['O', 'A']], [['OU', 'B']]), madeName([['O', 'A'], ['OU', 'B']])],
    ['one more', madeName([['O', 'A']]), madeName([['O', 'A']], [['OU', 'B']])],
    ['a value that looks like two attributes', o('A"],\n["2.5.4.11","B'), madeName([['O', 'A'], ['OU', 'B']])],
    ['a value that looks like two RDNs', o('A, OU=B'), madeName([['OU', 'B']], [['O', 'A']])],
    ['a letter of another alphabet', o('Cоntoso'), o('Contoso')],
    ['dotless i', o('Lı'), o('Li')],
    ['an accent', o('Sud'), o('Süd')],
    ['octets that nobody can read', o(Uint8Array.of(0x0c, 2, 0x41, 0xff)), o(Uint8Array.of(0x0c, 2, 0x41, 0xfe))],
    ['half characters', o(Uint8Array.of(0x1e, 2, 0xd8, 0)), o(Uint8Array.of(0x1e, 2, 0xd8, 1))],
    ['no text', o(Uint8Array.of(0x02, 1, 1)), o(Uint8Array.of(0x02, 1, 2))],
    ['no text and a text', o(Uint8Array.of(0x02, 1, 1)), o('#020101')],
  ])('%s', (_, a, b) => {
    expect(nameKey(a)).not.toBe(nameKey(b));
  });
});

test('a name lies below each of its beginnings', () => {
  const name = madeName([['C', 'DE']], [['O', 'Contoso']], [['CN', 'Anna']]);
  const keys = prefixKeys(name);
  expect(keys).toHaveLength(4);
  expect(keys).toContain(nameKey(madeName()));
  expect(keys).toContain(nameKey(madeName([['C', 'de']], [['O', printable('CONTOSO')]])));
  expect(keys).not.toContain(nameKey(madeName([['O', 'Contoso']])));
  expect(keys.at(-1)).toBe(nameKey(name));
});

test.each<[string, Name]>([
  ['one long value', o('\u0301\u0323'.repeat(15_000))],
  ['one long value of spaces', o(` \u00ad`.repeat(20_000))],
  ['one value that grows when it is normalized', o('\ufdfa'.repeat(20_000))],
  ['as many values as fit', madeName(...Array.from({ length: 3000 }, (_, i) => [['O', `${i} ﷺ`] as const]))],
  ['as many in one RDN as fit', madeName(Array.from({ length: 3000 }, (_, i) => ['O', `${i} ﷺ`] as const))],
])('a name of 60 KB costs little: %s', (_, name) => {
  const started = performance.now();
  expect(nameKey(name)).toMatch(/^[0-9a-f]{64}$/);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('padding does not make a long name another', () => {
  expect(nameKey(o(`Contoso${' '.repeat(3000)}South`))).toBe(nameKey(o('Contoso South')));
  expect(nameKey(o(`Con${'\u200b'.repeat(3000)}toso`))).toBe(nameKey(o('contoso')));
});
