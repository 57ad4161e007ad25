import fc from 'fast-check';
import { buildEntity, buildMessageHeaders } from '../../../src/smime/mime/build';
import { readProtectedHeaders } from '../../../src/smime/mime/header-protection';
import { readableValue } from '../../../src/smime/mime/header-protection-fields';
import { withoutLegacyDisplay } from '../../../src/smime/mime/header-protection-legacy';
import { protectHeaders } from '../../../src/smime/mime/header-protection-write';
import { readMessageHeaders } from '../../../src/smime/mime/message-headers';
import { parseMime } from '../../../src/smime/mime/parse';
import { foldedField, rawFields } from '../../../src/smime/mime/raw-fields';
import { readContent } from '../../../src/smime/mime/read-content';
import { draftTime, shortDraft } from '../../support/drafts';

/** What may stand in a subject that a person types: no controls, no line ends, no half of a pair. */
const subjectText = fc
  .string({ unit: 'grapheme', maxLength: 120 })
  .map((text) => text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '').replace(/\s+/g, ' ').trim());
const line = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.constantFrom('', ' ', 'Subject: x', 'From here', '.', '--', '<body>', '<div class="header-protection-legacy-display">', '</div>', '=20'),
);
const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n').replace(/[\p{Cc}\p{Cs}]/gu, (char) => (char === '\n' ? char : '')));
const page = text.map((body) => `<html><head><title>t</title></head><body>${body}</body></html>`);

describe('headers written inside are read again', () => {
  test('whatever is written: subject and text come back, and the copy in the text is not shown', async () => {
    await fc.assert(
      fc.asyncProperty(subjectText, text, fc.option(page, { nil: undefined }), async (subject, body, html) => {
        const draft = { ...shortDraft, subject, text: body, ...(html === undefined ? {} : { html }) };
        const plain = buildEntity(draft);
        const made = protectHeaders({ headers: buildMessageHeaders(draft, draftTime), entity: plain }, { how: 'hidden-subject', encrypted: true });
        const found = readProtectedHeaders(parseMime(made.entity), parseMime(made.headers).headers);
        expect(found).toMatchObject({ form: 'rfc9788', hp: 'cipher' });
        if (found === undefined) return;
        expect(readableValue(found.inside.find(({ name }) => name === 'subject')?.value ?? '')).toBe(subject);
        expect(new TextDecoder().decode(made.headers)).toContain('\r\nSubject: [...]\r\n');
        const read = await readContent(withoutLegacyDisplay(found, true));
        expect(normal(read.body)).toEqual(normal((await readContent(plain)).body));
      }),
      { numRuns: 300, seed: 9788 },
    );
  });

  test('letters that end in octets of blanks stay whole', () => {
    const raw = Uint8Array.from(Buffer.from('Subject: voilà \r\n\r\n', 'utf8'));
    expect(readMessageHeaders(parseMime(raw).headers).subject).toBe('voilà');
  });

  test('lines are folded at blanks, and unfolding gives the same again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x21-\x7e]{1,30}(?:[ \t]{1,3}[\x21-\x7e]{1,60}){0,12}$/), (value) => {
        const folded = foldedField(`Subject: ${value}`);
        expect(folded.replace(/\r\n/g, '')).toBe(`Subject: ${value}`);
        for (const one of folded.split('\r\n')) expect(one).not.toMatch(/[ \t]$/);
        expect(rawFields(folded)).toEqual([folded]);
      }),
      { numRuns: 500, seed: 9788 },
    );
  });
});

/** Readers differ in the line ends at the end. */
function normal({ text: plain, html }: { readonly text?: string; readonly html?: string }): unknown {
  return [plain, html].map((version) => version?.replace(/\n+$/, ''));
}
