import type { MessageDraft } from '../../src/smime';

export const draftTime = new Date('2027-05-31T23:15:42Z');

/** Everything that is hard for mail at once. */
export const hardDraft: MessageDraft = {
  from: { address: 'alice@smime.example', name: 'Alice Åström, "the" first' },
  to: [{ address: 'bob@smime.example', name: 'Bob' }],
  cc: [{ address: 'carol@smime.example', name: '王小明' }],
  bcc: [],
  subject:
    'Grüße 🚀 – a subject that is long enough to be folded over several lines of the header, twice at least',
  messageId: '7d1f4c2e@smime.example',
  text: [
    'Dear Bob 👩‍👩‍👧,',
    'From here on it is hard.',
    '.',
    '..two dots',
    'trailing blanks   ',
    'a tab at the end\t',
    '-- ',
    '--boundary?',
    '=3D is not an equals sign',
    `long ${'x'.repeat(2000)}`,
    `${'word '.repeat(300)}end`,
    'Müller, Łódź, Ελλάδα',
    '',
    'Yours',
  ].join('\n'),
  html: '<p>Dear Bob 👩‍👩‍👧, <img src="cid:logo@smime.example"> &amp; more</p>\n<p>From here</p>',
  attachments: [
    {
      name: 'logo.png',
      contentType: 'image/png',
      bytes: Uint8Array.from({ length: 300 }, (_, at) => (at * 7) & 255),
      contentId: 'logo@smime.example',
    },
    {
      name: 'Übersicht über die sehr ausführlichen Ergebnisse des Jahres 2027 – Entwurf №3 (最終版) 🚀.pdf',
      contentType: 'application/pdf',
      bytes: Uint8Array.from({ length: 5000 }, (_, at) => (at * 31) & 255),
    },
    {
      name: 'say "hi" \\ now.txt',
      contentType: 'text/plain',
      bytes: new TextEncoder().encode('one\ntwo\r\nFrom \n.\n'),
    },
    {
      name: 'meeting.ics',
      contentType: 'text/calendar',
      bytes: new TextEncoder().encode('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'),
    },
    {
      name: 'old message.eml',
      contentType: 'message/rfc822',
      bytes: new TextEncoder().encode('Subject: x\n\nbody é'),
    },
    { name: 'empty.bin', contentType: 'application/octet-stream', bytes: new Uint8Array() },
  ],
};

export const shortDraft: MessageDraft = {
  from: { address: 'alice@smime.example', name: 'Alice' },
  to: [{ address: 'bob@smime.example' }],
  cc: [],
  bcc: [],
  subject: 'Lunch',
  messageId: 'lunch@smime.example',
  text: 'At noon?\nAlice',
  attachments: [],
};
