import fc from 'fast-check';
import { detectSmime, readOuterStructure } from '../../src/smime';
import { parseAddressList, readableText } from '../../src/smime/mime/addresses';
import { withoutComments } from '../../src/smime/mime/comments';
import { parseParameterized } from '../../src/smime/mime/content-type';
import { parseHeaderSection } from '../../src/smime/mime/headers';
import { readDate, readMessageHeaders } from '../../src/smime/mime/message-headers';
import { decodeTransfer } from '../../src/smime/mime/transfer-encoding';
import { holds, slowTimeout, valueOrRefused } from './support/runs';

/** Pieces of the grammars of RFC 5322, 2045, 2047 and 2231, whole and broken. */
const pieces = [
  ...['alice@smime.example', '<', '>', '@', ',', ';', ':', '"', '\\', '\\"', '(', ')', '((((', '[', ']', ' ', '\t', '\r\n ', '\n', '\r', '\u0000'],
  ...['=?utf-8?q?', '=?utf-8?b?', '=?iso-2022-jp?B?GyRC', '=?utf-16le*en?q?', '?=', '=?', '=C3', '=E2=82', '4oKs', '=', '==', '=\r\n', '_'],
  ...['multipart/signed', 'text/plain', 'boundary', 'name', 'filename', '*', '*0', '*0*', '*1*', '*00', "utf-8''", "''", '%e2%82', '%', '%zz', '"";', 'charset=utf-7', 'hp="cipher"'],
  ...['Thu, 31 Feb 2027 25:61:61 +9999', 'Mon, 1 Jan 27 00:00 EST', '\u00e9', '\u202e', '\ud800', '\ufeff', 'Content-Type', 'From', '--', '.', '0', '99999999999999999999'],
];

const someText = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((chosen) => chosen.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);
/** One piece or two, very often. */
const longText = fc
  .record({ start: fc.constantFrom(...pieces), again: fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 }), end: fc.constantFrom(...pieces) })
  .map(({ start, again, end }) => `${start}${again.join('').repeat(4000)}${end}`);
const texts = fc.oneof({ weight: 5, arbitrary: someText }, { weight: 1, arbitrary: longText });

describe('a text that may be anything', () => {
  test('is a header field of every kind, or is refused', async () => {
    await holds(texts, 600, async (text) => {
      parseAddressList(text);
      readableText(text);
      withoutComments(text);
      parseParameterized(text);
      readDate(text);
      await valueOrRefused(() => detectSmime(text));
      await valueOrRefused(() => readOuterStructure(`Content-Type: ${text}`));
    });
  }, slowTimeout);

  test('is a header section, or is refused', async () => {
    const sections = fc.array(fc.tuple(fc.constantFrom('From', 'To', 'Subject', 'Date', 'Message-ID', 'Content-Type', ''), texts), { maxLength: 20 });
    await holds(sections, 200, async (fields) => {
      const octets = new TextEncoder().encode(fields.map(([name, value]) => `${name}: ${value}\r\n`).join(''));
      const section = await valueOrRefused(() => parseHeaderSection(octets, 0, octets.length));
      if (section === undefined) return;
      const { from, to, cc } = readMessageHeaders(section.fields);
      for (const { address } of [...from, ...to, ...cc]) expect(address).toMatch(/^[^\r\n]+@[^\r\n]+$/);
    });
  }, slowTimeout);

  test('is a body in every encoding, or is refused', async () => {
    const encodings = fc.constantFrom('base64', 'quoted-printable', '7bit', 'x-uuencode', 'binary', '');
    await holds(fc.tuple(texts, encodings), 300, async ([text, encoding]) => {
      const body = new TextEncoder().encode(text);
      const decoded = await valueOrRefused(() => decodeTransfer(body, encoding));
      if (decoded !== undefined) expect(decoded.length).toBeLessThanOrEqual(body.length);
    });
  }, slowTimeout);
});
