import PostalMime from 'postal-mime';
import { buildEntity, buildMessageHeaders } from '../../../src/smime/mime/build';
import { parseMime } from '../../../src/smime/mime/parse';
import { readContent } from '../../../src/smime/mime/read-content';
import { readMessageHeaders } from '../../../src/smime/mime/message-headers';
import { draftTime, hardDraft, shortDraft } from '../../support/drafts';
import { describePython, runPython } from '../../support/python';
import { concat } from '../../../src/smime/bytes';

const message = () => concat(buildMessageHeaders(hardDraft, draftTime), buildEntity(hardDraft));
const lines = (text: string | undefined) => (text ?? '').replace(/\r\n/g, '\n').replace(/\n+$/, '');

describe('an entity built from a draft', () => {
  test('survives relays: 7-bit, short lines, no blanks at line ends, no bare "From "', () => {
    const text = new TextDecoder('latin1').decode(message());
    for (const line of text.split('\r\n')) {
      expect(line).toMatch(/^[\x20-\x7e\t]{0,78}$/);
      expect(line).not.toMatch(/[ \t]$/);
      expect(line).not.toMatch(/^From |^\.|^--(?!=_)/);
    }
    expect(text).not.toMatch(/[^\r]\n/);
  });

  test('is read by our own reader as it was written', async () => {
    const { body, attachments } = await readContent(buildEntity(hardDraft));
    expect(lines(body.text)).toBe(lines(hardDraft.text));
    expect(lines(body.html)).toBe(lines(hardDraft.html));
    expect(attachments.map(({ bytes }) => Buffer.from(bytes).toString('hex')).sort()).toEqual(
      hardDraft.attachments.map(({ bytes }) => Buffer.from(bytes).toString('hex')).sort(),
    );
    expect(attachments.find(({ contentId }) => contentId === 'logo@smime.example')?.name).toBe('logo.png');
    expect(attachments.map(({ name }) => name)).toContain(hardDraft.attachments[1]?.name);
  });

  test('a text that the page does not show is a file, also with an identifier', async () => {
    const note = { name: 'note.txt', contentType: 'text/plain', bytes: new TextEncoder().encode('not in the body'), contentId: 'note@smime.example' };
    const { body, attachments } = await readContent(buildEntity({ text: 'One.', html: '<p>One.</p>', attachments: [note] }));
    expect(lines(body.text)).toBe('One.');
    expect(body.html).not.toContain('not in the body');
    expect(attachments).toMatchObject([{ name: 'note.txt', contentId: 'note@smime.example' }]);
  });

  test('has headers that say what was written', () => {
    const headers = readMessageHeaders(parseMime(message()).headers);
    expect(headers).toMatchObject({
      subject: hardDraft.subject,
      from: [hardDraft.from],
      to: hardDraft.to,
      cc: hardDraft.cc,
      messageId: hardDraft.messageId,
    });
    expect(headers.date).toEqual(draftTime);
  });

  test('is read by postal-mime as it was written', async () => {
    const email = await PostalMime.parse(message());
    expect(email.subject).toBe(hardDraft.subject);
    expect(lines(email.text)).toBe(lines(hardDraft.text));
    expect(email.attachments.map(({ filename }) => filename)).toEqual(
      hardDraft.attachments.map(({ name }) => name),
    );
  });

  test.each([
    ['subject', { ...shortDraft, subject: 'x\r\nBcc: eve@evil.example' }],
    ['name', { ...shortDraft, from: { address: 'a@smime.example', name: 'x\nTo: y' } }],
    ['address', { ...shortDraft, to: [{ address: 'a@smime.example>\r\nX: y' }] }],
    ['two addresses in one', { ...shortDraft, to: [{ address: 'a@smime.example,b@smime.example' }] }],
    ['identifier', { ...shortDraft, messageId: 'a b' }],
    ['reference', { ...shortDraft, references: ['a>\r\nX: y'] }],
  ])('refuses text that would break out of its header: %s', (_, draft) => {
    expect(() => buildMessageHeaders(draft, draftTime)).toThrow('ERR_MIME_HEADER_INVALID');
  });

  test.each(['x\r\nContent-Type: text/html', 'x\u0000.pdf'])('refuses the file name %j', (name) => {
    const attachments = [{ name, contentType: 'text/plain', bytes: new Uint8Array() }];
    expect(() => buildEntity({ ...shortDraft, attachments })).toThrow('ERR_MIME_HEADER_INVALID');
  });

  test('keeps Bcc outside and says nobody where nobody is named', () => {
    const text = new TextDecoder().decode(
      buildMessageHeaders({ ...shortDraft, to: [], bcc: [{ address: 'b@smime.example' }] }, draftTime),
    );
    expect(text).toContain('To: undisclosed-recipients:;\r\n');
    expect(text).toContain('Bcc: b@smime.example\r\n');
  });
});

interface PythonReading {
  readonly subject: string;
  readonly from: string;
  readonly defects: readonly string[];
  readonly text: string;
  readonly html: string;
  readonly files: readonly (readonly [string, string])[];
}

const pythonReader = `
import sys, json, email, hashlib
from email import policy
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=policy.default)
parts = [p for p in m.walk() if not p.is_multipart()]
print(json.dumps({
  "subject": m["subject"], "from": m["from"].addresses[0].display_name, "defects": [str(d) for p in m.walk() for d in p.defects],
  "text": m.get_body(("plain",)).get_content(), "html": m.get_body(("html",)).get_content(),
  "files": [[p.get_filename(), hashlib.sha256(p.get_payload(decode=True)).hexdigest()] for p in parts if p.get_filename()],
}))`;

describePython("an entity built from a draft, read by Python's email", () => {
  test('is read as it was written', async () => {
    const read = JSON.parse(runPython(pythonReader, message())) as PythonReading;
    expect(read.defects).toEqual([]);
    expect(read.subject).toBe(hardDraft.subject);
    expect(read.from).toBe(hardDraft.from.name);
    expect(lines(read.text)).toBe(lines(hardDraft.text));
    expect(lines(read.html)).toBe(lines(hardDraft.html));
    const files = await Promise.all(
      hardDraft.attachments.map(async ({ name, bytes }) => [
        name,
        Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex'),
      ]),
    );
    expect(read.files).toEqual(files);
  });
});
