import { canonicalize } from '../../../src/smime/mime/canonicalize';
import { parseParameterized } from '../../../src/smime/mime/content-type';
import { detectSmime } from '../../../src/smime/mime/detect';
import { entityBytes } from '../../../src/smime/mime/entity';
import { allFields, headerLimits, latin1 } from '../../../src/smime/mime/headers';
import { readMultipartSigned } from '../../../src/smime/mime/multipart-signed';
import { parseMime, structureLimits } from '../../../src/smime/mime/parse';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const parse = (text: string) => parseMime(bytes(text));
const partTexts = (text: string) => parse(text).parts.map((part) => latin1(entityBytes(part)));

describe('canonical line ends', () => {
  test.each([
    ['a\nb\r\nc', 'a\r\nb\r\nc'],
    ['\n\n', '\r\n\r\n'],
    ['bare \r stays\r\r\n', 'bare \r stays\r\r\n'],
    ['', ''],
  ])('%j becomes %j', (from, to) => expect(latin1(canonicalize(bytes(from)))).toBe(to));
});

describe('header fields', () => {
  test('are unfolded, and only space and tab are trimmed from names', () => {
    const { headers } = parse(
      'Subject : a\r\n\tb\r\nX\u00a0: no\r\n\u0000Content-Type: no\r\nTo:c\r\n\r\nbody',
    );
    expect(headers).toEqual([
      { name: 'subject', value: ' a\tb' },
      { name: 'to', value: 'c' },
    ]);
  });

  test('stand twice: the entity is ambiguous', () => {
    expect(parse('Content-Type: text/plain\r\nContent-Type: multipart/signed\r\n\r\n').ambiguous).toBe(true);
    expect(
      parse('Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64\r\n\r\n').ambiguous,
    ).toBe(true);
  });

  test.each([
    ['a line that is no field', 'X\r\nContent-Type: text/plain\r\n\r\n', true],
    ['a no-break space in a name', 'Content-Type\u00a0: text/html\r\n\r\n', true],
    ['a CR alone', 'X-A: b\rContent-Type: text/html\r\n\r\n', true],
    ['a continuation of nothing', ' x\r\nSubject: x\r\n\r\n', true],
    ['an encoded multipart', 'Content-Type: multipart/mixed; boundary=x\r\nContent-Transfer-Encoding: base64\r\n\r\n', true],
    ['a boundary with a blank at the end', 'Content-Type: multipart/mixed; boundary="x "\r\n\r\n', true],
    ['the first line of a mailbox file', 'From a@b.c Mon\r\nSubject: x\r\n\r\n', false],
    ['8bit', 'Content-Type: multipart/mixed; boundary=x\r\nContent-Transfer-Encoding: 8bit\r\n\r\n', false],
  ])('%s: ambiguous', (_, message, ambiguous) => expect(parse(message).ambiguous).toBe(ambiguous));

  test('have limits', () => {
    expect(() => parse(`X: ${'a'.repeat(headerLimits.bytes)}\r\n\r\n`)).toThrow('ERR_MIME_TOO_COMPLEX');
    expect(() => parse('X: a\r\n'.repeat(headerLimits.fields + 1))).toThrow('ERR_MIME_TOO_COMPLEX');
    expect(allFields(parse('X: a\r\n'.repeat(headerLimits.fields)).headers, 'x')).toHaveLength(
      headerLimits.fields,
    );
  });
});

describe('structured values', () => {
  test.each([
    ['text/plain; charset=utf-8', 'text/plain', { charset: 'utf-8' }, false],
    ['Multipart/Signed (c, d) ; boundary="a;\\"b" (x)', 'multipart/signed', { boundary: 'a;"b' }, false],
    ['Multipart/Signed (c; d) ; boundary=b', 'multipart/signed', { boundary: 'b' }, true],
    ['a/b (c=d); x=y', 'a/b', { x: 'y' }, true],
    ['a/b; x=y (never closed', 'a/b', { x: 'y' }, true],
    ['a/b; x="y', 'a/b', { x: 'y' }, true],
    ['a/b; x="y"z', 'a/b', { x: 'y"z' }, true],
    ['a/b; x=y(c)z', 'a/b', { x: 'y z' }, true],
    ['a/b; boundary=x\u00a0', 'a/b', { boundary: 'x' }, true],
    ["a/b; boundary*=us-ascii''x; boundary=y", 'a/b', { boundary: 'x' }, true],
    ['a/b; boundary=y; boundary*0=x', 'a/b', { boundary: 'x' }, true],
    ['a/b; boundary*0=x; boundary*2=y', 'a/b', { boundary: 'xy' }, true],
    ['a/b; boundary*0=x; boundary*1=y', 'a/b', { boundary: 'xy' }, false],
    ["a/b; name=my file.p7m; name*=utf-8''x", 'a/b', { name: 'x' }, false],
    ['a/b; boundary=x; boundary=y', 'a/b', { boundary: 'x' }, true],
    ['a/b; nonsense', 'a/b', {}, true],
    [
      "attachment; filename*1*=%C3%9F; filename*0*=utf-8''stra",
      'attachment',
      { filename: 'stra\u00c3\u009f' },
      false,
    ],
  ])('%s', (field, value, parameters, ambiguous) => {
    const read = parseParameterized(field);
    expect(read).toMatchObject({ value, ambiguous });
    expect(Object.fromEntries(read.parameters)).toEqual(parameters);
  });
});

describe('multiparts', () => {
  const head = 'Content-Type: multipart/mixed; boundary=x\r\n\r\n';

  test('the line end before a boundary belongs to the boundary', () => {
    expect(partTexts(`${head}pre\r\n--x\r\n\r\none\r\n\r\n--x \t\r\n\r\ntwo\r\n--x--\r\nepilogue`)).toEqual([
      '\r\none\r\n',
      '\r\ntwo',
    ]);
    expect(partTexts(`${head}--x\n\none\n--x--`.replaceAll('\r', ''))).toEqual(['\none']);
  });

  test('a boundary that begins like ours is not ours', () => {
    expect(partTexts(`${head}--x\r\n\r\n--x1\r\n--xy--\r\nin\r\n--x--`)).toEqual([
      '\r\n--x1\r\n--xy--\r\nin',
    ]);
  });

  test('an inner boundary cannot end the outer part', () => {
    const inner = 'Content-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\nin\r\n--y--\r\nafter';
    const [part] = parse(`${head}--x\r\n${inner}\r\n--x--`).parts;
    expect(part?.parts.map((one) => latin1(entityBytes(one)))).toEqual(['\r\nin']);
    expect(part === undefined ? '' : latin1(entityBytes(part))).toBe(inner);
  });

  test('without an end, without a boundary', () => {
    expect(parse(`${head}--x\r\n\r\nin`)).toMatchObject({ closed: false });
    expect(parse('Content-Type: multipart/mixed\r\n\r\n--\r\n')).toMatchObject({
      ambiguous: true,
      parts: [],
    });
    expect(parse('Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n')).toMatchObject({
      ambiguous: true,
      parts: [],
    });
  });

  test('have limits on depth and number', () => {
    let nested = 'end';
    for (let depth = 0; depth <= structureLimits.depth + 1; depth++) {
      nested = `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${nested}\r\n--b${depth}--`;
    }
    expect(() => parse(nested)).toThrow('ERR_MIME_TOO_COMPLEX');
    expect(() => parse(head + '--x\r\n'.repeat(structureLimits.parts + 2))).toThrow('ERR_MIME_TOO_COMPLEX');
  });

  test('around many lines are not looked through again and again', () => {
    const nest = (depth: number, lines: number) =>
      Array.from(
        { length: depth },
        (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
      ).join('') + `\r\n${'\n'.repeat(lines)}`;
    expect(() => parse(nest(structureLimits.depth, 1_000_000))).toThrow('ERR_MIME_TOO_COMPLEX');
    expect(parse(nest(6, 1_000_000)).parts).toHaveLength(1);
    expect(parse(nest(structureLimits.depth, 1000)).parts).toHaveLength(1);
  });
});

describe('multipart/signed', () => {
  const build = (parts: string[], end = '--x--') =>
    `Content-Type: multipart/signed; boundary=x\r\n\r\n${parts.map((part) => `--x\r\n${part}\r\n`).join('')}${end}`;
  const content = 'Content-Type: text/plain\r\n\r\nhello';
  const signature =
    'Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC';

  test('gives exactly the octets between the boundaries', () => {
    const parts = readMultipartSigned(parse(build([content, signature])));
    expect(latin1(parts.signedBytes)).toBe(content);
    expect([...parts.signature]).toEqual([0, 1, 2]);
  });

  test.each([
    ['three parts', build([content, signature, content])],
    ['one part', build([signature])],
    ['no end', build([content, signature], '')],
    ['signature first', build([signature, content])],
    ['two types in the signed part', build([`Content-Type: text/html\r\n${content}`, signature])],
    ['two boundaries', build([content, signature]).replace('boundary=x', 'boundary=x; boundary=y')],
    ['no base64', build([content, signature.replace('AAEC', '!!!!')])],
    ['octets behind the base64', build([content, signature.replace('AAEC', 'AAE=AAEC')])],
  ])('is refused: %s', (_, message) => {
    expect(() => readMultipartSigned(parse(message))).toThrow('ERR_MIME_MALFORMED');
  });
});

describe('what a message is by its headers', () => {
  test.each([
    ['Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=x', 'clear-signed'],
    ['content-type: MULTIPART/SIGNED; protocol=application/x-pkcs7-signature', 'clear-signed'],
    ['Content-Type: multipart/signed; boundary=x', 'clear-signed'],
    ['Content-Type: multipart/signed; protocol="application/pgp-signature"', 'none'],
    ['Content-Type: application/pkcs7-mime; smime-type=enveloped-data', 'cms'],
    ['Content-Type: application/x-pkcs7-mime', 'cms'],
    ['Content-Type: application/octet-stream; name="SMIME.P7M"', 'cms'],
    [
      'Content-Type: application/octet-stream\r\nContent-Disposition: attachment;\r\n filename=smime.p7m',
      'cms',
    ],
    ['Content-Type: application/octet-stream; name=other.bin', 'none'],
    ['Content-Type: text/plain', 'none'],
    ['Subject: x', 'none'],
    ['', 'none'],
    ['Content-Type: multipart/mixed; boundary=z\r\nContent-Type: multipart/signed; boundary=x', 'clear-signed'],
    // Cut down to an octet, U+010A is a line feed.
    ['Subject: \u010aContent-Type: application/pkcs7-mime', 'none'],
  ])('%s', (headers, form) => expect(detectSmime(headers)).toBe(form));
});
