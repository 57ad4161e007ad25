import {
  decodeBase64,
  decodeQuotedPrintable,
  decodeTransfer,
  encodeBase64Lines,
  encodeQuotedPrintable,
} from '../../../src/smime/mime/transfer-encoding';

const ascii = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('base64', () => {
  test.each([0, 1, 2, 3, 56, 57, 58, 1000])('%d octets there and back', (length) => {
    const octets = Uint8Array.from({ length }, (_, at) => (at * 89) & 255);
    const encoded = encodeBase64Lines(octets);
    expect(text(encoded).replace(/\r\n/g, '')).toBe(Buffer.from(octets).toString('base64'));
    expect(
      text(encoded)
        .split('\r\n')
        .every((line) => line.length <= 76),
    ).toBe(true);
    expect(decodeBase64(encoded)).toEqual(octets);
  });

  test('may lack its padding, and have blanks', () => {
    expect([...decodeBase64(ascii(' AA\t EC\n\nAw '))]).toEqual([0, 1, 2, 3]);
  });

  test.each(['A', 'AAA=A', 'AA==AA==', 'A*AA', 'AA==='])('refuses %s', (encoded) => {
    expect(() => decodeBase64(ascii(encoded))).toThrow('ERR_MIME_MALFORMED');
  });
});

describe('quoted-printable', () => {
  test.each([
    'plain',
    'a=b',
    'blank \r\ntab\t\r\n',
    'From me\r\n.\r\n-- \r\n',
    `${'ü🚀'.repeat(60)} `,
    `${'From '.repeat(60)}.`,
    '\r\n\r\n',
  ])('%j there and back', (original) => {
    const encoded = encodeQuotedPrintable(original);
    expect(text(decodeQuotedPrintable(encoded))).toBe(original);
    for (const line of text(encoded).split('\r\n')) {
      expect(line.length).toBeLessThanOrEqual(76);
      expect(line).not.toMatch(/[ \t]$|^From |^\.|^-/);
    }
  });

  test('is read although its escapes are wrong', () =>
    expect(text(decodeQuotedPrintable(ascii('a=ZZ=\nb=')))).toBe('a=ZZb='));
});

test('blanks behind a soft line break go with it, others stay', () => {
  expect(text(decodeQuotedPrintable(ascii('a= \t\r\nb= c=\nd=')))).toBe('ab= cd=');
  expect(text(decodeQuotedPrintable(ascii('=c3=A9=C')))).toBe('é=C');
});

test('an encoding nobody knows is refused', () => {
  expect(() => decodeTransfer(ascii('x'), 'x-uuencode')).toThrow('ERR_MIME_MALFORMED');
});
