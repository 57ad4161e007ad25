import { openMessage } from '../../src/smime';
import type { OpenOptions } from '../../src/smime';
import { unlockPfx } from '../support/pfx';
import { describeVectors, vector, vectorFiles } from '../support/vectors';
import { verdictOf } from '../support/verdict';

/** What stands in the encrypted part: by opening the original mail. */
const secret = '*** THIS IS A PGP/MIME ENCRYPTED MESSAGE ***';

interface Expected {
  readonly verdict: string;
  /** Names and types of what is offered as a file, still encrypted. */
  readonly files: readonly string[];
}

const hidden = { verdict: 'plain', files: ['smime.p7m application/pkcs7-mime'] };
const html = { verdict: 'plain', files: [] };

/** By SOURCE.md: the original mail opens; the hidden part of every other stays closed. */
const messages: Readonly<Record<string, Expected>> = {
  '01-enc/smime/00-original-mail.eml': { verdict: 'enveloped-data · decrypted aes-128-cbc', files: [] },
  '01-enc/smime/01-reply-mix-822.eml': { verdict: 'plain', files: [' message/rfc822'] },
  '01-enc/smime/01-reply-mix-alt.eml': hidden,
  '01-enc/smime/01-reply-mix-crlf.eml': hidden,
  '01-enc/smime/01-reply-mix-css.eml': hidden,
  '01-enc/smime/01-reply-mix-dbl.eml': { verdict: 'plain', files: [...hidden.files, ...hidden.files] },
  '01-enc/smime/02-reply-rel.eml': hidden,
  'reevaluation-2020/01-enc/smime/01-reply-mix-css-modified.eml': hidden,
  // Tests of what a program keeps of styles; what the pane keeps of them stands in test/taskpane/content/style.test.ts.
  '02-sig/01-css-style-external.eml': html,
  '02-sig/01-css-style-inline.eml': html,
  '02-sig/01-css-style-internal.eml': html,
  '02-sig/02-conditional-rules.eml': html,
  '02-sig/03-blinding-tests.eml': html,
  'reevaluation-2020/02-sig/02-conditional-rules-modified-gmail.eml': html,
  'reevaluation-2020/02-sig/02-other-conditional-rules-modified.eml': html,
  'reevaluation-2020/02-sig/03-blinding-test-color-modified.eml': html,
};

const others: Readonly<Record<string, string>> = {
  'SOURCE.md': 'origin',
  'assets/secret-keys/manager@bigcorporation.crt': "the manager's certificate",
  'assets/secret-keys/manager@bigcorporation.key': "the manager's key",
  'assets/secret-keys/manager@bigcorporation.pem': 'both',
  'assets/secret-keys/manager@bigcorporation.pfx': 'both, sealed',
};

describeVectors('covert content (Re: What is up Johnny?)', () => {
  let options: OpenOptions;

  beforeAll(async () => {
    const unlocked = await unlockPfx('covert-content/assets/secret-keys/manager@bigcorporation.pfx', 'test12345678');
    options = { unlocked, locked: [], trustAnchors: [], at: new Date('2019-04-01T00:00:00Z'), exact: true };
  });

  test('every file of the collection has its place', () => {
    expect([...Object.keys(messages), ...Object.keys(others)].sort()).toEqual([...vectorFiles('covert-content')].sort());
  });

  test.each(Object.entries(messages))('%s', async (file, expected) => {
    const opened = await openMessage(vector(`covert-content/${file}`), options);
    expect(verdictOf(opened)).toBe(expected.verdict);
    expect(opened.attachments.map(({ name, contentType }) => `${name} ${contentType}`)).toEqual(expected.files);
    const shown = [opened.body.text, opened.body.html, ...opened.attachments.map(({ bytes }) => Buffer.from(bytes).toString('latin1'))];
    const isOpen = shown.some((text) => text?.includes(secret));
    expect(isOpen).toBe(expected.verdict.includes('decrypted'));
  });
});
