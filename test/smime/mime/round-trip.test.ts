import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { MessageDraft } from '../../../src/smime';
import { concat } from '../../../src/smime/bytes';
import { buildEntity, buildMessageHeaders } from '../../../src/smime/mime/build';
import { latin1 } from '../../../src/smime/mime/headers';
import { readFrom, readMessageHeaders } from '../../../src/smime/mime/message-headers';
import { parseMime } from '../../../src/smime/mime/parse';
import { readContent } from '../../../src/smime/mime/read-content';
import { draftTime, shortDraft } from '../../support/drafts';
import { describePython, runPython } from '../../support/python';

/** What is hard in a header: blanks, quotes, encoded words, letters of several octets, marks that turn the direction. */
const hardPieces = [
  ...[' ', '  ', 'a', 'Grüße', '🚀', '👩‍👩‍👧', '王小明', '"', '\\', ',', ';', ':', '<', '>', '@', '(', ')', '=?', '?=', '=?utf-8?Q?x?=', '_'],
  ...['x'.repeat(80), 'é'.repeat(50), '.', '..', "'", '%41', '&amp;', '\u202eevil\u202c', '\u200f', '\u00a0', 'bob@evil.example', 'A.', '[...]', '*'],
];
const hard = fc.array(fc.constantFrom(...hardPieces), { maxLength: 12 }).map((pieces) => pieces.join(''));
const unicode = fc.string({ unit: 'grapheme', maxLength: 60 });
// eslint-disable-next-line no-control-regex -- what may not stand in a header
const headerText = fc.oneof(hard, unicode).filter((text) => !/[\u0000-\u0008\u000a-\u001f\u007f\u2028\u2029]/.test(text));
const subject = fc.oneof(headerText, fc.constantFrom('', ' ', '   ', '\t', 'a\tb', ' a ', 'x'.repeat(3000), 'word '.repeat(400)));
const domain = fc.constantFrom('smime.example', 'müller.example', '例え.example', `${'a.'.repeat(100)}example`);
const localPart = fc.constantFrom('a', 'o-n+e_two', "o'neil", 'x'.repeat(64), 'first.last', 'a=b', '#$%&*/?^`{|}~!');
const mailbox = fc.record({ address: fc.tuple(localPart, domain).map((parts) => parts.join('@')), name: fc.oneof(headerText, fc.constant('n, '.repeat(500))) });
const line = fc.oneof(hard, fc.constantFrom('', '.', '..', 'From me', '>From', '-- ', '--=_part_1', '--=_part_1--', 'end ', '\t', 'x'.repeat(1500), '='.repeat(90), '\u0000\u0007', '--'));
const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
const fileName = headerText.map((name) => name.replace(/[/\\]/g, '-')).filter((name) => Array.from(name).length <= 200);
const attachment = fc.record({
  name: fileName,
  contentType: fc.constantFrom('application/pdf', 'text/plain', 'text/plain; charset=iso-8859-1', 'message/rfc822', 'multipart/mixed; boundary=x', 'odd', '', 'image/png\r\nX: y', 'a/b; c="'),
  bytes: fc.uint8Array({ maxLength: 200 }),
});
const identifier = fc.constantFrom('a@b', 'x'.repeat(600), "odd!#$%&'*+/=?^_`{|}~-.[1]@c");
const draftArbitrary: fc.Arbitrary<MessageDraft> = fc.record({
  from: mailbox,
  to: fc.array(mailbox, { maxLength: 40 }),
  cc: fc.array(mailbox, { maxLength: 3 }),
  bcc: fc.constant([]),
  subject,
  messageId: identifier,
  inReplyTo: identifier,
  references: fc.array(identifier, { maxLength: 300 }),
  text,
  html: text,
  attachments: fc.array(attachment, { maxLength: 3 }),
});

const write = (draft: MessageDraft) => concat(buildMessageHeaders(draft, draftTime), buildEntity(draft));
const lines = (value: string | undefined) => (value ?? '').replace(/\r\n?/g, '\n');
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const nameOf = (name: string | undefined) => (name ?? '').replaceAll('\t', ' ').trim();
const asciiAddress = (address: string) => address.replace('müller', 'xn--mller-kva').replace('例え', 'xn--r8jz45g');
const expectedMailbox = ({ address, name }: { address: string; name?: string }) => {
  const shown = nameOf(name);
  return { address: asciiAddress(address), ...(shown === '' || shown === address ? {} : { name: shown }) };
};
// The marks that the reader takes out of file names.
const shownName = (name: string) => name.replace(/[\u0080-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '');

test('what is written is seven bits, in short lines, and read as what was asked', async () => {
  await fc.assert(
    fc.asyncProperty(draftArbitrary, async (draft) => {
      const message = write(draft);
      for (const written of latin1(message).split('\r\n')) {
        expect(written).toMatch(/^[\x20-\x7e\t]{0,998}$/);
        expect(written).not.toMatch(/^From |^\.|[ \t]$/);
        // RFC 2047 section 2: a line with an encoded word has at most 76 characters, the word at most 75.
        if (/^[A-Z][\w-]*:|^ =\?/.test(written) && written.includes('=?utf-8?B?')) expect(written.length).toBeLessThanOrEqual(76 + longestAddress);
      }
      expect(latin1(message)).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
      const entity = parseMime(message);
      const headers = readMessageHeaders(entity.headers);
      expect(entity.ambiguous).toBe(false);
      expect(headers.subject).toBe(draft.subject);
      expect(headers.from).toEqual([expectedMailbox(draft.from)]);
      expect(headers.to).toEqual(draft.to.map(expectedMailbox));
      expect(headers.cc).toEqual(draft.cc.map(expectedMailbox));
      expect(readFrom(entity.headers).ambiguous).toBe(false);
      const { body, attachments } = await readContent(message);
      expect(body).toEqual({ text: lines(draft.text), html: lines(draft.html) });
      expect(attachments.map(({ name, sha256 }) => [name, sha256])).toEqual(draft.attachments.map(({ name, bytes }) => [shownName(name), digestOf(bytes)]));
    }),
    { numRuns: process.env['SLOW'] === '1' ? 5000 : 60 },
  );
});

/** An address stands on the line of its name's last word, and is not folded. */
const longestAddress = 320;

test.each(['a\u0000', 'a\rb', 'a\nb', 'a\u2028b', '\u007f', 'x\r\n\r\ny'])('no header takes %j', (odd) => {
  for (const draft of [{ subject: odd }, { from: { address: 'a@b.example', name: odd } }, { messageId: odd }, { from: { address: `${odd}@b.example` } }])
    expect(() => write({ ...shortDraft, ...draft })).toThrow('ERR_MIME_HEADER_INVALID');
  expect(() => write({ ...shortDraft, attachments: [{ name: odd, contentType: 'a/b', bytes: new Uint8Array() }] })).toThrow('ERR_MIME_HEADER_INVALID');
});

test.each(['müller@b.example', 'a@b@c.example', 'a b@c.example', 'a@', '@b', `a@${'b'.repeat(400)}`, 'a@é#.example', 'a@é/x'])(
  'the address %s cannot be written',
  (address) => expect(() => write({ ...shortDraft, to: [{ address }] })).toThrow('ERR_MIME_HEADER_INVALID'),
);

test('a text attachment keeps its character set, and no type writes a header of its own', () => {
  const typeOf = (contentType: string) =>
    parseMime(write({ ...shortDraft, attachments: [{ name: 'a', contentType, bytes: new Uint8Array() }] })).parts[1]?.contentType;
  expect(typeOf('text/csv; charset=iso-8859-1')?.parameters.get('charset')).toBe('iso-8859-1');
  expect(typeOf('text/csv; charset="x\r\nX: y"')?.parameters.get('charset')).toBeUndefined();
  expect(typeOf('application/pdf; charset=utf-8')?.parameters.get('charset')).toBeUndefined();
  expect(typeOf('message/rfc822')?.value).toBe('application/octet-stream');
});

describePython("what is written, read by Python's email", () => {
  test('is what was asked', () => {
    const drafts = fc.sample(draftArbitrary, { numRuns: 40, seed: 20270601 });
    const messages = drafts.map((draft) => Buffer.from(write(draft)).toString('base64'));
    const readings = JSON.parse(runPython(program, new TextEncoder().encode(JSON.stringify(messages)))) as PythonReading[];
    drafts.forEach((draft, at) => {
      const reading = readings[at];
      expect(reading?.defects).toEqual([]);
      expect(reading?.subject).toBe(draft.subject);
      expect(reading?.from).toEqual([asciiAddress(draft.from.address)]);
      expect(reading?.to).toEqual(draft.to.map(({ address }) => asciiAddress(address)));
      expect([lines(reading?.text), lines(reading?.html)]).toEqual([lines(draft.text), lines(draft.html)]);
      expect(reading?.files).toEqual(draft.attachments.map(({ bytes }) => digestOf(bytes)));
      // Python takes blanks off the ends of names.
      expect(reading?.names.map((name) => name.trim())).toEqual(draft.attachments.map(({ name }) => name.trim()));
    });
  });
});

interface PythonReading {
  readonly subject: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly defects: readonly string[];
  readonly text: string;
  readonly html: string;
  readonly files: readonly string[];
  readonly names: readonly string[];
}

const program = `
import sys, json, email, hashlib, base64
from email import policy
def read(octets):
    m = email.message_from_bytes(octets, policy=policy.default)
    files = [p for p in m.walk() if p.get_content_disposition() == "attachment"]
    text = lambda p: p.get_payload(decode=True).decode(p.get_content_charset())
    return {
      "subject": str(m["subject"]), "from": [a.addr_spec for a in m["from"].addresses],
      "to": [a.addr_spec for a in m["to"].addresses] if m["to"] else [], "defects": [str(d) for p in m.walk() for d in p.defects],
      "text": text(m.get_body(("plain",))), "html": text(m.get_body(("html",))),
      "files": [hashlib.sha256(p.get_payload(decode=True)).hexdigest() for p in files], "names": [p.get_filename() for p in files],
    }
print(json.dumps([read(base64.b64decode(m)) for m in json.load(sys.stdin)]))`;
