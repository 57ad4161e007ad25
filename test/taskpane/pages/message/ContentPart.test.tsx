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

function drawn(body: OpenedMessage['body']): string {
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

  test('is drawn as text when its HTML is too long', () => {
    const page = drawn({ text: 'The numbers', html: '<b>'.repeat(700_000) });
    expect(page).toMatch(/too long to be laid out.*The numbers/s);
    expect(page).not.toContain('<iframe');
  });
});
