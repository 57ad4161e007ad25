/** @jest-environment jsdom */
import '../../../support/dom-globals';
import { cleanup, screen } from '@testing-library/react';
import type { OpenedMessage } from '../../../../src/smime/index';
import { ContentPart } from '../../../../src/taskpane/pages/message/ContentPart';
import { createFakeMailbox, createReadItem, person } from '../../../support/fake-mailbox';
import { axeFindings, renderInPane } from '../../../support/in-pane';

afterEach(cleanup);

const from = person('anna@contoso.com');
const headers = { subject: 'Plans', from: [from], to: [], cc: [] };

function draw(contentType: string, layers: readonly string[]): HTMLElement {
  const item = createReadItem(createFakeMailbox('bob@contoso.com'), { from, headers: `Content-Type: ${contentType}\r\n` });
  const opened: OpenedMessage = {
    layers,
    encryption: { state: 'not-encrypted' },
    signature: { state: 'not-signed' },
    headers,
    outerHeaders: headers,
    headerProtection: { state: 'none' },
    body: { text: 'The numbers' },
    attachments: [],
    certificates: [],
  };
  return renderInPane(<ContentPart item={item} reading={{ kind: 'smime', opened, source: 'file', from }} />);
}

test('what came compressed is shown: Outlook shows nothing of it', async () => {
  const container = draw('application/pkcs7-mime; smime-type=compressed-data', ['compressed-data']);
  await screen.findByText('Opened by Signet · shown only here');
  expect(screen.getByText('The numbers')).toBeTruthy();
  expect(container.textContent).not.toMatch(/travelled|cover/);
  expect(await axeFindings(container)).toEqual([]);
});

test('what Outlook shows by itself is not shown a second time', async () => {
  const container = draw('multipart/signed; boundary=b', ['signed-data']);
  await new Promise((later) => setTimeout(later, 20));
  expect(container.textContent).not.toMatch(/The numbers/);
});
