import { parseAddressList } from '../../../src/smime/mime/addresses';

describe('address lists', () => {
  test.each([
    ['alice@smime.example', [{ address: 'alice@smime.example' }]],
    [' Alice <alice@smime.example> ', [{ address: 'alice@smime.example', name: 'Alice' }]],
    [
      '"Lind, Alice" <a@b.example>, b@c.example',
      [{ address: 'a@b.example', name: 'Lind, Alice' }, { address: 'b@c.example' }],
    ],
    ['=?utf-8?Q?J=C3=BCrgen?= <j@b.example>', [{ address: 'j@b.example', name: 'Jürgen' }]],
    ['J\u00c3\u00bcrgen <j@b.example>', [{ address: 'j@b.example', name: 'Jürgen' }]],
    ['a@b.example (Alice (of b))', [{ address: 'a@b.example' }]],
    ['Team: a@b.example, c@d.example;', [{ address: 'a@b.example' }, { address: 'c@d.example' }]],
    ['undisclosed-recipients:;', []],
    ['', []],
    [
      '"alice@smime.example" <mallory@evil.example>',
      [{ address: 'mallory@evil.example', name: 'alice@smime.example' }],
    ],
    ['"a b"@c.example', [{ address: '"a b"@c.example' }]],
  ])('%s', (field, mailboxes) => expect(parseAddressList(field)).toEqual({ mailboxes, ambiguous: false }));

  test.each([
    'alice@smime.example <mallory@evil.example>',
    '<alice@smime.example> <mallory@evil.example>',
    '<alice@smime.example> mallory@evil.example',
    'Alice <alice@smime.example',
    '"Alice <alice@smime.example>',
    'alice(at)smime.example',
    'alice@smime.example\u0000@evil.example',
    'alice@evil@smime.example',
    'Alice <>',
    'alice@smime.example: mallory@evil.example;',
    '<alice@smime.example>"x"',
  ])('is ambiguous: %s', (field) => expect(parseAddressList(field).ambiguous).toBe(true));
});
