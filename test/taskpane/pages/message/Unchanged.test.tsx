/** @jest-environment jsdom */
import '../../../support/dom-globals';
import { cleanup, screen } from '@testing-library/react';
import type { HeaderProtection, OpenedMessage, SignatureReport } from '../../../../src/smime/index';
import { Above, Unchanged } from '../../../../src/taskpane/pages/message/Unchanged';
import { axeFindings, renderInPane } from '../../../support/in-pane';

afterEach(cleanup);

const from = { address: 'anna@contoso.com' };
const fields = [
  { name: 'Subject', value: 'Offer 2027', state: 'signed-only' },
  { name: 'From', value: 'anna@contoso.com', state: 'signed-only' },
  { name: 'To', value: 'ben@fabrikam.com', state: 'signed-only' },
] as const;
const protection = { state: 'protected', form: 'rfc9788', hp: 'clear', fields, subjectHidden: false, differsOutside: [] } as const;

function draw(headerProtection: HeaderProtection, outerSubject = 'Offer 2027'): HTMLElement {
  const headers = { subject: outerSubject, from: [from], to: [], cc: [] };
  const signature = { state: 'valid', signer: { covers: 'whole' }, remarks: [] } as unknown as SignatureReport;
  const opened: OpenedMessage = {
    layers: ['signed-data'],
    encryption: { state: 'not-encrypted' },
    signature,
    headers,
    outerHeaders: headers,
    headerProtection,
    body: {},
    attachments: [],
    certificates: [],
  };
  return renderInPane(
    <>
      <Unchanged opened={opened} />
      <Above opened={opened} />
    </>,
  );
}

const answer = (name: string) => screen.queryByRole('group', { name })?.textContent ?? null;

test('"all of it" says what it is: a subject outside the signature is not in it', () => {
  draw({ state: 'none' });
  expect(answer('Unchanged?')).toMatch(/Yes, all of it.*doesn't cover the subject\./);
  expect(answer('Lines above the message?')).toBeNull();
});

test('protected headers are named', async () => {
  const container = draw(protection);
  expect(answer('Unchanged?')).toMatch(/also the subject, the sender and the recipients\./);
  expect(answer('Lines above the message?')).toMatch(/As they were signed$/);
  expect(await axeFindings(container)).toEqual([]);
});

test('a mark before the subject is told, without alarm', () => {
  draw({ ...protection, differsOutside: ['subject'] }, '[sales] Offer 2027');
  expect(answer('Lines above the message?')).toMatch(/As they were signed.*as mailing lists do\./);
});

test('what was changed is shown as it was signed', async () => {
  const container = draw({ ...protection, differsOutside: ['subject', 'to', 'date'] }, 'Pay today');
  expect(answer('Lines above the message?')).toMatch(
    /Changed on the way.*Subject: Offer 2027.*To: ben@fabrikam\.com.*Date: wasn't there/,
  );
  expect(await axeFindings(container)).toEqual([]);
});
