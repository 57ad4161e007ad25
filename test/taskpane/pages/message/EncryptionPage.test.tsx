/** @jest-environment jsdom */
import '../../../support/dom-globals';
import { cleanup, screen, within } from '@testing-library/react';
import type { Certificate, EncryptionReport, OpenedMessage } from '../../../../src/smime/index';
import { EncryptionPage } from '../../../../src/taskpane/pages/message/EncryptionPage';
import { axeFindings, renderInPane } from '../../../support/in-pane';

afterEach(cleanup);

const from = { address: 'anna@contoso.com', name: 'Anna Berg' };
const headers = { subject: 'Plans', from: [from], to: [], cc: [] };
const openedWith = { fingerprint: 'ab', emailAddresses: ['bob@contoso.com'] } as unknown as Certificate;
const modern = { state: 'decrypted', algorithm: 'aes-256-cbc', authenticated: false, weak: false, recipients: [], openedWith } as const;

function draw(encryption: EncryptionReport, parts: Partial<OpenedMessage> = {}): HTMLElement {
  const opened: OpenedMessage = {
    layers: ['enveloped-data'],
    encryption,
    signature: { state: 'not-signed' },
    headers,
    outerHeaders: headers,
    headerProtection: { state: 'none' },
    body: { text: 'The numbers' },
    attachments: [],
    certificates: [],
    ...parts,
  };
  return renderInPane(<EncryptionPage reading={{ opened, source: 'file', from }} />);
}

const answerTo = (question: string) => within(screen.getByRole('group', { name: question }));

test('a modern cipher locks, and leaves noticing changes to a signature', async () => {
  const container = draw(modern);
  expect(answerTo('Locked on the way?').getByText('Yes')).toBeTruthy();
  expect(answerTo('Changed on the way?').getByText("This method can't tell by itself")).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});

test('an old cipher is never told as a plain yes, and says what to do', async () => {
  const container = draw({ ...modern, algorithm: 'des-ede3-cbc', weak: true });
  const locked = answerTo('Locked on the way?');
  expect(locked.queryByText('Yes')).toBeNull();
  expect(screen.getByRole('group', { name: 'Locked on the way?' }).textContent).toMatch(
    /In an old, weak way.*TripleDES.*others may have read it on the way\. Tell the sender\./,
  );
  expect(await axeFindings(container)).toEqual([]);
});

test('a cipher that shows changes by itself is said to, in plain words', async () => {
  const container = draw({ ...modern, algorithm: 'aes-256-gcm', authenticated: true });
  const changed = answerTo('Changed on the way?');
  expect(changed.getByText('Would have shown')).toBeTruthy();
  expect(changed.getByText('This method shows every change by itself.')).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});

describe('the subject on the way', () => {
  const protection = { state: 'protected', form: 'rfc9788', hp: 'cipher', fields: [], differsOutside: [] } as const;

  test('readable', () => {
    draw(modern);
    expect(answerTo('Subject on the way').getByText('Readable')).toBeTruthy();
  });

  test('protected, but readable all the same', () => {
    draw(modern, { headerProtection: { ...protection, subjectHidden: false } });
    expect(answerTo('Subject on the way').getByText('Readable')).toBeTruthy();
  });

  test('hidden: what people saw instead', async () => {
    const container = draw(modern, { headerProtection: { ...protection, subjectHidden: true }, outerHeaders: { ...headers, subject: '[...]' } });
    expect(screen.getByRole('group', { name: 'Subject on the way' }).textContent).toMatch(/Hidden.*Outside, people see "\[\.\.\.\]"\./);
    expect(await axeFindings(container)).toEqual([]);
  });

  test('of a closed message nobody knows', () => {
    draw({ state: 'failed', problem: 'no-matching-digital-id', recipients: [] });
    expect(screen.queryByRole('group', { name: 'Subject on the way' })).toBeNull();
  });
});
