import type { OpenOptions } from '../../src/smime';
import { openMessage, recognizeFile } from '../../src/smime';
import { latin1 } from '../../src/smime/mime/headers';
import { readMessageHeaders } from '../../src/smime/mime/message-headers';
import { parseMime } from '../../src/smime/mime/parse';
import { readContent } from '../../src/smime/mime/read-content';
import { decodedBody, outline } from '../support/mime-outline';
import { leavesOf, partsOf, readMime4j, shapeOf } from '../support/mime4j';
import { describeVectors, vector, vectorFiles } from '../support/vectors';
import { verdict } from '../support/verdict';
import { readings, reasons } from './tables/mime-robustness';

const files = vectorFiles('mime-robustness');
const read = (file: string) => vector(`mime-robustness/${file}`);
const messages = Object.keys(readings);
/** Of one file, how long at most: a machine under load takes ten times as long as another. */
const milliseconds = 10_000;

const options: OpenOptions = { unlocked: [], locked: [], trustAnchors: [], at: new Date('2027-06-01T00:00:00Z'), exact: true };

/** Outlook's own format for messages. No library of ours reads it, so it is a file by its name, which the reader keeps. */
const tnef = [
  ...['body', 'data-before-name', 'garbage-at-end', 'long-filename', 'multi-name-property', 'one-file', 'rtf'],
  ...['triples', 'two-files', 'unicode-mapi-attr-name', 'unicode-mapi-attr', 'winmail'],
].map((name) => `tnef/${name}.tnef`);

/** Names of the files inside the one of the same name. */
const tnefLists = ['data-before-name', 'one-file', 'two-files', 'unicode-mapi-attr', 'winmail'].map((name) => `tnef/${name}.list`);

/** Where our structure is not that of mime4j, and why. */
const otherShapes: Readonly<Record<string, string>> = {
  // A line that only begins like a delimiter is none (what RFC 2046 calls sufficient lets an inner boundary end an outer part).
  'ending-boundaries': 'multipart',
  // Blanks at the end are no part of a boundary (RFC 2046 section 5.1.1): the line with one blank less is a delimiter, too.
  'very-long-boundary': 'multipart(leaf leaf)',
  'very-very-long-boundary': 'multipart(leaf leaf)',
  'weird-boundary': 'multipart(leaf leaf)',
};

/** Made by mime4j's other way of reading, in which a line that is no field begins the body; we read like the first way. */
const bodyByOtherWay = new Set(['malformedHeaderStartsBody-nocrlfcrlf', 'malformedHeaderStartsBody-noheader']);

describeVectors('hard MIME', () => {
  test('every file of the collection is named', () => {
    const companions = messages.filter((file) => file.endsWith('.msg')).map((file) => file.slice(0, -'.msg'.length));
    // What mime4j makes of a message: its structure, its structure decoded, decoded bodies, and its own copy (.out).
    const isCompanion = (file: string) =>
      companions.some((base) => file.startsWith(base) && /^(?:\.xml|\.out|_decoded\.xml|_decoded(?:_\d+)+\.(?:txt|bin))$/.test(file.slice(base.length)));
    const named = new Set(['SOURCE.md', ...messages, ...tnef, ...tnefLists]);
    expect(files.filter((file) => !named.has(file) && !isCompanion(file))).toEqual([]);
    expect([...named].filter((file) => !files.includes(file))).toEqual([]);
    expect(Object.keys(reasons).filter((file) => !messages.includes(file))).toEqual([]);
    expect(files).toHaveLength(414);
  });

  test.each(Object.entries(readings))('%s', async (file, [subject, shown, ...parts]) => {
    const entity = parseMime(read(file));
    expect(outline(entity)).toEqual(parts);
    expect(readMessageHeaders(entity.headers).subject).toBe(subject);
    const { body } = await readContent(read(file));
    const hasText = (body.text ?? '').trim() !== '';
    expect(body.html === undefined ? (hasText ? 'text' : 'nothing') : hasText ? 'both' : 'page').toBe(shown);
  });

  test.each(messages.filter((file) => file.startsWith('mime4j/')))('%s has the structure and the bodies that mime4j says', (file) => {
    const base = file.slice(0, -'.msg'.length);
    const name = base.split('/').at(-1) ?? '';
    const ours = partsOf(parseMime(read(file)));
    const theirs = readMime4j(latin1(read(`${base}.xml`)));
    const decoded = readMime4j(latin1(read(`${base}_decoded.xml`)));
    expect(shapeOf(ours)).toBe(otherShapes[name] ?? shapeOf(decoded));
    if (otherShapes[name] !== undefined || bodyByOtherWay.has(name)) return;
    const leaves = leavesOf(ours);
    if (shapeOf(theirs) === shapeOf(ours)) expect(leavesOf(theirs).map(({ body }) => body)).toEqual(leaves.map(({ body }) => body));
    leavesOf(decoded).forEach(({ file: bodyFile = '' }, at) => {
      const path = `${file.slice(0, file.lastIndexOf('/'))}/${bodyFile}`;
      const leaf = leaves[at];
      if (leaf === undefined || !files.includes(path)) return;
      expect(Buffer.from(decodedBody(leaf.entity)).equals(Buffer.from(read(path)))).toBe(true);
    });
  });

  // None of them is signed or encrypted, whatever its structure; two are no messages.
  test('every message is plain, and read in time', async () => {
    const without = messages.filter((file) => file.includes('noheader'));
    for (const file of messages) {
      const start = performance.now();
      const expected = without.includes(file) ? 'ERR_MIME_MALFORMED' : 'plain';
      expect([file, await verdict(read(file), options)]).toEqual([file, expected]);
      expect(performance.now() - start).toBeLessThan(milliseconds);
    }
  });

  test('every other file ends in a value or a typed error', async () => {
    for (const file of files) {
      const start = performance.now();
      expect(typeof (await verdict(read(file), options))).toBe('string');
      expect(recognizeFile(read(file)).kind).not.toBe('cms');
      expect(performance.now() - start).toBeLessThan(milliseconds);
    }
  });

  test.each(tnef)('%s is no message and no CMS', (file) => {
    expect(recognizeFile(read(file)).kind).toBe('unknown');
  });

  test('winmail.dat is an attachment with its name, unchanged', async () => {
    const { attachments, body } = await openMessage(read('tnef/ukr.eml'), options);
    expect(attachments.map(({ name, contentType, bytes }) => [name, contentType, bytes.length])).toEqual([
      ['winmail.dat', 'application/ms-tnef', 9566],
    ]);
    expect(attachments[0]?.bytes.subarray(0, 4)).toEqual(Uint8Array.of(0x78, 0x9f, 0x3e, 0x22));
    expect(body.text).toContain('шостий');
  });

  test('what a provider delivered says what was sent through it', async () => {
    const delivered = messages.filter((file) => file.startsWith('webmail-transport/'));
    expect(delivered).toHaveLength(36);
    for (const file of delivered) {
      const { headers, body, attachments } = await openMessage(read(file), options);
      expect(body.text?.trim()).toBe(headers.subject);
      expect([headers.from.length, attachments.length]).toEqual([1, 0]);
    }
  });
});
