import { sameAddress } from '../../../src/smime';
import { parseAddressList } from '../../../src/smime/mime/addresses';
import { hasMisleadingName } from '../../../src/smime/mime/misleading-name';

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
    // A comment is shown as the name by many.
    'mallory@evil.example (alice@smime.example)',
    'mallory@evil.example (=?utf-8?Q?alice=40smime.example?=)',
    // The name of a group, quoted or encoded.
    '"alice@smime.example": mallory@evil.example;',
    '=?utf-8?Q?alice=40smime.example?=: mallory@evil.example;',
    // Obsolete routes, and blanks inside an address.
    '<@relay.example,@other.example:alice@smime.example>',
    '<alice @smime.example>',
    'alice@smime.example mallory@evil.example',
    'alice@smime.example<mallory@evil.example>',
    '=?utf-8?Q?alice=40smime.example?=',
    '<alice(x>@evil.example)@smime.example>',
    'Alice alice@smime.example',
    '<"alice@smime.example>" <mallory@evil.example>',
    '=?utf-7?Q?alice+AEA-smime.example?= <mallory@evil.example>',
  ])('is ambiguous: %s', (field) => expect(parseAddressList(field).ambiguous).toBe(true));
});

describe('names that show another address', () => {
  const from = (field: string) => parseAddressList(field).mailboxes[0] ?? { address: '' };

  test.each([
    '"alice@smime.example" <mallory@evil.example>',
    '"Alice (alice@smime.example)" <mallory@evil.example>',
    '"alice@smime.example                    ." <mallory@evil.example>',
    '=?utf-8?Q?alice=40smime.example?= <mallory@evil.example>',
    '=?utf-8?Q?=22Alice=22_=3Calice=40smime=2Eexample=3E?= <mallory@evil.example>',
    '=?utf-8?Q?alice=40smime.example=2C?= <mallory@evil.example>',
    // Unseen letters inside, and others that look like those.
    '"ali\u200bce@smime.exa\u00admple" <mallory@evil.example>',
    '"alice\uff20smime\uff0eexample" <mallory@evil.example>',
    '"alice\ufe6bsmime.example" <mallory@evil.example>',
    '"alice@sm\u00efme.example" <mallory@evil.example>',
    '"elpmaxe.emims\u202e@ecila" <mallory@evil.example>',
    '=?utf-8?Q?Alice=00?= <mallory@evil.example>',
  ])('%s', (field) => {
    const octets = Buffer.from(field, 'utf8').toString('latin1');
    expect(hasMisleadingName(from(octets))).toBe(true);
  });

  test.each([
    'Alice <alice@smime.example>',
    'alice@smime.example',
    '"alice@smime.example" <alice@smime.example>',
    '"Alice@SMIME.example" <alice@smime.example>',
    '"Alice @ Home" <alice@smime.example>',
    '"Meeting@10.30" <alice@smime.example>',
    '"R&D, Alice (Sales)" <alice@smime.example>',
    '=?utf-8?Q?J=C3=BCrgen?= <alice@smime.example>',
  ])('does not: %s', (field) => expect(hasMisleadingName(from(field))).toBe(false));

  test('costs no more than its length', () => {
    const started = performance.now();
    for (const piece of ['a@b.c', 'a@', '.', '@', 'a.', '"', '\u202a', '\ufdfa']) {
      hasMisleadingName({ address: 'a@b.example', name: piece.repeat(300_000 / piece.length) });
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('one mailbox or two', () => {
  test.each([
    ['alice@smime.example', 'ALICE@SMIME.EXAMPLE', true],
    // RFC 9598: U-label and A-label are one domain.
    ['alice@b\u00fccher.example', 'alice@xn--bcher-kva.example', true],
    // A Cyrillic a, in the domain and in its A-label, and in the local part.
    ['alice@sm\u0456me.example', 'alice@smime.example', false],
    ['alice@xn--smme-u5d.example', 'alice@smime.example', false],
    ['\u0430lice@smime.example', 'alice@smime.example', false],
    // The Kelvin sign is no k where letters count one by one.
    ['\u212aim@smime.example', 'kim@smime.example', false],
    ['alice@smime.example.', 'alice@smime.example', false],
    ['"alice"@smime.example', 'alice@smime.example', false],
    ['alice+x@smime.example', 'alice@smime.example', false],
    ['alice@smime.example\u200b', 'alice@smime.example', false],
    ['alice@smime.example#evil.example', 'alice@smime.example', false],
    ['alice@evil.example/@smime.example', 'alice@evil.example', false],
  ])('%s and %s: %s', (a, b, same) => expect(sameAddress(a, b)).toBe(same));
});
