import { renderToStaticMarkup } from 'react-dom/server';
import type { ReadItem } from '../../../../src/mailbox/types';
import { ContentPart } from '../../../../src/taskpane/pages/message/ContentPart';
import type { OpenedMessage } from '../../../../src/smime/index';

const from = { address: 'anna@contoso.com', name: 'Anna Berg' };
const item: ReadItem = {
  kind: 'read',
  key: '1',
  subject: 'Plans',
  from,
  attachments: [],
  headers: () => Promise.resolve(''),
  attachmentBytes: () => Promise.reject(new Error('There is none.')),
  file: () => Promise.reject(new Error('There is none.')),
  infoBars: { keys: () => Promise.resolve([]), show: () => Promise.resolve(), remove: () => Promise.resolve() },
};

function drawn(body: OpenedMessage['body'], parts: Partial<OpenedMessage> = {}): string {
  const headers = { subject: 'Plans', from: [from], to: [], cc: [] };
  const encryption = { state: 'decrypted', algorithm: 'aes-256-cbc', authenticated: false, weak: false, recipients: [] } as unknown as OpenedMessage['encryption'];
  const opened: OpenedMessage = {
    layers: ['enveloped-data'],
    encryption,
    signature: { state: 'not-signed' },
    headers: { ...headers, subject: 'Never drawn' },
    outerHeaders: headers,
    headerProtection: { state: 'none' },
    body,
    attachments: [],
    certificates: [],
    ...parts,
  };
  return renderToStaticMarkup(<ContentPart item={item} reading={{ kind: 'smime', opened, source: 'file', from }} />);
}

describe('the content of an encrypted message', () => {
  test('keeps what travelled readable out of the box of what was decrypted', () => {
    const [before = '', inside = ''] = drawn({ text: 'The numbers' }).split('<section');
    expect(before).toMatch(/Plans.*Anna Berg.*The subject travelled readable\./s);
    expect(inside).toMatch(/Decrypted by Signet · shown only here.*The numbers/s);
    expect(inside).not.toMatch(/Plans|Anna Berg/);
  });

  test('what was protected is in the box: a hidden subject is shown, and said to have been hidden', () => {
    const fields = [
      { name: 'Subject', value: 'Offer \u202E2027', state: 'signed-and-encrypted' },
      { name: 'From', value: 'Anna Berg <anna@contoso.com>', state: 'signed-only' },
    ] as const;
    const headerProtection = { state: 'protected', form: 'rfc9788', hp: 'cipher', fields, subjectHidden: true, differsOutside: [] } as const;
    const outerHeaders = { subject: '[...]', from: [from], to: [], cc: [] };
    const [before = '', inside = ''] = drawn({ text: 'The numbers' }, { headerProtection, outerHeaders }).split('<section');
    expect(before).not.toMatch(/Subject|travelled/);
    expect(inside).toMatch(/Decrypted by Signet.*Offer 2027.*Anna Berg &lt;anna@contoso\.com&gt;.*The subject was hidden on the way\..*The numbers/s);
    expect(inside).not.toContain('[...]');
  });

  test('a subject inside that was readable is said to have been readable', () => {
    const fields = [{ name: 'Subject', value: 'Plans', state: 'signed-only' }] as const;
    const headerProtection = { state: 'protected', form: 'rfc9788', hp: 'cipher', fields, subjectHidden: false, differsOutside: [] } as const;
    const [before = '', inside = ''] = drawn({ text: 'The numbers' }, { headerProtection }).split('<section');
    expect(before).toMatch(/From.*Anna Berg/s);
    expect(before).not.toMatch(/Plans|travelled/);
    expect(inside).toMatch(/Plans.*The subject travelled readable\./s);
  });

  test('is drawn as text when its HTML is too long', () => {
    const page = drawn({ text: 'The numbers', html: '<b>'.repeat(700_000) });
    expect(page).toMatch(/too long to be laid out.*The numbers/s);
    expect(page).not.toContain('<iframe');
  });
});
