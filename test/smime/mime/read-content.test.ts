import { decodeWords } from '../../../src/smime/mime/encoded-words';
import { readBareContent, readContent } from '../../../src/smime/mime/read-content';

const octets = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const read = (message: string) => readContent(octets(message.replaceAll('\n', '\r\n')));
const multipart = (type: string, ...parts: string[]) =>
  `Content-Type: multipart/${type}; boundary=x\n\n${parts.map((part) => `--x\n${part}\n`).join('')}--x--\n`;
const plain = (text: string) => `Content-Type: text/plain\n\n${text}`;
const page = (html: string) => `Content-Type: text/html\n\n${html}`;
const files = async (message: string) => (await read(message)).attachments.map(({ contentType, name }) => `${contentType} ${name}`.trim());

describe('what is shown', () => {
  test.each([
    ['a text', plain('one\ntwo'), { text: 'one\ntwo' }],
    ['a page', page('<p>one'), { html: '<p>one' }],
    ['two versions', multipart('alternative', plain('one'), page('<p>one')), { text: 'one', html: '<p>one' }],
    ['the last of two texts', multipart('alternative', plain('worse'), plain('better')), { text: 'better' }],
    ['plain text rather than a kind nobody reads', multipart('alternative', plain('one'), 'Content-Type: text/enriched\n\n<bold>one'), { text: 'one' }],
    ['a kind nobody reads when there is nothing else', 'Content-Type: text/enriched\n\n<bold>one', { text: '<bold>one' }],
    ['texts one below the other', multipart('mixed', plain('one'), plain('two')), { text: 'one\ntwo' }],
    ['a page that says it is in letters it is not in', page('<meta charset="unicode"><p>one'), { html: '<meta charset="unicode"><p>one' }],
    ['a page with a footer', multipart('mixed', page('<p>one'), plain('<two>\n& three')), {
      html: '<p>one\n<div style="white-space: pre-wrap">&lt;two&gt;<br>&amp; three</div>',
    }],
    ['no half of a message as its text', multipart('mixed', plain('one'), page('<p>two')), {
      html: '<div style="white-space: pre-wrap">one</div>\n<p>two',
    }],
    ['the root of related parts, wherever it stands', multipart('related; start="<r@x>"', page('<p>frame'), `Content-ID: <r@x>\n${page('<p>root')}`), { html: '<p>root' }],
    ['what stands without a boundary', 'Content-Type: multipart/mixed\n\nAAA', { text: 'AAA' }],
    ['what is no type', 'Content-Type: text\n\nAAA', { text: 'AAA' }],
    ['an empty message', 'Subject: x\n\n', { text: '' }],
  ])('%s', async (_, message, body) => {
    expect((await read(message)).body).toEqual(body);
  });

  test('what is attached', async () => {
    expect(await files(multipart('mixed', plain('one'), `Content-Disposition: attachment; filename=a.txt\n${plain('two')}`))).toEqual(['text/plain a.txt']);
    expect(await files(multipart('mixed', plain('one'), `Content-Disposition: inline; filename=a.txt\n${plain('two')}`))).toEqual(['text/plain a.txt']);
    expect(await files(multipart('alternative', plain('one'), 'Content-Type: text/calendar\n\nBEGIN:VCALENDAR'))).toEqual(['text/calendar']);
    expect(await files(multipart('digest', '\nSubject: one\n\nbody', 'Content-Type: text/plain\n\nnote'))).toEqual(['message/rfc822']);
    expect(await files(multipart('mixed', 'Content-Type: message/rfc822\n\nContent-Type: text/html\n\n<b>never shown'))).toEqual(['message/rfc822']);
  });

  test('a forwarded message is a file and nothing of it is shown', async () => {
    const { body, attachments } = await read(`Content-Type: message/rfc822\n\nSubject: x\n\nhello`);
    expect(body).toEqual({});
    expect(Buffer.from(attachments[0]?.bytes ?? []).toString()).toBe('Subject: x\r\n\r\nhello');
  });
});

test('encoded words in Japanese are read one by one: each begins and ends in ASCII', () => {
  expect(decodeWords('=?iso-2022-jp?B?GyRCRnxLXBsoQg==?= =?iso-2022-jp?B?GyRCOGwbKEI=?=')).toBe('日本語');
});

describe('character sets', () => {
  test.each([
    ['utf-8', 'c3a9', 'é'],
    ['UTF8', 'c3a9', 'é'],
    ['iso-8859-1', 'e9', 'é'],
    ['"windows-1251"', 'd0', 'Р'],
    ['koi8-r', 'd0', 'п'],
    ['us-ascii', 'c3a9', 'é'],
    ['us-ascii', 'e9', 'é'],
    ['nobody-knows-it', 'e9', 'é'],
    ['', 'c3a9', 'é'],
    ['x-cp932', '93fa', '日'],
    ['ks_c_5601-1987', 'c7d1', '한'],
    ['iso-2022-jp-2', '1b2442467c1b2842', '日'],
    ['cp936', 'c8d5', '日'],
    ['iso-2022-kr', '41', 'A'],
    ['utf-16le', '4100', 'A'],
    ['utf-7', '2b414867', '+AHg'],
  ])('%s %s', async (charset, hex, text) => {
    const bytes = Buffer.concat([Buffer.from(`Content-Type: text/plain; charset=${charset}\r\n\r\n`), Buffer.from(hex, 'hex')]);
    expect((await readContent(new Uint8Array(bytes))).body.text).toBe(text);
  });

  test('a page that says its own', async () => {
    expect((await read(page('<meta charset="koi8-r">\xd0'))).body.html).toContain('п');
    expect((await read(`Content-Type: text/html; charset=iso-8859-1\n\n<meta charset="koi8-r">\xd0`)).body.html).toContain('Ð');
  });
});

describe('texts whose lines flow', () => {
  const flowed = async (text: string, more = '') => (await read(`Content-Type: text/plain; format=flowed${more}\n\n${text}`)).body.text;
  test('are joined at the blank', async () => expect(await flowed('one \ntwo\nthree')).toBe('one two\nthree'));
  test('without it, if it is only for folding', async () => expect(await flowed('on \ne\n', '; delsp=yes')).toBe('one\n'));
  test('within one depth of quotation', async () => expect(await flowed('> a \n> b\n>> c \nd')).toBe('> a b\n>> c \nd'));
  test('not around the line above a signature', async () => expect(await flowed('a \n-- \nme')).toBe('a \n-- \nme'));
  test('stuffed lines lose one blank', async () => expect(await flowed(' From me\n  > x')).toBe('From me\n > x'));
});

describe('damaged encodings', () => {
  const body = async (encoding: string, text: string) =>
    Buffer.from((await read(`Content-Type: application/x\nContent-Transfer-Encoding: ${encoding}\n\n${text}`)).attachments[0]?.bytes ?? []).toString('latin1');
  test('base64 with rubbish, and in two blocks', async () => {
    expect(await body('base64', 'aGVs*bG8=\naGk=')).toBe('hellohi');
    expect(await body('base64', 'aGVsbG8')).toBe('hello');
    expect(await body('base64', 'a')).toBe('');
  });
  test('uuencode', async () => {
    expect(await body('x-uuencode', 'words\nbegin 644 x\n%:&5L;&\\\n`\nend\nmore')).toBe('hello');
    expect(await body('x-uuencode', 'begin 644 x\n~~')).toHaveLength(0);
    expect(await body('uuencode', 'nothing')).toBe('nothing');
  });
  test('one that nobody knows is left as it is', async () => expect(await body('x-gzip64', 'H4s=')).toBe('H4s='));
});

describe('file names', () => {
  const name = async (parameters: string) => (await read(`Content-Type: application/x\nContent-Disposition: attachment${parameters}\n\nx`)).attachments[0]?.name;
  test.each([
    [`; filename="a b.txt"`, 'a b.txt'],
    [`; filename*=utf-8''%e2%82%ac%20rates`, '€ rates'],
    [`; filename*=iso-8859-1'en'%A3%20rates`, '£ rates'],
    [`; filename*0*=utf-8''%e2%82;\n filename*1*=%ac;\n filename*2=" x'y'z.txt"`, `€ x'y'z.txt`],
    [`; filename=old.txt; filename*=utf-8''n%c3%a9w.txt`, 'néw.txt'],
    [`; filename="=?utf-8?Q?=E2=82=AC?= rates"`, '€ rates'],
    [`; filename="\xc3\xa9.txt"`, 'é.txt'],
    [`; filename="../../etc/passwd"`, 'passwd'],
    [`; filename*=utf-8''..%2f..%5cpasswd`, 'passwd'],
    [`; filename*=utf-8''x%e2%80%aegpj.exe`, 'xgpj.exe'],
    [`; filename*=nobody-knows-it''%c3%a9`, 'é'],
    ['', ''],
  ])('%s', async (parameters, expected) => expect(await name(parameters)).toBe(expected));
});

describe('octets without MIME', () => {
  test('are text, or a file', async () => {
    expect((await readBareContent(octets('one\r\ntwo\xe9'))).body.text).toBe('one\ntwoé');
    const { body, attachments } = await readBareContent(octets('PK\x03\x04\x00'));
    expect(body).toEqual({});
    expect(attachments.map(({ name, contentType, bytes }) => [name, contentType, bytes.length])).toEqual([['', 'application/octet-stream', 5]]);
  });
});

describe('hostile sizes', () => {
  const milliseconds = 10_000; // Alone it takes a fraction of a second; on a machine under load ten times as long.
  test.each([
    ['ten million empty lines', `Content-Type: text/plain\n\n${'\n'.repeat(10_000_000)}`],
    ['a million short lines that flow', `Content-Type: text/plain; format=flowed\n\n${'a \n'.repeat(1_000_000)}`],
    ['quotation marks', `Content-Type: text/plain; format=flowed\n\n${'>'.repeat(5_000_000)}`],
    ['a page that opens and opens', page('<meta '.repeat(1_000_000))],
    ['escapes', `Content-Transfer-Encoding: quoted-printable\n\n${'='.repeat(5_000_000)}`],
    ['twenty thousand parts', multipart('mixed', ...Array.from({ length: 19_000 }, () => 'Content-Type: application/x\n\nx'))],
    ['nested versions', Array.from({ length: 29 }, (_, at) => `Content-Type: multipart/alternative; boundary=b${at}\n\n--b${at}\n`).join('') + page('x'.repeat(2_000_000))],
    ['a boundary of a megabyte', `Content-Type: multipart/mixed; boundary="${'=?a'.repeat(330_000)}"\n\nx`],
    ['a name of many words', `Content-Disposition: attachment; filename="${'=?utf-8?B?YWFh?= '.repeat(50_000)}"\n\nx`],
    ['a name of words that never end', `Content-Disposition: attachment; filename="${'=?utf-8?B?'.repeat(90_000)}"\n\nx`],
    ['words of two character sets in turn', `Content-Disposition: attachment; filename="${'=?utf-8?Q?a?= =?koi8-r?Q?a?= '.repeat(30_000)}"\n\nx`],
    ['comments', `Content-Type: text/plain${'('.repeat(900_000)}\n\nx`],
    ['pieces of a parameter', `Content-Disposition: attachment${Array.from({ length: 900 }, (_, at) => `; filename*${at}*=%41`).join('')}${'; x="\\"'.repeat(100_000)}\n\nx`],
  ])('%s', async (_, message) => {
    const bytes = octets(message);
    const start = performance.now();
    await readContent(bytes).catch((error: unknown) => expect(error).toMatchObject({ code: 'ERR_MIME_TOO_COMPLEX' }));
    expect(performance.now() - start).toBeLessThan(milliseconds);
  });
});
